import { accountOf } from '../accounts.ts';
import type { Cloud } from '../cloud.ts';
import { notImplemented } from '../errors.ts';
import {
  numberParameter,
  type QueryAction,
  type QueryCall,
  type QueryService,
  requiredText,
  structureList,
  textParameter,
} from '../query-protocol.ts';
import type { RoleState } from '../state.ts';
import { pageOf } from './pages.ts';
import { policyActions } from './policy-actions.ts';
import { deleteRole, findRole, insertRole } from './roles.ts';
import { userActions, userArn, userOf } from './user-actions.ts';
import { roleView, userView } from './views.ts';

const PAGING = ['Marker', 'MaxItems'];

const getUser: QueryAction = {
  parameters: ['UserName'],
  resource: userArn,
  run: (call, cloud) => ({ User: userView(userOf(call, cloud)) }),
};

const listUsers: QueryAction = {
  parameters: ['PathPrefix', ...PAGING],
  run(call, cloud) {
    const prefix = textParameter(call, 'PathPrefix') ?? '/';
    const { users } = accountOf(cloud.state, call.principal.accountId);
    const found = users.filter(({ path }) => path.startsWith(prefix));
    return pageOf(call, 'Users', found.map(userView));
  },
};

const listAccessKeys: QueryAction = {
  parameters: ['UserName', ...PAGING],
  resource: userArn,
  run(call, cloud) {
    const user = userOf(call, cloud);
    const keys = user.keys.map((key) => ({
      UserName: user.name,
      AccessKeyId: key.id,
      Status: key.status,
      CreateDate: new Date(key.createdAt),
    }));
    return pageOf(call, 'AccessKeyMetadata', keys);
  },
};

const listAccountAliases: QueryAction = {
  parameters: PAGING,
  run: (call, cloud) =>
    pageOf(call, 'AccountAliases', [accountOf(cloud.state, call.principal.accountId).alias]),
};

const createRole: QueryAction = {
  parameters: [
    'RoleName',
    'AssumeRolePolicyDocument',
    'Path',
    'Description',
    'MaxSessionDuration',
    'PermissionsBoundary',
    'Tags',
  ],
  resource: roleArn,
  run(call, cloud) {
    const boundary = textParameter(call, 'PermissionsBoundary');
    const account = accountOf(cloud.state, call.principal.accountId);
    const role = insertRole(cloud.state, account, cloud.clock.now(), {
      name: requiredText(call, 'RoleName'),
      path: textParameter(call, 'Path') ?? '/',
      trust: requiredText(call, 'AssumeRolePolicyDocument'),
      description: textParameter(call, 'Description') ?? '',
      maxSessionSeconds: numberParameter(call, 'MaxSessionDuration') ?? 3600,
      tags: structureList(call, 'Tags').map(({ Key: key = '', Value: value = '' }) => ({ key, value })),
      inlinePolicies: [],
      attachedPolicyArns: [],
      ...(boundary !== undefined && { permissionsBoundary: boundary }),
    });
    cloud.changed();
    return { Role: roleView(role) };
  },
};

const getRole: QueryAction = {
  parameters: ['RoleName'],
  resource: roleArn,
  run: (call, cloud) => ({ Role: roleView(roleOf(call, cloud)) }),
};

const listRoles: QueryAction = {
  parameters: ['PathPrefix', ...PAGING],
  run(call, cloud) {
    const prefix = textParameter(call, 'PathPrefix') ?? '/';
    const { roles } = accountOf(cloud.state, call.principal.accountId);
    const found = roles.filter(({ path }) => path.startsWith(prefix));
    // ListRoles leaves out what GetRole shows of tags and boundaries.
    const views = found.map((role) => ({
      ...roleView(role),
      Tags: undefined,
      PermissionsBoundary: undefined,
    }));
    return pageOf(call, 'Roles', views);
  },
};

const removeRole: QueryAction = {
  parameters: ['RoleName'],
  resource: roleArn,
  run(call, cloud) {
    deleteRole(accountOf(cloud.state, call.principal.accountId), requiredText(call, 'RoleName'));
    cloud.changed();
    return undefined;
  },
};

const listRolePolicies: QueryAction = {
  parameters: ['RoleName', ...PAGING],
  resource: roleArn,
  run: (call, cloud) =>
    pageOf(
      call,
      'PolicyNames',
      roleOf(call, cloud).inlinePolicies.map(({ name }) => name),
    ),
};

const listAttachedRolePolicies: QueryAction = {
  parameters: ['RoleName', 'PathPrefix', ...PAGING],
  resource: roleArn,
  run(call, cloud) {
    if (textParameter(call, 'PathPrefix') !== undefined) {
      throw notImplemented('the parameter PathPrefix of ListAttachedRolePolicies');
    }
    const policies = roleOf(call, cloud).attachedPolicies;
    const views = policies.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn }));
    return pageOf(call, 'AttachedPolicies', views);
  },
};

/** AWS Identity and Access Management: what this cloud has of it. */
export const iam: QueryService = {
  version: '2010-05-08',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  prefix: 'iam',
  actions: new Map<string, QueryAction>(
    Object.entries({
      CreateRole: createRole,
      DeleteRole: removeRole,
      GetRole: getRole,
      GetUser: getUser,
      ListAccessKeys: listAccessKeys,
      ListAccountAliases: listAccountAliases,
      ListAttachedRolePolicies: listAttachedRolePolicies,
      ListRolePolicies: listRolePolicies,
      ListRoles: listRoles,
      ListUsers: listUsers,
      ...userActions,
      ...policyActions,
    }),
  ),
};

function roleOf(call: QueryCall, cloud: Cloud): RoleState {
  return findRole(accountOf(cloud.state, call.principal.accountId), requiredText(call, 'RoleName'));
}

function roleArn(call: QueryCall): string {
  const path = textParameter(call, 'Path') ?? '/';
  return `arn:aws:iam::${call.principal.accountId}:role${path}${textParameter(call, 'RoleName') ?? '*'}`;
}

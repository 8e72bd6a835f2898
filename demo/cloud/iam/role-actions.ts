import { accountOf } from '../accounts.ts';
import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import {
  numberParameter,
  type QueryAction,
  type QueryCall,
  requiredText,
  textParameter,
} from '../query-protocol.ts';
import type { AccountState, RoleState } from '../state.ts';
import { inlinePolicyOf, inlinePolicyView, withInlinePolicy } from './inline-policies.ts';
import { pageOf } from './pages.ts';
import { policyArn } from './policies.ts';
import { attachable, checkSettings, deleteRole, findRole, insertRole } from './roles.ts';
import { requestedTags, tagViews, withoutTags, withTags } from './tags.ts';
import { checkTrustPolicy } from './trust-policy.ts';
import { newRoleView, roleSummary, roleView } from './views.ts';

const PAGING = ['Marker', 'MaxItems'];
const POLICIES_PER_ROLE = 10;

function accountOfCall(call: QueryCall, cloud: Cloud): AccountState {
  return accountOf(cloud.state, call.principal.accountId);
}

function roleOf(call: QueryCall, cloud: Cloud): RoleState {
  return findRole(accountOfCall(call, cloud), requiredText(call, 'RoleName'));
}

/** The ARN that a call about a role is checked against: the role's own, including its path, if it exists. */
function roleArn(call: QueryCall, cloud: Cloud): string {
  const name = textParameter(call, 'RoleName') ?? '*';
  const role = accountOfCall(call, cloud).roles.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const path = textParameter(call, 'Path') ?? '/';
  return role?.arn ?? `arn:aws:iam::${call.principal.accountId}:role${path}${name}`;
}

/** An action that reads a role. */
function look(
  parameters: string[],
  run: (role: RoleState, call: QueryCall, cloud: Cloud) => ReturnType<QueryAction['run']>,
): QueryAction {
  return {
    parameters: ['RoleName', ...parameters],
    resource: roleArn,
    run: (call, cloud) => run(roleOf(call, cloud), call, cloud),
  };
}

/** An action that changes a role and returns nothing. */
function change(
  parameters: string[],
  run: (role: RoleState, call: QueryCall, cloud: Cloud) => void,
): QueryAction {
  return look(parameters, (role, call, cloud) => {
    run(role, call, cloud);
    cloud.changed();
    return undefined;
  });
}

/** IAM's actions for roles and their policies. */
export const roleActions: Record<string, QueryAction> = {
  CreateRole: {
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
      const account = accountOfCall(call, cloud);
      const boundary = textParameter(call, 'PermissionsBoundary');
      if (boundary !== undefined) attachable(account, boundary);
      const draft = {
        name: requiredText(call, 'RoleName'),
        path: textParameter(call, 'Path') ?? '/',
        trust: requiredText(call, 'AssumeRolePolicyDocument'),
        description: textParameter(call, 'Description') ?? '',
        maxSessionSeconds: numberParameter(call, 'MaxSessionDuration') ?? 3600,
        tags: requestedTags(call),
        inlinePolicies: [],
        attachedPolicyArns: [],
        ...(boundary !== undefined && { permissionsBoundary: boundary }),
      };
      const role = insertRole(cloud.state, account, cloud.clock.now(), draft, cloud.seen());
      cloud.changed();
      return { Role: newRoleView(role) };
    },
  },
  GetRole: look([], (role) => ({ Role: roleView(role) })),
  ListRoles: {
    parameters: ['PathPrefix', ...PAGING],
    run(call, cloud) {
      const prefix = textParameter(call, 'PathPrefix') ?? '/';
      const found = accountOfCall(call, cloud).roles.filter(({ path }) => path.startsWith(prefix));
      return pageOf(call, 'Roles', found.map(roleSummary));
    },
  },
  DeleteRole: change([], (role, call, cloud) => {
    deleteRole(accountOfCall(call, cloud), role.name);
  }),
  UpdateRole: look(['Description', 'MaxSessionDuration'], (role, call, cloud) => {
    const settings = {
      description: textParameter(call, 'Description') ?? '',
      maxSessionSeconds: numberParameter(call, 'MaxSessionDuration') ?? 3600,
    };
    checkSettings(settings);
    Object.assign(role, settings);
    cloud.changed();
    return {};
  }),
  UpdateAssumeRolePolicy: change(['PolicyDocument'], (role, call, cloud) => {
    const trust = requiredText(call, 'PolicyDocument');
    checkTrustPolicy(trust, cloud.seen());
    role.trust = trust;
  }),
  PutRolePolicy: change(['PolicyName', 'PolicyDocument'], (role, call) => {
    role.inlinePolicies = withInlinePolicy(role.inlinePolicies, call, 'role', role.name);
  }),
  GetRolePolicy: look(['PolicyName'], (role, call) => ({
    RoleName: role.name,
    ...inlinePolicyView(inlinePolicyOf(role.inlinePolicies, call, 'role')),
  })),
  DeleteRolePolicy: change(['PolicyName'], (role, call) => {
    const gone = inlinePolicyOf(role.inlinePolicies, call, 'role');
    role.inlinePolicies = role.inlinePolicies.filter((policy) => policy !== gone);
  }),
  ListRolePolicies: look(PAGING, (role, call) =>
    pageOf(
      call,
      'PolicyNames',
      role.inlinePolicies.map(({ name }) => name),
    ),
  ),
  AttachRolePolicy: change(['PolicyArn'], (role, call, cloud) => {
    const policy = attachable(accountOfCall(call, cloud), requiredText(call, 'PolicyArn'));
    const others = role.attachedPolicies.filter(({ arn }) => arn !== policy.arn);
    if (others.length >= POLICIES_PER_ROLE) {
      throw new ServiceError(
        'LimitExceeded',
        `Cannot exceed quota for PoliciesPerRole: ${POLICIES_PER_ROLE}`,
        409,
      );
    }
    role.attachedPolicies = [...others, policy];
  }),
  DetachRolePolicy: change(['PolicyArn'], (role, call) => {
    const arn = policyArn(requiredText(call, 'PolicyArn'));
    const left = role.attachedPolicies.filter((policy) => policy.arn !== arn);
    if (left.length === role.attachedPolicies.length) {
      throw new ServiceError('NoSuchEntity', `Policy ${arn} was not found.`, 404);
    }
    role.attachedPolicies = left;
  }),
  ListAttachedRolePolicies: look(['PathPrefix', ...PAGING], (role, call) => {
    const prefix = textParameter(call, 'PathPrefix') ?? '/';
    const found = role.attachedPolicies.filter(({ arn }) => arn.slice(arn.indexOf('/')).startsWith(prefix));
    const views = found.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn }));
    return pageOf(call, 'AttachedPolicies', views);
  }),
  PutRolePermissionsBoundary: change(['PermissionsBoundary'], (role, call, cloud) => {
    const arn = requiredText(call, 'PermissionsBoundary');
    role.permissionsBoundary = attachable(accountOfCall(call, cloud), arn).arn;
  }),
  DeleteRolePermissionsBoundary: change([], (role) => {
    delete role.permissionsBoundary;
  }),
  TagRole: change(['Tags'], (role, call) => {
    role.tags = withTags(role.tags, call);
  }),
  UntagRole: change(['TagKeys'], (role, call) => {
    role.tags = withoutTags(role.tags, call);
  }),
  ListRoleTags: look(PAGING, (role, call) => pageOf(call, 'Tags', tagViews(role.tags))),
};

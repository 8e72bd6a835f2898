import { accountOf } from '../accounts.ts';
import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import { type QueryAction, type QueryCall, requiredText, textParameter } from '../query-protocol.ts';
import type { AccountState, UserState } from '../state.ts';
import { managedPolicy } from './managed-policies.ts';
import { pageOf } from './pages.ts';
import { checkIdentityPolicy } from './policy.ts';
import { deleteUser, findKey, findUser, insertAccessKey, insertUser } from './users.ts';
import { userView } from './views.ts';

const PAGING = ['Marker', 'MaxItems'];

/** The user named in the call, else the caller. Throws NoSuchEntity. */
export function userOf(call: QueryCall, cloud: Cloud): UserState {
  return findUser(accountOfCall(call, cloud), textParameter(call, 'UserName') ?? call.principal.userName);
}

/** The ARN that a call about a user is checked against. */
export function userArn(call: QueryCall): string {
  const name = textParameter(call, 'UserName') ?? call.principal.userName;
  return `arn:aws:iam::${call.principal.accountId}:user${textParameter(call, 'Path') ?? '/'}${name}`;
}

function accountOfCall(call: QueryCall, cloud: Cloud): AccountState {
  return accountOf(cloud.state, call.principal.accountId);
}

/** An action that changes a user. */
function change(
  parameters: string[],
  run: (user: UserState, call: QueryCall, cloud: Cloud) => void,
): QueryAction {
  return {
    parameters: ['UserName', ...parameters],
    resource: userArn,
    run(call, cloud) {
      run(userOf(call, cloud), call, cloud);
      cloud.changed();
      return undefined;
    },
  };
}

function policyArn(call: QueryCall, cloud: Cloud, parameter: string): string {
  const arn = requiredText(call, parameter);
  if (managedPolicy(accountOfCall(call, cloud), arn) !== undefined) return arn;
  throw new ServiceError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`, 404);
}

function noPolicy(name: string): ServiceError {
  return new ServiceError('NoSuchEntity', `The user policy with name ${name} cannot be found.`, 404);
}

/** What IAM does with users, their keys and their policies. */
export const userActions: Record<string, QueryAction> = {
  CreateUser: {
    parameters: ['UserName', 'Path'],
    resource: userArn,
    run(call, cloud) {
      const account = accountOfCall(call, cloud);
      const path = textParameter(call, 'Path') ?? '/';
      const user = insertUser(cloud.state, account, cloud.clock.now(), requiredText(call, 'UserName'), path);
      cloud.changed();
      return { User: userView(user) };
    },
  },
  DeleteUser: change([], (user, call, cloud) => deleteUser(accountOfCall(call, cloud), user)),
  CreateAccessKey: {
    parameters: ['UserName'],
    resource: userArn,
    run(call, cloud) {
      const user = userOf(call, cloud);
      const key = insertAccessKey(cloud.state, user, cloud.clock.now(), cloud.speed);
      cloud.changed();
      return {
        AccessKey: {
          UserName: user.name,
          AccessKeyId: key.id,
          Status: key.status,
          SecretAccessKey: key.secret,
          CreateDate: new Date(key.createdAt),
        },
      };
    },
  },
  UpdateAccessKey: change(['AccessKeyId', 'Status'], (user, call) => {
    const status = requiredText(call, 'Status');
    if (status !== 'Active' && status !== 'Inactive') {
      throw new ServiceError(
        'ValidationError',
        `1 validation error detected: Value '${status}' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive]`,
      );
    }
    findKey(user, requiredText(call, 'AccessKeyId')).status = status;
  }),
  DeleteAccessKey: change(['AccessKeyId'], (user, call) => {
    user.keys.splice(user.keys.indexOf(findKey(user, requiredText(call, 'AccessKeyId'))), 1);
  }),
  AttachUserPolicy: change(['PolicyArn'], (user, call, cloud) => {
    const arn = policyArn(call, cloud, 'PolicyArn');
    user.attachedPolicies = [...(user.attachedPolicies ?? []).filter((other) => other !== arn), arn];
  }),
  DetachUserPolicy: change(['PolicyArn'], (user, call) => {
    const arn = requiredText(call, 'PolicyArn');
    const attached = user.attachedPolicies ?? [];
    if (!attached.includes(arn)) {
      throw new ServiceError('NoSuchEntity', `Policy ${arn} was not found.`, 404);
    }
    user.attachedPolicies = attached.filter((other) => other !== arn);
  }),
  ListAttachedUserPolicies: {
    parameters: ['UserName', ...PAGING],
    resource: userArn,
    run(call, cloud) {
      const arns = userOf(call, cloud).attachedPolicies ?? [];
      const views = arns.map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn }));
      return pageOf(call, 'AttachedPolicies', views);
    },
  },
  PutUserPolicy: change(['PolicyName', 'PolicyDocument'], (user, call) => {
    const name = requiredText(call, 'PolicyName');
    const document = requiredText(call, 'PolicyDocument');
    checkIdentityPolicy(document);
    user.inlinePolicies = [
      ...(user.inlinePolicies ?? []).filter((other) => other.name !== name),
      { name, document },
    ];
  }),
  DeleteUserPolicy: change(['PolicyName'], (user, call) => {
    const name = requiredText(call, 'PolicyName');
    const left = (user.inlinePolicies ?? []).filter((policy) => policy.name !== name);
    if (left.length === (user.inlinePolicies ?? []).length) throw noPolicy(name);
    user.inlinePolicies = left;
  }),
  ListUserPolicies: {
    parameters: ['UserName', ...PAGING],
    resource: userArn,
    run: (call, cloud) =>
      pageOf(
        call,
        'PolicyNames',
        (userOf(call, cloud).inlinePolicies ?? []).map(({ name }) => name),
      ),
  },
  GetUserPolicy: {
    parameters: ['UserName', 'PolicyName'],
    resource: userArn,
    run(call, cloud) {
      const user = userOf(call, cloud);
      const name = requiredText(call, 'PolicyName');
      const policy = user.inlinePolicies?.find((candidate) => candidate.name === name);
      if (policy === undefined) throw noPolicy(name);
      return { UserName: user.name, PolicyName: name, PolicyDocument: encodeURIComponent(policy.document) };
    },
  },
  PutUserPermissionsBoundary: change(['PermissionsBoundary'], (user, call, cloud) => {
    user.permissionsBoundary = policyArn(call, cloud, 'PermissionsBoundary');
  }),
  DeleteUserPermissionsBoundary: change([], (user) => {
    delete user.permissionsBoundary;
  }),
};

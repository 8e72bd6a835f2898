import { accountOf } from '../accounts.ts';
import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import { type QueryAction, type QueryCall, requiredText, textParameter } from '../query-protocol.ts';
import type { AccountState, UserState } from '../state.ts';
import { inlinePolicyOf, inlinePolicyView, withInlinePolicy } from './inline-policies.ts';
import { managedPolicy } from './managed-policies.ts';
import { pageOf } from './pages.ts';
import { policyArn } from './policies.ts';
import { attachedPage } from './policy-actions.ts';
import { requestedTags, tagViews, withoutTags, withTags } from './tags.ts';
import { deleteUser, findUser, insertUser } from './users.ts';
import { userSummary, userView } from './views.ts';

const PAGING = ['Marker', 'MaxItems'];
const POLICIES_PER_USER = 10;

/** The user named in the call, else the caller. @throws NoSuchEntity */
export function userOf(call: QueryCall, cloud: Cloud): UserState {
  const name = textParameter(call, 'UserName') ?? call.principal.userName;
  if (name === '') {
    throw new ServiceError('ValidationError', 'Must specify userName when calling with non-User credentials');
  }
  return findUser(accountOfCall(call, cloud), name);
}

/** The ARN that a call about a user is checked against: the user's own, including its path, if it exists. */
export function userArn(call: QueryCall, cloud: Cloud): string {
  const name = textParameter(call, 'UserName') ?? call.principal.userName;
  const known = accountOfCall(call, cloud).users.find(
    (user) => user.name.toLowerCase() === name.toLowerCase(),
  );
  return (
    known?.arn ?? `arn:aws:iam::${call.principal.accountId}:user${textParameter(call, 'Path') ?? '/'}${name}`
  );
}

function accountOfCall(call: QueryCall, cloud: Cloud): AccountState {
  return accountOf(cloud.state, call.principal.accountId);
}

/** An action that changes a user and returns nothing. */
export function changeUser(
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

function attachableArn(call: QueryCall, cloud: Cloud, parameter: string): string {
  const arn = policyArn(requiredText(call, parameter));
  if (managedPolicy(accountOfCall(call, cloud), arn) !== undefined) return arn;
  throw new ServiceError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`, 404);
}

/** IAM's actions for users, their keys and their policies. */
export const userActions: Record<string, QueryAction> = {
  CreateUser: {
    parameters: ['UserName', 'Path', 'PermissionsBoundary', 'Tags'],
    resource: userArn,
    run(call, cloud) {
      const account = accountOfCall(call, cloud);
      const path = textParameter(call, 'Path') ?? '/';
      const tags = requestedTags(call);
      const boundary =
        call.parameters.PermissionsBoundary === undefined
          ? undefined
          : attachableArn(call, cloud, 'PermissionsBoundary');
      const user = insertUser(cloud.state, account, cloud.clock.now(), requiredText(call, 'UserName'), path);
      if (tags.length > 0) user.tags = tags;
      if (boundary !== undefined) user.permissionsBoundary = boundary;
      cloud.changed();
      return { User: userView(user) };
    },
  },
  GetUser: {
    parameters: ['UserName'],
    resource: userArn,
    run: (call, cloud) => ({ User: userView(userOf(call, cloud)) }),
  },
  ListUsers: {
    parameters: ['PathPrefix', ...PAGING],
    run(call, cloud) {
      const prefix = textParameter(call, 'PathPrefix') ?? '/';
      const found = accountOfCall(call, cloud).users.filter(({ path }) => path.startsWith(prefix));
      return pageOf(call, 'Users', found.map(userSummary));
    },
  },
  DeleteUser: changeUser([], (user, call, cloud) => deleteUser(accountOfCall(call, cloud), user)),
  AttachUserPolicy: changeUser(['PolicyArn'], (user, call, cloud) => {
    const arn = attachableArn(call, cloud, 'PolicyArn');
    const others = (user.attachedPolicies ?? []).filter((other) => other !== arn);
    if (others.length >= POLICIES_PER_USER) {
      throw new ServiceError(
        'LimitExceeded',
        `Cannot exceed quota for PoliciesPerUser: ${POLICIES_PER_USER}`,
        409,
      );
    }
    user.attachedPolicies = [...others, arn];
  }),
  DetachUserPolicy: changeUser(['PolicyArn'], (user, call) => {
    const arn = policyArn(requiredText(call, 'PolicyArn'));
    const attached = user.attachedPolicies ?? [];
    if (!attached.includes(arn)) {
      throw new ServiceError('NoSuchEntity', `Policy ${arn} was not found.`, 404);
    }
    user.attachedPolicies = attached.filter((other) => other !== arn);
  }),
  ListAttachedUserPolicies: {
    parameters: ['UserName', 'PathPrefix', ...PAGING],
    resource: userArn,
    run: (call, cloud) => attachedPage(call, userOf(call, cloud).attachedPolicies ?? []),
  },
  ListGroupsForUser: {
    parameters: ['UserName', ...PAGING],
    resource: userArn,
    run(call, cloud) {
      // There are no groups here, but the user has to exist.
      userOf(call, cloud);
      return pageOf(call, 'Groups', []);
    },
  },
  GetLoginProfile: {
    parameters: ['UserName'],
    resource: userArn,
    run(call, cloud) {
      const { name } = userOf(call, cloud);
      throw new ServiceError('NoSuchEntity', `Login Profile for User ${name} cannot be found.`, 404);
    },
  },
  PutUserPolicy: changeUser(['PolicyName', 'PolicyDocument'], (user, call) => {
    user.inlinePolicies = withInlinePolicy(user.inlinePolicies ?? [], call, 'user', user.name);
  }),
  DeleteUserPolicy: changeUser(['PolicyName'], (user, call) => {
    const gone = inlinePolicyOf(user.inlinePolicies ?? [], call, 'user');
    user.inlinePolicies = (user.inlinePolicies ?? []).filter((policy) => policy !== gone);
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
      const policy = inlinePolicyOf(user.inlinePolicies ?? [], call, 'user');
      return { UserName: user.name, ...inlinePolicyView(policy) };
    },
  },
  PutUserPermissionsBoundary: changeUser(['PermissionsBoundary'], (user, call, cloud) => {
    user.permissionsBoundary = attachableArn(call, cloud, 'PermissionsBoundary');
  }),
  DeleteUserPermissionsBoundary: changeUser([], (user) => {
    delete user.permissionsBoundary;
  }),
  TagUser: changeUser(['Tags'], (user, call) => {
    user.tags = withTags(user.tags ?? [], call);
  }),
  UntagUser: changeUser(['TagKeys'], (user, call) => {
    user.tags = withoutTags(user.tags ?? [], call);
  }),
  ListUserTags: {
    parameters: ['UserName', ...PAGING],
    resource: userArn,
    run: (call, cloud) => pageOf(call, 'Tags', tagViews(userOf(call, cloud).tags ?? [])),
  },
};

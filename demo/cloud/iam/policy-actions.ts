import { accountOf } from '../accounts.ts';
import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import { newLetters } from '../ids.ts';
import {
  flagParameter,
  type QueryAction,
  type QueryCall,
  requiredText,
  textParameter,
} from '../query-protocol.ts';
import type { AccountState, PolicyState } from '../state.ts';
import type { XmlValue } from '../xml.ts';
import { checkPolicyName } from './inline-policies.ts';
import { awsPolicies, managedPolicyState } from './managed-policies.ts';
import { invalidValue, pageOf } from './pages.ts';
import {
  addVersion,
  chooseVersion,
  defaultVersionOf,
  deletePolicy,
  deleteVersion,
  findPolicy,
  findVersion,
  insertPolicy,
  noVersion,
  usersOf,
  versionsOf,
} from './policies.ts';
import { requestedTags, tagViews } from './tags.ts';
import { attachedPolicyView, policyVersionView, policyView } from './views.ts';

const PAGING = ['Marker', 'MaxItems'];

function newPolicyArn(call: QueryCall): string {
  const path = textParameter(call, 'Path') ?? '/';
  return `arn:aws:iam::${call.principal.accountId}:policy${path}${textParameter(call, 'PolicyName') ?? '*'}`;
}

function accountOfCall(call: QueryCall, cloud: Cloud): AccountState {
  return accountOf(cloud.state, call.principal.accountId);
}

const named = (call: QueryCall): string => requiredText(call, 'PolicyArn');

/** Throws ValidationError for an invalid version id, and NoSuchEntity if the policy does not exist. */
function checkVersion(call: QueryCall, policy: PolicyState | undefined): void {
  const id = requiredText(call, 'VersionId');
  const pattern = 'v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?';
  if (!new RegExp(`^${pattern}$`).test(id))
    throw invalidValue('versionId', `Member must satisfy regular expression pattern: ${pattern}`);
  if (policy === undefined) throw noVersion(named(call), id);
}

/** An action that reads a managed policy, AWS's or the account's own. */
function look(
  parameters: string[],
  run: (policy: PolicyState, call: QueryCall, account: AccountState) => { [name: string]: XmlValue },
): QueryAction {
  return {
    parameters: ['PolicyArn', ...parameters],
    resource: named,
    run(call, cloud) {
      const account = accountOfCall(call, cloud);
      const arn = named(call);
      const policy = managedPolicyState(account, arn);
      if (parameters.includes('VersionId')) checkVersion(call, policy);
      if (policy === undefined) throw new ServiceError('NoSuchEntity', `Policy ${arn} was not found.`, 404);
      return run(policy, call, account);
    },
  };
}

/** An action that changes a policy of the account and returns nothing; those of AWS cannot be changed. */
function change(
  parameters: string[],
  run: (policy: PolicyState, call: QueryCall, cloud: Cloud) => void,
): QueryAction {
  return {
    parameters: ['PolicyArn', ...parameters],
    resource: named,
    run(call, cloud) {
      const account = accountOfCall(call, cloud);
      if (parameters.includes('VersionId')) checkVersion(call, managedPolicyState(account, named(call)));
      run(findPolicy(account, named(call)), call, cloud);
      cloud.changed();
      return undefined;
    },
  };
}

/** IAM's actions for managed policies. */
export const policyActions: Record<string, QueryAction> = {
  CreatePolicy: {
    parameters: ['PolicyName', 'PolicyDocument', 'Path', 'Description', 'Tags'],
    resource: newPolicyArn,
    run(call, cloud) {
      const account = accountOfCall(call, cloud);
      const name = requiredText(call, 'PolicyName');
      checkPolicyName(name);
      const now = cloud.clock.now();
      const policy = insertPolicy(account, {
        name,
        arn: newPolicyArn(call),
        document: requiredText(call, 'PolicyDocument'),
        id: `ANPA${newLetters(cloud.state, now, 17)}`,
        description: textParameter(call, 'Description') ?? '',
        createdAt: now,
        tags: requestedTags(call, true),
      });
      cloud.changed();
      return { Policy: policyView(policy, 0) };
    },
  },
  GetPolicy: look([], (policy, _call, account) => ({
    Policy: {
      ...policyView(policy, usersOf(account, policy.arn).length),
      Description: policy.description || undefined,
      Tags: tagViews(policy.tags ?? []),
    },
  })),
  ListPolicies: {
    parameters: ['Scope', 'OnlyAttached', 'PathPrefix', ...PAGING],
    run(call, cloud) {
      const account = accountOfCall(call, cloud);
      const scope = textParameter(call, 'Scope') ?? 'All';
      const prefix = textParameter(call, 'PathPrefix') ?? '/';
      const onlyAttached = flagParameter(call, 'OnlyAttached');
      const all = [
        ...(scope === 'Local' ? [] : awsPolicies()),
        ...(scope === 'AWS' ? [] : (account.policies ?? [])),
      ];
      const views = all
        .filter(({ arn }) => arn.slice(arn.indexOf('/')).startsWith(prefix))
        .map((policy) => ({ policy, attached: usersOf(account, policy.arn).length }))
        .filter(({ attached }) => !onlyAttached || attached > 0)
        .map(({ policy, attached }) => policyView(policy, attached));
      return pageOf(call, 'Policies', views);
    },
  },
  DeletePolicy: change([], (policy, call, cloud) => {
    deletePolicy(accountOfCall(call, cloud), policy.arn);
  }),
  ListEntitiesForPolicy: look(PAGING, ({ arn }, call, account) => {
    const users = account.users.filter((user) => user.attachedPolicies?.includes(arn));
    const roles = account.roles.filter((role) => role.attachedPolicies.some((policy) => policy.arn === arn));
    return {
      PolicyGroups: [],
      ...pageOf(
        call,
        'PolicyUsers',
        users.map(({ name, id }) => ({ UserName: name, UserId: id })),
      ),
      PolicyRoles: roles.map(({ name, id }) => ({ RoleName: name, RoleId: id })),
    };
  }),
  CreatePolicyVersion: {
    parameters: ['PolicyArn', 'PolicyDocument', 'SetAsDefault'],
    resource: named,
    run(call, cloud) {
      const policy = findPolicy(accountOfCall(call, cloud), named(call));
      const isDefault = flagParameter(call, 'SetAsDefault');
      const version = addVersion(policy, requiredText(call, 'PolicyDocument'), cloud.clock.now(), isDefault);
      cloud.changed();
      const { Document, ...view } = policyVersionView(version, isDefault);
      return { PolicyVersion: view };
    },
  },
  GetPolicyVersion: look(['VersionId'], (policy, call) => {
    const version = findVersion(policy, requiredText(call, 'VersionId'));
    return { PolicyVersion: policyVersionView(version, version.id === defaultVersionOf(policy)) };
  }),
  ListPolicyVersions: look(PAGING, (policy, call) => {
    const views = versionsOf(policy)
      .toReversed()
      .map((version) => {
        const { Document, ...view } = policyVersionView(version, version.id === defaultVersionOf(policy));
        return view;
      });
    return pageOf(call, 'Versions', views);
  }),
  SetDefaultPolicyVersion: change(['VersionId'], (policy, call) => {
    chooseVersion(policy, findVersion(policy, requiredText(call, 'VersionId')));
  }),
  DeletePolicyVersion: change(['VersionId'], (policy, call) => {
    deleteVersion(policy, requiredText(call, 'VersionId'));
  }),
};

/** One page of attached managed policies. */
export function attachedPage(call: QueryCall, arns: readonly string[]): { [name: string]: XmlValue } {
  const prefix = textParameter(call, 'PathPrefix') ?? '/';
  const found = arns.filter((arn) => arn.slice(arn.indexOf('/')).startsWith(prefix));
  return pageOf(call, 'AttachedPolicies', found.map(attachedPolicyView));
}

import { accountOf } from '../../accounts.ts';
import { ServiceError } from '../../errors.ts';
import { deletePolicy, findPolicy, insertPolicy, setDefaultDocument } from '../../iam/policies.ts';
import { checkIdentityPolicy } from '../../iam/policy.ts';
import { findRole } from '../../iam/roles.ts';
import { findUser } from '../../iam/users.ts';
import { physicalName } from './names.ts';
import {
  PlainFailure,
  type ResourceProvider,
  type ResourceRequest,
  requirePermission,
  StartedFailure,
  textProperty,
} from './provider.ts';

const WITHOUT_OWNER = 'At least one of [Groups,Roles,Users] must be non-empty.';

/** AWS::IAM::Policy: an inline policy of roles and users. */
export const inlinePolicyProvider: ResourceProvider = {
  type: 'AWS::IAM::Policy',
  properties: ['PolicyName', 'PolicyDocument', 'Groups', 'Roles', 'Users'],
  required: ['PolicyName', 'PolicyDocument'],
  attributes: ['Id'],
  seconds: { untilComplete: 16, toRemove: 1 },
  capability: () => 'CAPABILITY_IAM',

  create(request) {
    const physicalId = physicalName(request, 128);
    if (!hasOwner(request.properties)) throw new StartedFailure(physicalId, WITHOUT_OWNER);
    putPolicy(request);
    return { physicalId, attributes: { Id: physicalId } };
  },

  update(request, _physicalId, previous) {
    const { properties } = request;
    if (!hasOwner(properties)) throw new PlainFailure(WITHOUT_OWNER);
    takePolicy(request, previous, previous.PolicyName === properties.PolicyName ? properties : {});
    putPolicy(request);
  },

  // Creation fails without an owner, so a resource without one cannot be removed either.
  remove(request) {
    if (!hasOwner(request.properties)) throw new PlainFailure(WITHOUT_OWNER);
    takePolicy(request, request.properties, {});
  },
};

function hasOwner({ Groups, Roles, Users }: Record<string, unknown>): boolean {
  return [Groups, Roles, Users].some((names) => namesIn(names).length > 0);
}

/** Attaches the policy to the roles and users in the properties. The demo's accounts have no groups. */
function putPolicy(request: ResourceRequest): void {
  const { cloud, stack, properties } = request;
  const account = accountOf(cloud.state, stack.accountId);
  const name = textProperty(properties, 'PolicyName') ?? '';
  const document = documentOf(properties);
  const [group] = namesIn(properties.Groups);
  if (group !== undefined) {
    throw new ServiceError('NoSuchEntity', `The group with name ${group} cannot be found.`, 404);
  }
  const roles = namesIn(properties.Roles).map((role) => findRole(account, role));
  const users = namesIn(properties.Users).map((user) => findUser(account, user));
  for (const role of roles) requirePermission(request, 'iam:PutRolePolicy', role.arn, stack.accountId);
  for (const user of users) requirePermission(request, 'iam:PutUserPolicy', user.arn, stack.accountId);
  for (const owner of [...roles, ...users]) {
    const others = (owner.inlinePolicies ?? []).filter((other) => other.name !== name);
    owner.inlinePolicies = [...others, { name, document }];
  }
}

/** Removes the policy of these properties from their roles and users, except those that `kept` names as well. */
function takePolicy(
  request: ResourceRequest,
  properties: Record<string, unknown>,
  kept: Record<string, unknown>,
): void {
  const { cloud, stack } = request;
  const account = accountOf(cloud.state, stack.accountId);
  for (const [member, owners, action] of [
    ['Roles', account.roles, 'iam:DeleteRolePolicy'],
    ['Users', account.users, 'iam:DeleteUserPolicy'],
  ] as const) {
    for (const name of namesIn(properties[member])) {
      const owner = owners.find((candidate) => candidate.name === name);
      if (owner === undefined || namesIn(kept[member]).includes(name)) continue;
      requirePermission(request, action, owner.arn, stack.accountId);
      owner.inlinePolicies = (owner.inlinePolicies ?? []).filter(
        (policy) => policy.name !== properties.PolicyName,
      );
    }
  }
}

/** AWS::IAM::ManagedPolicy: a managed policy of the account, attached to roles. */
export const managedPolicyProvider: ResourceProvider = {
  type: 'AWS::IAM::ManagedPolicy',
  properties: ['ManagedPolicyName', 'PolicyDocument', 'Description', 'Path', 'Roles'],
  required: ['PolicyDocument'],
  attributes: ['PolicyArn'],
  seconds: { untilComplete: 16, toRemove: 1 },
  capability: ({ ManagedPolicyName }) =>
    ManagedPolicyName === undefined ? 'CAPABILITY_IAM' : 'CAPABILITY_NAMED_IAM',
  replacedBy: ['ManagedPolicyName', 'Path', 'Description'],
  identifier: 'PolicyArn',

  create(request) {
    const { cloud, stack, properties } = request;
    const account = accountOf(cloud.state, stack.accountId);
    const name = textProperty(properties, 'ManagedPolicyName') ?? physicalName(request, 128);
    const arn = `arn:aws:iam::${stack.accountId}:policy${textProperty(properties, 'Path') ?? '/'}${name}`;
    const roles = roleNames(properties).map((role) => findRole(account, role));
    requirePermission(request, 'iam:CreatePolicy', arn, stack.accountId);
    for (const role of roles) requirePermission(request, 'iam:AttachRolePolicy', role.arn, stack.accountId);
    insertPolicy(account, { name, arn, document: documentOf(properties) });
    for (const role of roles) role.attachedPolicies.push({ name, arn });
    return { physicalId: arn, attributes: { PolicyArn: arn } };
  },

  update(request, physicalId, previous) {
    const { cloud, stack, properties } = request;
    const account = accountOf(cloud.state, stack.accountId);
    const policy = findPolicy(account, physicalId);
    const document = documentOf(properties);
    if (document !== policy.document) {
      requirePermission(request, 'iam:CreatePolicyVersion', physicalId, stack.accountId);
    }
    const wanted = roleNames(properties).map((role) => findRole(account, role));
    const dropped = account.roles.filter(
      (role) => roleNames(previous).includes(role.name) && !wanted.includes(role),
    );
    for (const role of wanted) requirePermission(request, 'iam:AttachRolePolicy', role.arn, stack.accountId);
    for (const role of dropped) requirePermission(request, 'iam:DetachRolePolicy', role.arn, stack.accountId);
    if (document !== policy.document) setDefaultDocument(policy, document, request.moment);
    for (const role of [...dropped, ...wanted]) {
      role.attachedPolicies = role.attachedPolicies.filter(({ arn }) => arn !== physicalId);
    }
    for (const role of wanted) role.attachedPolicies.push({ name: policy.name, arn: physicalId });
  },

  find({ cloud, stack }, arn) {
    const found = accountOf(cloud.state, stack.accountId).policies?.some((policy) => policy.arn === arn);
    return found === true ? { physicalId: arn, attributes: { PolicyArn: arn } } : undefined;
  },

  remove(request, physicalId) {
    const { cloud, stack } = request;
    const account = accountOf(cloud.state, stack.accountId);
    if (!account.policies?.some(({ arn }) => arn === physicalId)) return;
    requirePermission(request, 'iam:DeletePolicy', physicalId, stack.accountId);
    for (const role of account.roles) {
      role.attachedPolicies = role.attachedPolicies.filter(({ arn }) => arn !== physicalId);
    }
    deletePolicy(account, physicalId);
  },
};

function documentOf({ PolicyDocument }: Record<string, unknown>): string {
  const text = typeof PolicyDocument === 'string' ? PolicyDocument : JSON.stringify(PolicyDocument);
  checkIdentityPolicy(text);
  return text;
}

function roleNames({ Roles }: Record<string, unknown>): string[] {
  return namesIn(Roles);
}

function namesIn(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

import { accountOf } from '../../accounts.ts';
import { deletePolicy, findPolicy, insertPolicy, setDefaultDocument } from '../../iam/policies.ts';
import { checkIdentityPolicy } from '../../iam/policy.ts';
import { findRole } from '../../iam/roles.ts';
import { physicalName } from './names.ts';
import {
  HandlerFailure,
  type ResourceProvider,
  type ResourceRequest,
  requirePermission,
  textProperty,
} from './provider.ts';

/** AWS::IAM::Policy: an inline policy of roles. */
export const inlinePolicyProvider: ResourceProvider = {
  type: 'AWS::IAM::Policy',
  properties: ['PolicyName', 'PolicyDocument', 'Roles'],
  required: ['PolicyName', 'PolicyDocument'],
  attributes: ['Id'],
  seconds: { untilConfigured: 14, untilComplete: 16, toRemove: 1 },
  capability: () => 'CAPABILITY_IAM',

  create(request) {
    putPolicy(request);
    const physicalId = physicalName(request, 128);
    return { physicalId, attributes: { Id: physicalId } };
  },

  update(request, _physicalId, previous) {
    const renamed = previous.PolicyName !== request.properties.PolicyName;
    const kept = renamed ? [] : roleNames(request.properties);
    takePolicy(request, previous, kept);
    putPolicy(request);
  },

  remove(request) {
    takePolicy(request, request.properties, []);
  },
};

/** Gives the policy to the roles that the properties name. */
function putPolicy(request: ResourceRequest): void {
  const { cloud, stack, properties } = request;
  const account = accountOf(cloud.state, stack.accountId);
  const name = textProperty(properties, 'PolicyName') ?? '';
  const document = documentOf(properties);
  const roles = roleNames(properties).map((role) => findRole(account, role));
  if (roles.length === 0) {
    throw new HandlerFailure('InvalidRequest', 'At least one of [Groups,Roles,Users] must be non-empty.');
  }
  for (const role of roles) {
    requirePermission(request, 'iam:PutRolePolicy', role.arn, stack.accountId);
    role.inlinePolicies = [...role.inlinePolicies.filter((other) => other.name !== name), { name, document }];
  }
}

/** Takes the policy of these properties away from the roles they name, except from those that keep it. */
function takePolicy(
  request: ResourceRequest,
  properties: Record<string, unknown>,
  kept: readonly string[],
): void {
  const { cloud, stack } = request;
  const account = accountOf(cloud.state, stack.accountId);
  for (const name of roleNames(properties)) {
    const role = account.roles.find((candidate) => candidate.name === name);
    if (role === undefined || kept.includes(name)) continue;
    requirePermission(request, 'iam:DeleteRolePolicy', role.arn, stack.accountId);
    role.inlinePolicies = role.inlinePolicies.filter((policy) => policy.name !== properties.PolicyName);
  }
}

/** AWS::IAM::ManagedPolicy: a policy of the account, attached to roles. */
export const managedPolicyProvider: ResourceProvider = {
  type: 'AWS::IAM::ManagedPolicy',
  properties: ['ManagedPolicyName', 'PolicyDocument', 'Description', 'Path', 'Roles'],
  required: ['PolicyDocument'],
  attributes: ['PolicyArn'],
  seconds: { untilConfigured: 14, untilComplete: 16, toRemove: 1 },
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
  return Array.isArray(Roles) ? Roles.map(String) : [];
}

import { accountOf } from '../../accounts.ts';
import { deletePolicy, insertPolicy } from '../../iam/policies.ts';
import { checkIdentityPolicy } from '../../iam/policy.ts';
import { findRole } from '../../iam/roles.ts';
import { physicalName } from './names.ts';
import { HandlerFailure, type ResourceProvider, requirePermission, textProperty } from './provider.ts';

/** AWS::IAM::Policy: an inline policy of roles. */
export const inlinePolicyProvider: ResourceProvider = {
  type: 'AWS::IAM::Policy',
  properties: ['PolicyName', 'PolicyDocument', 'Roles'],
  required: ['PolicyName', 'PolicyDocument'],
  attributes: ['Id'],
  seconds: { untilConfigured: 14, untilComplete: 16, toRemove: 1 },
  capability: () => 'CAPABILITY_IAM',

  create(request) {
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
      role.inlinePolicies = [
        ...role.inlinePolicies.filter((other) => other.name !== name),
        { name, document },
      ];
    }
    const physicalId = physicalName(request, 128);
    return { physicalId, attributes: { Id: physicalId } };
  },

  remove(request) {
    const { cloud, stack, properties } = request;
    const account = accountOf(cloud.state, stack.accountId);
    for (const name of roleNames(properties)) {
      const role = account.roles.find((candidate) => candidate.name === name);
      if (role === undefined) continue;
      requirePermission(request, 'iam:DeleteRolePolicy', role.arn, stack.accountId);
      role.inlinePolicies = role.inlinePolicies.filter((policy) => policy.name !== properties.PolicyName);
    }
  },
};

/** AWS::IAM::ManagedPolicy: a policy of the account, attached to roles. */
export const managedPolicyProvider: ResourceProvider = {
  type: 'AWS::IAM::ManagedPolicy',
  properties: ['ManagedPolicyName', 'PolicyDocument', 'Description', 'Path', 'Roles'],
  required: ['PolicyDocument'],
  attributes: ['PolicyArn'],
  seconds: { untilConfigured: 14, untilComplete: 16, toRemove: 1 },
  capability: ({ ManagedPolicyName }) =>
    ManagedPolicyName === undefined ? 'CAPABILITY_IAM' : 'CAPABILITY_NAMED_IAM',

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

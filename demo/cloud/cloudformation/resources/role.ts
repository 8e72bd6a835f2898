import { accountOf } from '../../accounts.ts';
import { deleteRole, insertRole } from '../../iam/roles.ts';
import { isObject } from '../../records.ts';
import { physicalName } from './names.ts';
import {
  HandlerFailure,
  type ResourceProvider,
  requirePermission,
  tagsProperty,
  textProperty,
} from './provider.ts';

/** AWS::IAM::Role. */
export const roleProvider: ResourceProvider = {
  type: 'AWS::IAM::Role',
  properties: [
    'AssumeRolePolicyDocument',
    'RoleName',
    'Path',
    'Description',
    'MaxSessionDuration',
    'PermissionsBoundary',
    'Policies',
    'ManagedPolicyArns',
    'Tags',
  ],
  required: ['AssumeRolePolicyDocument'],
  attributes: ['Arn', 'RoleId'],
  seconds: { untilConfigured: 10, untilComplete: 15, toRemove: 1.5 },
  capability: (properties) => (properties.RoleName === undefined ? 'CAPABILITY_IAM' : 'CAPABILITY_NAMED_IAM'),

  create(request) {
    const { cloud, stack, properties, moment } = request;
    const name = textProperty(properties, 'RoleName') ?? physicalName(request, 64);
    const path = textProperty(properties, 'Path') ?? '/';
    const arn = `arn:aws:iam::${stack.accountId}:role${path}${name}`;
    requirePermission(request, 'iam:CreateRole', arn, stack.accountId);
    const inline = inlinePolicies(properties.Policies);
    const attached = textItems(properties.ManagedPolicyArns, 'ManagedPolicyArns');
    if (inline.length > 0) requirePermission(request, 'iam:PutRolePolicy', arn, stack.accountId);
    if (attached.length > 0) requirePermission(request, 'iam:AttachRolePolicy', arn, stack.accountId);
    const boundary = textProperty(properties, 'PermissionsBoundary');
    const role = insertRole(cloud.state, accountOf(cloud.state, stack.accountId), moment, {
      name,
      path,
      trust: documentText(properties.AssumeRolePolicyDocument),
      description: textProperty(properties, 'Description') ?? '',
      maxSessionSeconds: Number(properties.MaxSessionDuration ?? 3600),
      tags: tagsProperty(properties),
      inlinePolicies: inline,
      attachedPolicyArns: attached,
      ...(boundary !== undefined && { permissionsBoundary: boundary }),
    });
    return { physicalId: role.name, attributes: { Arn: role.arn, RoleId: role.id } };
  },

  remove(request, physicalId) {
    const { cloud, stack } = request;
    const account = accountOf(cloud.state, stack.accountId);
    const role = account.roles.find(({ name }) => name === physicalId);
    if (role === undefined) return;
    requirePermission(request, 'iam:DeleteRole', role.arn, stack.accountId);
    // The handler detaches what it attached before it deletes the role.
    role.inlinePolicies = [];
    role.attachedPolicies = [];
    deleteRole(account, physicalId);
  },
};

function documentText(document: unknown): string {
  return typeof document === 'string' ? document : JSON.stringify(document);
}

function inlinePolicies(policies: unknown): { name: string; document: string }[] {
  if (policies === undefined) return [];
  if (!Array.isArray(policies))
    throw new HandlerFailure('InvalidRequest', '#/Policies: expected type: JSONArray');
  return policies.map((policy) => {
    const name = isObject(policy) ? policy.PolicyName : undefined;
    if (!isObject(policy) || typeof name !== 'string' || !isObject(policy.PolicyDocument)) {
      throw new HandlerFailure('InvalidRequest', '#/Policies: PolicyName and PolicyDocument are required');
    }
    return { name, document: documentText(policy.PolicyDocument) };
  });
}

function textItems(list: unknown, property: string): string[] {
  if (list === undefined) return [];
  if (Array.isArray(list) && list.every((item): item is string => typeof item === 'string')) return list;
  throw new HandlerFailure('InvalidRequest', `#/${property}: expected type: JSONArray of String`);
}

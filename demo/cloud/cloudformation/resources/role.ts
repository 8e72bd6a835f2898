import { isDeepStrictEqual } from 'node:util';
import { accountOf } from '../../accounts.ts';
import { changeRole, deleteRole, findRole, insertRole } from '../../iam/roles.ts';
import { isObject } from '../../records.ts';
import { physicalName } from './names.ts';
import {
  allTags,
  HandlerFailure,
  type ResourceProvider,
  requirePermission,
  textProperty,
} from './provider.ts';

/** The permissions to change properties of a role. */
const CHANGE_PERMISSIONS: readonly [properties: string[], action: string][] = [
  [['AssumeRolePolicyDocument'], 'iam:UpdateAssumeRolePolicy'],
  [['Description', 'MaxSessionDuration'], 'iam:UpdateRole'],
  [['Policies'], 'iam:PutRolePolicy'],
  [['ManagedPolicyArns'], 'iam:AttachRolePolicy'],
  [['PermissionsBoundary'], 'iam:PutRolePermissionsBoundary'],
  [['Tags'], 'iam:TagRole'],
];

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
  seconds: { untilComplete: 15, toRemove: 1.5 },
  replacedBy: ['RoleName', 'Path'],
  nameProperty: 'RoleName',
  identifier: 'RoleName',
  taggable: true,
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
      tags: allTags(request),
      inlinePolicies: inline,
      attachedPolicyArns: attached,
      ...(boundary !== undefined && { permissionsBoundary: boundary }),
    });
    return { physicalId: role.name, attributes: { Arn: role.arn, RoleId: role.id } };
  },

  update(request, physicalId, previous) {
    const { cloud, stack, properties } = request;
    const account = accountOf(cloud.state, stack.accountId);
    const role = findRole(account, physicalId);
    const tagsBefore = JSON.stringify(role.tags);
    for (const [names, action] of CHANGE_PERMISSIONS) {
      const changed = names.some((name) => !isDeepStrictEqual(properties[name], previous[name]));
      const tagged = action === 'iam:TagRole' && tagsBefore !== JSON.stringify(allTags(request));
      if (changed || tagged) requirePermission(request, action, role.arn, stack.accountId);
    }
    const boundary = textProperty(properties, 'PermissionsBoundary');
    const attached = textItems(properties.ManagedPolicyArns, 'ManagedPolicyArns');
    const attachedBefore = textItems(previous.ManagedPolicyArns, 'ManagedPolicyArns');
    // Policies that other resources attached must stay.
    const foreign = role.attachedPolicies
      .map(({ arn }) => arn)
      .filter((arn) => !attachedBefore.includes(arn));
    changeRole(cloud.state, account, role, {
      trust: documentText(properties.AssumeRolePolicyDocument),
      description: textProperty(properties, 'Description') ?? '',
      maxSessionSeconds: Number(properties.MaxSessionDuration ?? 3600),
      tags: allTags(request),
      attachedPolicyArns: [...new Set([...foreign, ...attached])],
    });
    const mine = new Set(
      [...inlinePolicies(previous.Policies), ...inlinePolicies(properties.Policies)].map(({ name }) => name),
    );
    const others = role.inlinePolicies.filter(({ name }) => !mine.has(name));
    role.inlinePolicies = [...others, ...inlinePolicies(properties.Policies)];
    if (boundary === undefined) delete role.permissionsBoundary;
    else role.permissionsBoundary = boundary;
  },

  tag(request, physicalId) {
    const role = findRole(accountOf(request.cloud.state, request.stack.accountId), physicalId);
    const tags = allTags(request);
    if (isDeepStrictEqual(role.tags, tags)) return;
    requirePermission(request, 'iam:TagRole', role.arn, request.stack.accountId);
    role.tags = tags;
  },

  find({ cloud, stack }, name) {
    const role = accountOf(cloud.state, stack.accountId).roles.find((candidate) => candidate.name === name);
    if (role === undefined) return undefined;
    return { physicalId: role.name, attributes: { Arn: role.arn, RoleId: role.id } };
  },

  remove(request, physicalId) {
    const { cloud, stack, properties } = request;
    const account = accountOf(cloud.state, stack.accountId);
    const role = account.roles.find(({ name }) => name === physicalId);
    if (role === undefined) return;
    requirePermission(request, 'iam:DeleteRole', role.arn, stack.accountId);
    // The handler detaches what it attached before it deletes the role; policies from elsewhere make the deletion fail.
    const inline = new Set(inlinePolicies(properties.Policies).map(({ name }) => name));
    const attached = textItems(properties.ManagedPolicyArns, 'ManagedPolicyArns');
    role.inlinePolicies = role.inlinePolicies.filter(({ name }) => !inline.has(name));
    role.attachedPolicies = role.attachedPolicies.filter(({ arn }) => !attached.includes(arn));
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

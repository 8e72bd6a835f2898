import type { PolicyState, PolicyVersion, RoleState, UserState } from '../state.ts';
import type { XmlValue } from '../xml.ts';
import { defaultVersionOf } from './policies.ts';
import { tagViews } from './tags.ts';

type Fields = { [name: string]: XmlValue };

/** A user as GetUser shows it. */
export function userView(user: UserState): Fields {
  return {
    ...userSummary(user),
    PermissionsBoundary: boundaryView(user.permissionsBoundary),
    Tags: user.tags === undefined || user.tags.length === 0 ? undefined : tagViews(user.tags),
  };
}

function boundaryView(arn: string | undefined): Fields | undefined {
  if (arn === undefined) return undefined;
  return { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn };
}

/** A user as ListUsers shows it, without the fields of GetUser. */
export function userSummary(user: UserState): Fields {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: new Date(user.createdAt),
  };
}

/** A role as GetRole shows it. */
export function roleView(role: RoleState): Fields {
  return {
    ...newRoleView(role),
    MaxSessionDuration: role.maxSessionSeconds,
    RoleLastUsed: {},
  };
}

/** A role as CreateRole shows it, without fields that are the same for every new role. */
export function newRoleView(role: RoleState): Fields {
  const { MaxSessionDuration, ...summary } = roleSummary(role);
  return {
    ...summary,
    PermissionsBoundary: boundaryView(role.permissionsBoundary),
    Tags: role.tags.length === 0 ? undefined : tagViews(role.tags),
  };
}

/** A role as ListRoles shows it, without the fields of GetRole. */
export function roleSummary(role: RoleState): Fields {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeURIComponent(role.trust),
    Description: role.description === '' ? undefined : role.description,
    MaxSessionDuration: role.maxSessionSeconds,
  };
}

/** A managed policy as lists show it. @param attached how many entities have it */
export function policyView(policy: PolicyState, attached: number): Fields {
  const { arn, createdAt = 0 } = policy;
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: arn,
    Path: arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1),
    DefaultVersionId: defaultVersionOf(policy),
    AttachmentCount: attached,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: new Date(createdAt),
    UpdateDate: new Date(policy.versions?.at(-1)?.createdAt ?? createdAt),
    Tags: policy.tags === undefined || policy.tags.length === 0 ? undefined : tagViews(policy.tags),
  };
}

/** A version of a policy, with its document percent-encoded as by IAM. */
export function policyVersionView(version: PolicyVersion, isDefault: boolean): Fields {
  return {
    Document: encodeURIComponent(version.document),
    VersionId: version.id,
    IsDefaultVersion: isDefault,
    CreateDate: new Date(version.createdAt),
  };
}

/** A managed policy as an attached one. */
export function attachedPolicyView(arn: string): Fields {
  return { PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn };
}

import type { RoleState, UserState } from '../state.ts';
import type { XmlValue } from '../xml.ts';

/** A user as IAM's answers show it. */
export function userView(user: UserState): { [name: string]: XmlValue } {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: new Date(user.createdAt),
  };
}

/** A role as GetRole shows it. */
export function roleView(role: RoleState): { [name: string]: XmlValue } {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeURIComponent(role.trust),
    Description: role.description === '' ? undefined : role.description,
    MaxSessionDuration: role.maxSessionSeconds,
    PermissionsBoundary:
      role.permissionsBoundary === undefined
        ? undefined
        : { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: role.permissionsBoundary },
    Tags: role.tags.map(({ key, value }) => ({ Key: key, Value: value })),
    RoleLastUsed: {},
  };
}

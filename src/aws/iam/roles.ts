import type { AwsClients } from '../clients.ts';
import { notFromAws } from '../identity.ts';
import { countPages } from '../pages.ts';
import { askIam, callIam, unlessMissing } from './call.ts';
import { deleteRolePolicy, detachRolePolicy } from './held.ts';
import { isTaggedAsMade, withMadeTag } from './made-tag.ts';

/** A role as IAM knows it. */
export interface IamRole {
  readonly arn: string;
  /** The trust policy as JSON text, decoded. */
  readonly trust: string;
  /** Whether it has this program's tag. */
  readonly made: boolean;
}

/** The properties of a new role. */
export interface NewRole {
  readonly name: string;
  readonly description: string;
  /** The trust policy, JSON. */
  readonly trust: string;
  /** 3,600 to 43,200 seconds. */
  readonly maxSession: number;
  readonly boundary?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** Reads a role. @returns undefined if there is none of that name @throws Problem ACCESS_DENIED, … */
export async function findRole(
  clients: AwsClients,
  name: string,
  signal?: AbortSignal,
): Promise<IamRole | undefined> {
  const doing = `look up the role ${name}`;
  const answer = await unlessMissing(
    askIam(clients, doing, signal, (iam) => new iam.GetRoleCommand({ RoleName: name })),
  );
  if (!answer) return undefined;
  const { Arn: arn, AssumeRolePolicyDocument: trust, Tags } = answer.Role ?? {};
  if (!arn || !trust) throw notFromAws(doing);
  return { arn, trust: decodeURIComponent(trust), made: isTaggedAsMade(Tags) };
}

/** Creates a role without permissions. @returns its ARN @throws Problem AWS_REJECTED if the name is taken, … */
export function createRole(clients: AwsClients, role: NewRole, signal?: AbortSignal): Promise<string> {
  const doing = `create the role ${role.name}`;
  return withMadeTag(role.tags, async (tagging) => {
    const input = {
      RoleName: role.name,
      Description: role.description,
      AssumeRolePolicyDocument: role.trust,
      MaxSessionDuration: role.maxSession,
      ...(role.boundary ? { PermissionsBoundary: role.boundary } : {}),
      ...tagging,
    };
    const { Role } = await askIam(clients, doing, signal, (iam) => new iam.CreateRoleCommand(input));
    if (!Role?.Arn) throw notFromAws(doing);
    return Role.Arn;
  });
}

/** Sets an inline policy of a role; one of the same name is replaced, so that it can be repeated. */
export async function putRolePolicy(
  clients: AwsClients,
  role: string,
  name: string,
  document: string,
  signal?: AbortSignal,
): Promise<void> {
  const input = { RoleName: role, PolicyName: name, PolicyDocument: document };
  const doing = `write the policy of the role ${role}`;
  await askIam(clients, doing, signal, (iam) => new iam.PutRolePolicyCommand(input));
}

/** Attaches a managed policy to a role; if it is attached already, nothing changes. */
export async function attachRolePolicy(
  clients: AwsClients,
  role: string,
  arn: string,
  signal?: AbortSignal,
): Promise<void> {
  const input = { RoleName: role, PolicyArn: arn };
  const doing = `attach the policy ${arn} to ${role}`;
  await askIam(clients, doing, signal, (iam) => new iam.AttachRolePolicyCommand(input));
}

/** A role's permissions, as set by {@link putRolePolicy} or {@link attachRolePolicy}. */
export interface RolePermissions {
  readonly inline?: string | undefined;
  readonly attached: readonly string[];
}

/** Removes a role with these permissions; missing parts are not an error. AWS refuses if it has others. */
export async function deleteRole(
  clients: AwsClients,
  role: string,
  { inline, attached }: RolePermissions,
  signal?: AbortSignal,
): Promise<void> {
  if (inline !== undefined) await deleteRolePolicy(clients, role, inline, signal);
  for (const policy of attached) await detachRolePolicy(clients, role, policy, signal);
  const doing = `delete the role ${role}`;
  await unlessMissing(askIam(clients, doing, signal, (iam) => new iam.DeleteRoleCommand({ RoleName: role })));
}

/**
 * The roles of the account whose trust policy admits others than AWS services, sorted by name; at most 1,000.
 *
 * @throws Problem ACCESS_DENIED, …
 */
export function listRoles(clients: AwsClients, signal?: AbortSignal): Promise<string[]> {
  const doing = 'list the roles';
  return callIam(clients, doing, signal, async (client, options, iam) => {
    const found: string[] = [];
    const nextOf = countPages(doing);
    for await (const { Roles = [], Marker } of iam.paginateListRoles(
      { client, pageSize: 200 },
      {},
      options,
    )) {
      for (const { Arn, AssumeRolePolicyDocument = '' } of Roles)
        if (Arn && /"AWS"|%22AWS%22/i.test(AssumeRolePolicyDocument)) found.push(Arn);
      nextOf(Marker);
      if (found.length >= 1000) break;
    }
    return found.sort();
  });
}

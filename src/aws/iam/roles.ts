import type { AwsClients } from '../clients.ts';
import { notFromAws } from '../identity.ts';
import { countPages } from '../pages.ts';
import { callIam, isMissingEntity } from './call.ts';
import { isTaggedAsMade, withMadeTag } from './made-tag.ts';

/** A role as IAM knows it. */
export interface IamRole {
  readonly arn: string;
  /** The trust policy: the JSON text, decoded. */
  readonly trust: string;
  /** It has the tag of this program. */
  readonly made: boolean;
}

/** What a role is made of. */
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

/** Reads a role. @returns undefined when there is none of that name @throws Problem ACCESS_DENIED, … */
export async function findRole(
  clients: AwsClients,
  name: string,
  signal?: AbortSignal,
): Promise<IamRole | undefined> {
  const doing = `look up the role ${name}`;
  try {
    return await callIam(clients, doing, signal, async (client, options) => {
      const { GetRoleCommand } = await import('@aws-sdk/client-iam');
      const { Role } = await client.send(new GetRoleCommand({ RoleName: name }), options);
      if (!Role?.Arn || !Role.AssumeRolePolicyDocument) throw notFromAws(doing);
      return {
        arn: Role.Arn,
        trust: decodeURIComponent(Role.AssumeRolePolicyDocument),
        made: isTaggedAsMade(Role.Tags),
      };
    });
  } catch (thrown) {
    if (isMissingEntity(thrown)) return undefined;
    throw thrown;
  }
}

/** Makes a role that may do nothing yet. @returns its ARN @throws Problem AWS_REJECTED when the name is taken, … */
export function createRole(clients: AwsClients, role: NewRole, signal?: AbortSignal): Promise<string> {
  const doing = `create the role ${role.name}`;
  return withMadeTag(role.tags, (tagging) =>
    callIam(clients, doing, signal, async (client, options) => {
      const { CreateRoleCommand } = await import('@aws-sdk/client-iam');
      const { Role } = await client.send(
        new CreateRoleCommand({
          RoleName: role.name,
          Description: role.description,
          AssumeRolePolicyDocument: role.trust,
          MaxSessionDuration: role.maxSession,
          ...(role.boundary ? { PermissionsBoundary: role.boundary } : {}),
          ...tagging,
        }),
        options,
      );
      if (!Role?.Arn) throw notFromAws(doing);
      return Role.Arn;
    }),
  );
}

/** Gives a role a policy of its own; one of the same name is replaced, so that it can be repeated. */
export async function putRolePolicy(
  clients: AwsClients,
  role: string,
  name: string,
  document: string,
  signal?: AbortSignal,
): Promise<void> {
  await callIam(clients, `write the policy of the role ${role}`, signal, async (client, options) => {
    const { PutRolePolicyCommand } = await import('@aws-sdk/client-iam');
    await client.send(
      new PutRolePolicyCommand({ RoleName: role, PolicyName: name, PolicyDocument: document }),
      options,
    );
  });
}

/** Attaches a managed policy to a role; attached already, nothing changes. */
export async function attachRolePolicy(
  clients: AwsClients,
  role: string,
  arn: string,
  signal?: AbortSignal,
): Promise<void> {
  await callIam(clients, `attach the policy ${arn} to ${role}`, signal, async (client, options) => {
    const { AttachRolePolicyCommand } = await import('@aws-sdk/client-iam');
    await client.send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn: arn }), options);
  });
}

/** What a role may do, as it was given by {@link putRolePolicy} or {@link attachRolePolicy}. */
export interface RolePermissions {
  readonly inline?: string | undefined;
  readonly attached: readonly string[];
}

/** Removes a role with these permissions; what is gone already is no error. Others keep it: AWS refuses then. */
export async function deleteRole(
  clients: AwsClients,
  role: string,
  { inline, attached }: RolePermissions,
  signal?: AbortSignal,
): Promise<void> {
  const quietly = async (doing: string, send: Parameters<typeof callIam>[3]) => {
    try {
      await callIam(clients, doing, signal, send);
    } catch (thrown) {
      if (!isMissingEntity(thrown)) throw thrown;
    }
  };
  const { DeleteRoleCommand, DeleteRolePolicyCommand, DetachRolePolicyCommand } = await import(
    '@aws-sdk/client-iam'
  );
  if (inline !== undefined) {
    await quietly(`delete the policy of the role ${role}`, (client, options) =>
      client.send(new DeleteRolePolicyCommand({ RoleName: role, PolicyName: inline }), options),
    );
  }
  for (const policy of attached) {
    await quietly(`take the policy ${policy} off ${role}`, (client, options) =>
      client.send(new DetachRolePolicyCommand({ RoleName: role, PolicyArn: policy }), options),
    );
  }
  await quietly(`delete the role ${role}`, (client, options) =>
    client.send(new DeleteRoleCommand({ RoleName: role }), options),
  );
}

/**
 * The roles of the account whose trust policy lets others than AWS services in, sorted by name; at most 1,000.
 *
 * @throws Problem ACCESS_DENIED, …
 */
export function listRoles(clients: AwsClients, signal?: AbortSignal): Promise<string[]> {
  const doing = 'list the roles';
  return callIam(clients, doing, signal, async (client, options) => {
    const { paginateListRoles } = await import('@aws-sdk/client-iam');
    const found: string[] = [];
    const nextOf = countPages(doing);
    for await (const { Roles = [], Marker } of paginateListRoles({ client, pageSize: 200 }, {}, options)) {
      for (const { Arn, AssumeRolePolicyDocument = '' } of Roles)
        if (Arn && /"AWS"|%22AWS%22/i.test(AssumeRolePolicyDocument)) found.push(Arn);
      nextOf(Marker);
      if (found.length >= 1000) break;
    }
    return found.sort();
  });
}

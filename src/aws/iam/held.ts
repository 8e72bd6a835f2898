import type { AwsClients } from '../clients.ts';
import { notFromAws } from '../identity.ts';
import { countPages } from '../pages.ts';
import { callIam, isMissingEntity } from './call.ts';

/** The policies that a user or role has. */
export interface HeldPolicies {
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
  /** Names of its own ones. */
  readonly inline: readonly string[];
}

/** Reads which policies a user has. @throws Problem ACCESS_DENIED, …; AWS_REJECTED when there is no such user */
export function policiesOfUser(
  clients: AwsClients,
  user: string,
  signal?: AbortSignal,
): Promise<HeldPolicies> {
  const doing = `list the policies of the user ${user}`;
  return callIam(clients, doing, signal, async (client, options) => {
    const { paginateListAttachedUserPolicies, paginateListUserPolicies } = await import(
      '@aws-sdk/client-iam'
    );
    const of = { UserName: user };
    return heldIn(doing, {
      attached: paginateListAttachedUserPolicies({ client }, of, options),
      inline: paginateListUserPolicies({ client }, of, options),
    });
  });
}

/** Reads which policies a role has. @throws Problem ACCESS_DENIED, …; AWS_REJECTED when there is no such role */
export function policiesOfRole(
  clients: AwsClients,
  role: string,
  signal?: AbortSignal,
): Promise<HeldPolicies> {
  const doing = `list the policies of the role ${role}`;
  return callIam(clients, doing, signal, async (client, options) => {
    const { paginateListAttachedRolePolicies, paginateListRolePolicies } = await import(
      '@aws-sdk/client-iam'
    );
    const of = { RoleName: role };
    return heldIn(doing, {
      attached: paginateListAttachedRolePolicies({ client }, of, options),
      inline: paginateListRolePolicies({ client }, of, options),
    });
  });
}

/** A page of AWS's answer, as users and roles have it. */
interface Page {
  readonly AttachedPolicies?: readonly { readonly PolicyArn?: string | undefined }[] | undefined;
  readonly PolicyNames?: readonly string[] | undefined;
  readonly Marker?: string | undefined;
}

async function heldIn(
  doing: string,
  pages: { readonly attached: AsyncIterable<Page>; readonly inline: AsyncIterable<Page> },
): Promise<HeldPolicies> {
  return {
    attached: await collect(doing, pages.attached, ({ AttachedPolicies }) =>
      AttachedPolicies?.flatMap(({ PolicyArn }) => PolicyArn ?? []),
    ),
    inline: await collect(doing, pages.inline, ({ PolicyNames }) => PolicyNames),
  };
}

/** @throws Problem AWS_ANSWER for a page that lacks what was asked for */
async function collect(
  doing: string,
  pages: AsyncIterable<Page>,
  read: (page: Page) => readonly string[] | undefined,
): Promise<string[]> {
  const found: string[] = [];
  const nextOf = countPages(doing);
  for await (const page of pages) {
    const here = read(page);
    if (!here) throw notFromAws(doing);
    found.push(...here);
    nextOf(page.Marker);
  }
  return found;
}

/** The groups that a user is in, by name. @throws Problem ACCESS_DENIED, … */
export function groupsOfUser(clients: AwsClients, user: string, signal?: AbortSignal): Promise<string[]> {
  const doing = `list the groups of the user ${user}`;
  return callIam(clients, doing, signal, async (client, options) => {
    const { ListGroupsForUserCommand } = await import('@aws-sdk/client-iam');
    const { Groups } = await client.send(new ListGroupsForUserCommand({ UserName: user }), options);
    if (!Groups) throw notFromAws(doing);
    return Groups.flatMap(({ GroupName }) => GroupName ?? []);
  });
}

/** Whether a user has a password for the console. @throws Problem ACCESS_DENIED, … */
export async function hasPassword(clients: AwsClients, user: string, signal?: AbortSignal): Promise<boolean> {
  try {
    await callIam(clients, `look whether ${user} has a password`, signal, async (client, options) => {
      const { GetLoginProfileCommand } = await import('@aws-sdk/client-iam');
      await client.send(new GetLoginProfileCommand({ UserName: user }), options);
    });
    return true;
  } catch (thrown) {
    if (isMissingEntity(thrown)) return false;
    throw thrown;
  }
}

/** Deletes a policy of a user's own; one that is gone is no error. */
export async function deleteUserPolicy(
  clients: AwsClients,
  user: string,
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  await unlessGone(
    callIam(clients, `delete the policy ${name} of ${user}`, signal, async (client, options) => {
      const { DeleteUserPolicyCommand } = await import('@aws-sdk/client-iam');
      await client.send(new DeleteUserPolicyCommand({ UserName: user, PolicyName: name }), options);
    }),
  );
}

/** Deletes a policy of a role's own; one that is gone is no error. */
export async function deleteRolePolicy(
  clients: AwsClients,
  role: string,
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  await unlessGone(
    callIam(clients, `delete the policy ${name} of the role ${role}`, signal, async (client, options) => {
      const { DeleteRolePolicyCommand } = await import('@aws-sdk/client-iam');
      await client.send(new DeleteRolePolicyCommand({ RoleName: role, PolicyName: name }), options);
    }),
  );
}

/** Takes a managed policy off a role; not attached (any more) is no error. */
export async function detachRolePolicy(
  clients: AwsClients,
  role: string,
  arn: string,
  signal?: AbortSignal,
): Promise<void> {
  await unlessGone(
    callIam(clients, `take the policy ${arn} off ${role}`, signal, async (client, options) => {
      const { DetachRolePolicyCommand } = await import('@aws-sdk/client-iam');
      await client.send(new DetachRolePolicyCommand({ RoleName: role, PolicyArn: arn }), options);
    }),
  );
}

async function unlessGone(doing: Promise<void>): Promise<void> {
  try {
    await doing;
  } catch (thrown) {
    if (!isMissingEntity(thrown)) throw thrown;
  }
}

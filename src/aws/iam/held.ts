import type { AwsClients } from '../clients.ts';
import { notFromAws } from '../identity.ts';
import { countPages } from '../pages.ts';
import { askIam, callIam, unlessMissing } from './call.ts';

/** The policies that a user or role has. */
export interface HeldPolicies {
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
  /** Names of inline policies. */
  readonly inline: readonly string[];
}

/** Reads which policies a user has. @throws Problem ACCESS_DENIED, …; AWS_REJECTED if there is no such user */
export function policiesOfUser(
  clients: AwsClients,
  user: string,
  signal?: AbortSignal,
): Promise<HeldPolicies> {
  const doing = `list the policies of the user ${user}`;
  const of = { UserName: user };
  return callIam(clients, doing, signal, (client, options, iam) =>
    heldIn(doing, {
      attached: iam.paginateListAttachedUserPolicies({ client }, of, options),
      inline: iam.paginateListUserPolicies({ client }, of, options),
    }),
  );
}

/** Reads which policies a role has. @throws Problem ACCESS_DENIED, …; AWS_REJECTED if there is no such role */
export function policiesOfRole(
  clients: AwsClients,
  role: string,
  signal?: AbortSignal,
): Promise<HeldPolicies> {
  const doing = `list the policies of the role ${role}`;
  const of = { RoleName: role };
  return callIam(clients, doing, signal, (client, options, iam) =>
    heldIn(doing, {
      attached: iam.paginateListAttachedRolePolicies({ client }, of, options),
      inline: iam.paginateListRolePolicies({ client }, of, options),
    }),
  );
}

/** A page of AWS's answer, for users and roles. */
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

/** @throws Problem AWS_ANSWER for a page that lacks the requested list */
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

/** The names of a user's groups. @throws Problem ACCESS_DENIED, … */
export async function groupsOfUser(
  clients: AwsClients,
  user: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const doing = `list the groups of the user ${user}`;
  const input = { UserName: user };
  const { Groups } = await askIam(clients, doing, signal, (iam) => new iam.ListGroupsForUserCommand(input));
  if (!Groups) throw notFromAws(doing);
  return Groups.flatMap(({ GroupName }) => GroupName ?? []);
}

/** Whether a user has a console password. @throws Problem ACCESS_DENIED, … */
export async function hasPassword(clients: AwsClients, user: string, signal?: AbortSignal): Promise<boolean> {
  const doing = `look whether ${user} has a password`;
  const input = { UserName: user };
  const found = askIam(clients, doing, signal, (iam) => new iam.GetLoginProfileCommand(input));
  return (await unlessMissing(found)) !== undefined;
}

/** Deletes an inline policy of a user; a missing one is not an error. */
export async function deleteUserPolicy(
  clients: AwsClients,
  user: string,
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  const input = { UserName: user, PolicyName: name };
  const doing = `delete the policy ${name} of ${user}`;
  await unlessMissing(askIam(clients, doing, signal, (iam) => new iam.DeleteUserPolicyCommand(input)));
}

/** Deletes an inline policy of a role; a missing one is not an error. */
export async function deleteRolePolicy(
  clients: AwsClients,
  role: string,
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  const input = { RoleName: role, PolicyName: name };
  const doing = `delete the policy ${name} of the role ${role}`;
  await unlessMissing(askIam(clients, doing, signal, (iam) => new iam.DeleteRolePolicyCommand(input)));
}

/** Detaches a managed policy from a role; one that is not attached is not an error. */
export async function detachRolePolicy(
  clients: AwsClients,
  role: string,
  arn: string,
  signal?: AbortSignal,
): Promise<void> {
  const input = { RoleName: role, PolicyArn: arn };
  const doing = `take the policy ${arn} off ${role}`;
  await unlessMissing(askIam(clients, doing, signal, (iam) => new iam.DetachRolePolicyCommand(input)));
}

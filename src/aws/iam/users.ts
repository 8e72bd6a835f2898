import type { AwsClients } from '../clients.ts';
import { notFromAws } from '../identity.ts';
import { askIam, isTakenEntity, unlessMissing } from './call.ts';
import { isTaggedAsMade, withMadeTag } from './made-tag.ts';

/** A user as IAM knows it. */
export interface IamUser {
  /** In IAM's spelling; names are case-insensitive. */
  readonly name: string;
  readonly arn: string;
  /** Whether it has this program's tag. */
  readonly made: boolean;
}

/** Reads a user. @returns undefined if there is none of that name @throws Problem ACCESS_DENIED, … */
export async function findUser(
  clients: AwsClients,
  name: string,
  signal?: AbortSignal,
): Promise<IamUser | undefined> {
  const doing = `look up the user ${name}`;
  const answer = await unlessMissing(
    askIam(clients, doing, signal, (iam) => new iam.GetUserCommand({ UserName: name })),
  );
  if (!answer) return undefined;
  const { User } = answer;
  if (!User?.UserName || !User.Arn) throw notFromAws(doing);
  return { name: User.UserName, arn: User.Arn, made: isTaggedAsMade(User.Tags) };
}

/**
 * Creates a user without permissions; an existing one is kept, so that the call can be repeated.
 *
 * @returns whether this call created it
 */
export async function createUser(
  clients: AwsClients,
  name: string,
  tags: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<{ made: boolean }> {
  const doing = `create the user ${name}`;
  try {
    await withMadeTag(tags, (tagging) =>
      askIam(clients, doing, signal, (iam) => new iam.CreateUserCommand({ UserName: name, ...tagging })),
    );
    return { made: true };
  } catch (thrown) {
    if (isTakenEntity(thrown)) return { made: false };
    throw thrown;
  }
}

/** Removes a user who has neither keys nor policies; a missing one is not an error. */
export async function deleteUser(clients: AwsClients, name: string, signal?: AbortSignal): Promise<void> {
  const doing = `delete the user ${name}`;
  await unlessMissing(askIam(clients, doing, signal, (iam) => new iam.DeleteUserCommand({ UserName: name })));
}

/** Whether a managed policy exists in the account's partition. @throws Problem ACCESS_DENIED if it may not be read */
export async function policyExists(clients: AwsClients, arn: string, signal?: AbortSignal): Promise<boolean> {
  const doing = `look up the policy ${arn}`;
  const found = askIam(clients, doing, signal, (iam) => new iam.GetPolicyCommand({ PolicyArn: arn }));
  return (await unlessMissing(found)) !== undefined;
}

/** Attaches a managed policy to a user; if it is attached already, nothing changes. */
export async function attachPolicy(
  clients: AwsClients,
  user: string,
  arn: string,
  signal?: AbortSignal,
): Promise<void> {
  const input = { UserName: user, PolicyArn: arn };
  const doing = `attach the policy ${arn} to ${user}`;
  await askIam(clients, doing, signal, (iam) => new iam.AttachUserPolicyCommand(input));
}

/** Detaches a managed policy from a user; one that is not attached is not an error. */
export async function detachPolicy(
  clients: AwsClients,
  user: string,
  arn: string,
  signal?: AbortSignal,
): Promise<void> {
  const input = { UserName: user, PolicyArn: arn };
  const doing = `take the policy ${arn} off ${user}`;
  await unlessMissing(askIam(clients, doing, signal, (iam) => new iam.DetachUserPolicyCommand(input)));
}

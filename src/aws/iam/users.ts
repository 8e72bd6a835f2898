import type { AwsClients } from '../clients.ts';
import { notFromAws } from '../identity.ts';
import { callIam, isMissingEntity, isTakenEntity } from './call.ts';
import { isTaggedAsMade, withMadeTag } from './made-tag.ts';

/** A user as IAM knows it. */
export interface IamUser {
  /** Spelled as IAM spells it; names ignore case. */
  readonly name: string;
  readonly arn: string;
  /** It has the tag of this program. */
  readonly made: boolean;
}

/** Reads a user. @returns undefined when there is none of that name @throws Problem ACCESS_DENIED, … */
export async function findUser(
  clients: AwsClients,
  name: string,
  signal?: AbortSignal,
): Promise<IamUser | undefined> {
  const doing = `look up the user ${name}`;
  try {
    return await callIam(clients, doing, signal, async (client, options) => {
      const { GetUserCommand } = await import('@aws-sdk/client-iam');
      const { User } = await client.send(new GetUserCommand({ UserName: name }), options);
      if (!User?.UserName || !User.Arn) throw notFromAws(doing);
      return { name: User.UserName, arn: User.Arn, made: isTaggedAsMade(User.Tags) };
    });
  } catch (thrown) {
    if (isMissingEntity(thrown)) return undefined;
    throw thrown;
  }
}

/**
 * Makes a user who may do nothing yet; one that is there already is left as it is, so that the call can be repeated.
 *
 * @returns whether it was made by this call
 */
export async function createUser(
  clients: AwsClients,
  name: string,
  tags: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<{ made: boolean }> {
  try {
    await withMadeTag(tags, (tagging) =>
      callIam(clients, `create the user ${name}`, signal, async (client, options) => {
        const { CreateUserCommand } = await import('@aws-sdk/client-iam');
        await client.send(new CreateUserCommand({ UserName: name, ...tagging }), options);
      }),
    );
    return { made: true };
  } catch (thrown) {
    if (isTakenEntity(thrown)) return { made: false };
    throw thrown;
  }
}

/** Removes a user who has neither keys nor policies; one that is not there is no error. */
export async function deleteUser(clients: AwsClients, name: string, signal?: AbortSignal): Promise<void> {
  try {
    await callIam(clients, `delete the user ${name}`, signal, async (client, options) => {
      const { DeleteUserCommand } = await import('@aws-sdk/client-iam');
      await client.send(new DeleteUserCommand({ UserName: name }), options);
    });
  } catch (thrown) {
    if (!isMissingEntity(thrown)) throw thrown;
  }
}

/** Whether a managed policy exists in the account's partition. @throws Problem ACCESS_DENIED when it may not be read */
export async function policyExists(clients: AwsClients, arn: string, signal?: AbortSignal): Promise<boolean> {
  try {
    await callIam(clients, `look up the policy ${arn}`, signal, async (client, options) => {
      const { GetPolicyCommand } = await import('@aws-sdk/client-iam');
      await client.send(new GetPolicyCommand({ PolicyArn: arn }), options);
    });
    return true;
  } catch (thrown) {
    if (isMissingEntity(thrown)) return false;
    throw thrown;
  }
}

/** Attaches a managed policy to a user; attached already, nothing changes. */
export async function attachPolicy(
  clients: AwsClients,
  user: string,
  arn: string,
  signal?: AbortSignal,
): Promise<void> {
  await callIam(clients, `attach the policy ${arn} to ${user}`, signal, async (client, options) => {
    const { AttachUserPolicyCommand } = await import('@aws-sdk/client-iam');
    await client.send(new AttachUserPolicyCommand({ UserName: user, PolicyArn: arn }), options);
  });
}

/** Takes a managed policy off a user; not attached (any more) is no error. */
export async function detachPolicy(
  clients: AwsClients,
  user: string,
  arn: string,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await callIam(clients, `take the policy ${arn} off ${user}`, signal, async (client, options) => {
      const { DetachUserPolicyCommand } = await import('@aws-sdk/client-iam');
      await client.send(new DetachUserPolicyCommand({ UserName: user, PolicyArn: arn }), options);
    });
  } catch (thrown) {
    if (!isMissingEntity(thrown)) throw thrown;
  }
}

import type { Identity } from '../core/plan.ts';
import { Problem } from '../core/problem.ts';
import { type Access, accessName } from '../credentials/access.ts';
import { type CallOptions, callOptions } from './call.ts';
import type { AwsClients } from './clients.ts';
import { awsProblem } from './problems.ts';

/**
 * Finds out who an access is: GetCallerIdentity, which needs no permission, and the account's alias, which does; an alias
 * that cannot be read is simply absent.
 *
 * @throws Problem for everything that prevents AWS's answer; AWS_ANSWER if something else answers instead
 */
export async function identify(clients: AwsClients, access: Access, signal?: AbortSignal): Promise<Identity> {
  const options = callOptions(signal, 'tell who you are');
  try {
    const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
    const sts = await clients.sts();
    // In parallel with the main call; its failure is reported when it is awaited, or not at all.
    const alias = aliasOf(clients, options);
    alias.catch(() => undefined);
    const { Account: account, Arn: arn } = await sts.send(new GetCallerIdentityCommand({}), options);
    if (!account || !/^\d{12}$/.test(account) || !arn?.startsWith('arn:'))
      throw notFromAws('tell who you are');
    const accountAlias = await soon(alias);
    return {
      account,
      ...(accountAlias ? { accountAlias } : {}),
      arn,
      partition: arn.split(':')[1] ?? 'aws',
      region: clients.region,
      access: accessName(access.choice),
      cloud: clients.cloud,
    };
  } catch (thrown) {
    signal?.throwIfAborted();
    throw awsProblem(thrown, 'tell who you are');
  }
}

/**
 * The Problem of an answer with status 200 that holds nothing of AWS's: the SDK reads an empty or HTML page as success
 * without fields.
 */
export function notFromAws(doing: string): Problem {
  return new Problem({
    code: 'AWS_ANSWER',
    what: `The answer to the request to ${doing} does not come from AWS.`,
    why: 'It has nothing of what AWS says; a proxy or the sign-in page of a network may be in between.',
    next: 'Open a web page to see whether your network asks you to sign in, then try again.',
  });
}

/** How long the alias may take once the identity is known, milliseconds: nothing depends on it. */
const aliasPatience = 2_000;

async function soon<T>(asked: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), aliasPatience);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function aliasOf(clients: AwsClients, options: CallOptions): Promise<string | undefined> {
  try {
    const { ListAccountAliasesCommand } = await import('@aws-sdk/client-iam');
    const iam = await clients.iam();
    const told: CallOptions = { ...options, doing: 'tell the name of the account' };
    return (await iam.send(new ListAccountAliasesCommand({}), told)).AccountAliases?.[0];
  } catch (thrown) {
    // Many people may not read it, and everything works without it.
    if (options.abortSignal?.aborted) throw thrown;
    return undefined;
  }
}

import type {
  $Command,
  IAMClient,
  IAMClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes,
} from '@aws-sdk/client-iam';
import { type CallOptions, callAws } from '../call.ts';
import type { AwsClients } from '../clients.ts';

type Sdk = typeof import('@aws-sdk/client-iam');

/** Makes calls to IAM for one purpose, see {@link callAws}. */
export function callIam<T>(
  clients: AwsClients,
  doing: string,
  signal: AbortSignal | undefined,
  send: (client: IAMClient, options: CallOptions, sdk: Sdk) => Promise<T>,
): Promise<T> {
  return callAws(clients.iam, doing, signal, async (client, options) =>
    send(client, options, await import('@aws-sdk/client-iam')),
  );
}

/** Sends one command to IAM, see {@link callAws}. @param command creates it, once the SDK is loaded */
export function askIam<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  clients: AwsClients,
  doing: string,
  signal: AbortSignal | undefined,
  command: (
    sdk: Sdk,
  ) => $Command<Input, Output, IAMClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes>,
): Promise<Output> {
  return callIam(clients, doing, signal, (client, options, sdk) => client.send(command(sdk), options));
}

/** The answer of a call; undefined if AWS says that the named thing does not exist. */
export async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (thrown) {
    if (isNamed(thrown, 'NoSuchEntity')) return undefined;
    throw thrown;
  }
}

/** Whether AWS said that the name is taken. */
export function isTakenEntity(thrown: unknown): boolean {
  return isNamed(thrown, 'EntityAlreadyExists');
}

/** Whether AWS said that a limit was reached. */
export function isLimit(thrown: unknown): boolean {
  return isNamed(thrown, 'LimitExceeded');
}

/** AWS spells its error names with and without `Exception`. */
function isNamed(thrown: unknown, name: string): boolean {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  return cause instanceof Error && cause.name.replace(/Exception$/, '') === name;
}

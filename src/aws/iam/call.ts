import type { IAMClient } from '@aws-sdk/client-iam';
import { type CallOptions, callAws } from '../call.ts';
import type { AwsClients } from '../clients.ts';

/** Makes one call to IAM, see {@link callAws}. */
export function callIam<T>(
  clients: AwsClients,
  doing: string,
  signal: AbortSignal | undefined,
  send: (client: IAMClient, options: CallOptions) => Promise<T>,
): Promise<T> {
  return callAws(clients.iam, doing, signal, send);
}

/** Whether AWS said that what was named does not exist. */
export function isMissingEntity(thrown: unknown): boolean {
  return isNamed(thrown, 'NoSuchEntity');
}

/** Whether AWS said that the name is taken. */
export function isTakenEntity(thrown: unknown): boolean {
  return isNamed(thrown, 'EntityAlreadyExists');
}

/** Whether AWS said that a limit is reached. */
export function isLimit(thrown: unknown): boolean {
  return isNamed(thrown, 'LimitExceeded');
}

/** AWS spells its errors with and without the ending `Exception`. */
function isNamed(thrown: unknown, name: string): boolean {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  return cause instanceof Error && cause.name.replace(/Exception$/, '') === name;
}

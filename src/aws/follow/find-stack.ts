import { Problem } from '../../core/problem.ts';
import type { AwsClients } from '../clients.ts';
import type { StackRecord } from '../progress/model.ts';
import { describeStack } from '../stack.ts';

/** A stack that was never there is not waited for. */
export async function describeOrFail(
  clients: AwsClients,
  stack: string,
  signal: AbortSignal | undefined,
): Promise<StackRecord> {
  const record = await describeStack(clients, stack, signal);
  if (record) return record;
  throw new Problem({
    code: 'STACK_UNKNOWN',
    what: `There is no stack ${stack} in ${clients.region}.`,
    why: 'It is in another account or region, or was deleted; a deleted stack is found by its id only, for 90 days.',
    next: 'Check the name, --profile and --region.',
  });
}

export function isUnknownStack({ code }: Problem): boolean {
  return code === 'STACK_UNKNOWN';
}

/** A stack that was there and is not found any more has been deleted, in a cloud that forgets at once. */
export function goneRecord(first: StackRecord, now: number): StackRecord {
  return { ...first, status: 'DELETE_COMPLETE', deletedAt: now };
}

/** What to call a stack before AWS has told anything of it. */
export function nameOf(stack: string): { stackId: string; stackName: string } {
  return { stackId: stack, stackName: /:stack\/([^/]+)\//.exec(stack)?.[1] ?? stack };
}

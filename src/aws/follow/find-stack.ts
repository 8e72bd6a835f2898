import { Problem } from '../../core/problem.ts';
import type { AwsClients } from '../clients.ts';
import type { StackRecord } from '../progress/model.ts';
import { describeStack } from '../stack.ts';

/** The stack's record. A stack that never existed is not waited for. */
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

/** Whether AWS refuses a stack, given by its ARN, to a caller from another account: asking again does not help. */
export function isOfOtherAccount({ code, cause }: Problem, stack: string): boolean {
  const [, account] = /^arn:[^:]+:cloudformation:[^:]+:(\d{12}):/.exec(stack) ?? [];
  const [, caller] = /arn:[^:]+:(?:iam|sts)::(\d{12}):/.exec(String(cause)) ?? [];
  return code === 'ACCESS_DENIED' && caller !== undefined && account !== undefined && caller !== account;
}

/** The record of a stack that existed and is no longer found: it was deleted, in a cloud that forgets it immediately. */
export function goneRecord(first: StackRecord, now: number): StackRecord {
  return { ...first, status: 'DELETE_COMPLETE', deletedAt: now };
}

/** The id and name of a stack before AWS has answered. */
export function nameOf(stack: string): { stackId: string; stackName: string } {
  return { stackId: stack, stackName: /:stack\/([^/]+)\//.exec(stack)?.[1] ?? stack };
}

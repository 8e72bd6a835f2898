import type { AwsClients } from '../../aws/clients.ts';
import type { StackRecord } from '../../aws/progress/model.ts';
import { knowsRequestToken } from '../../aws/request-token.ts';
import { describeStack } from '../../aws/stack.ts';
import { Problem } from '../../core/problem.ts';
import type { InitPlan } from './init-plan.ts';

/**
 * Finds the stack of an attempt. An id comes from AWS's answer to our own request; under a name anybody's stack may be
 * found, so that one must have been requested with the plan's token.
 *
 * @param stackId absent if it is unknown whether AWS ever created the stack
 * @returns undefined if there is none
 * @throws Problem STACK_EXISTS if a stack of that name is somebody else's
 */
export async function findOwnStack(
  clients: AwsClients,
  plan: InitPlan,
  stackId: string | undefined,
  signal: AbortSignal,
): Promise<StackRecord | undefined> {
  const found = await describeStack(clients, stackId ?? plan.stackName, signal);
  if (!found || stackId !== undefined) return found;
  const knows = await knowsRequestToken(clients, found.stackId, plan.token, signal);
  if (knows === 'yes') return found;
  // AWS always returns our token; emulators may not keep it.
  const mayNotTell = knows === 'untold' && clients.cloud.kind === 'endpoint';
  if (mayNotTell && hasParametersOf(found, plan)) return found;
  throw notOurs(plan, 'It was asked for by another request: somebody else has made one of that name.');
}

/** Whether a stack has all of the plan's parameters. */
export function hasParametersOf(found: StackRecord, plan: InitPlan): boolean {
  return Object.entries(plan.parameters).every(([name, value]) => found.parameters[name] === value);
}

/** The Problem that a stack does not belong to this attempt. @param why one sentence */
export function notOurs({ stackName, identity }: InitPlan, why: string): Problem {
  return new Problem({
    code: 'STACK_EXISTS',
    what: `The stack ${stackName} in account ${identity.account} is not the one that this init started.`,
    why,
    next: 'It is left alone. Start again with another name, or forget the unfinished init.',
  });
}

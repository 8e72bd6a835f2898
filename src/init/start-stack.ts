import type { Persist } from '../aws/persist.ts';
import type { StackRecord } from '../aws/progress/model.ts';
import { createStack, describeStack } from '../aws/stack.ts';
import type { InitJournalEntry } from '../session/journal.ts';
import { asProblem, Problem, type ProblemCode } from '../values/problem.ts';
import { takenProblem } from './name-conflict.ts';
import type { InitPlan } from './plan.ts';
import { journalEntry, type RunTools, rememberStack } from './run.ts';

/** The codes after which it is certain that this request made nothing. */
const refused: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'ACCESS_DENIED',
  'AWS_REJECTED',
  'STACK_EXISTS',
  'STACK_NAME',
  'NAME_TAKEN',
  'CREDENTIALS_REJECTED',
  'CREDENTIALS_SIGNATURE',
  'CREDENTIALS_EXPIRED',
  'CLOCK_SKEW',
  'THROTTLED',
  'ENDPOINT',
]);

/** Codes that trying the same again does not help against; the note of it has no more use. */
const final: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'ACCESS_DENIED',
  'AWS_REJECTED',
  'STACK_EXISTS',
  'STACK_NAME',
  'NAME_TAKEN',
  'CREDENTIALS_REJECTED',
  'CREDENTIALS_SIGNATURE',
]);

/**
 * Sends CreateStack, with the intention on disk before AWS hears of it. Whenever an earlier request may have arrived
 * (its answer was lost, or a former run of the program sent it) the stack is looked for first, and the request goes
 * out with the same token, so that there is never a second one.
 */
export async function startStack(
  tools: RunTools,
  plan: InitPlan,
  resumed: InitJournalEntry | undefined,
  persist: Persist,
): Promise<{ stackId: string }> {
  let mayBeThere = resumed !== undefined;
  let noted = false;
  const attempt = async (signal: AbortSignal): Promise<string> => {
    if (mayBeThere) {
      const nameOrId = resumed?.stackId ?? plan.stackName;
      const found = await describeStack(tools.followClients, nameOrId, signal);
      if (found && isOurs(found, plan)) return found.stackId;
    }
    if (!noted) await tools.journal.save(journalEntry(tools, plan, { step: 'creating' }));
    noted = true;
    try {
      return (await createStack(tools.followClients, plan, signal)).stackId;
    } catch (thrown) {
      if (signal.aborted || !refused.has(asProblem(thrown).code)) mayBeThere = true;
      throw thrown;
    }
  };
  try {
    const stackId = await persist(attempt);
    // The note of the intention is there and enough to go on with; the next step says what keeps it from being written.
    await rememberStack(tools, plan, stackId).catch((thrown: unknown) => {
      if (asProblem(thrown).code !== 'FILE_UNWRITABLE') throw thrown;
    });
    return { stackId };
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (!mayBeThere && final.has(problem.code)) await tools.journal.remove(plan.token);
    throw problem.code === 'NAME_TAKEN' ? await takenProblem(tools, plan, problem) : thrown;
  }
}

/** A stack that is there under the name of ours but was made for something else is a stranger's. */
function isOurs(found: StackRecord, plan: InitPlan): boolean {
  const same = Object.entries(plan.parameters).every(
    ([name, value]) => (found.parameters[name] ?? value) === value,
  );
  if (same) return true;
  throw new Problem({
    code: 'STACK_EXISTS',
    what: `The stack ${plan.stackName} in account ${plan.identity.account} is not the one that this init began.`,
    why: 'Its parameters are others: somebody has made or changed a stack of that name.',
    next: 'Try again with another name.',
  });
}

import type { Persist } from '../../aws/persist.ts';
import { createStack } from '../../aws/stack.ts';
import { asProblem, Problem, type ProblemCode } from '../../core/problem.ts';
import { planConflicts } from '../../project/open.ts';
import type { InitJournalEntry } from '../../state/journal.ts';
import type { InitPlan } from './init-plan.ts';
import { takenProblem } from './name-conflict.ts';
import { findOwnStack, hasParametersOf, notOurs } from './own-stack.ts';
import { journalEntry, rememberStack } from './run.ts';
import type { RunTools } from './run-tools.ts';

/** Codes for which a retry does not help; their note is of no more use. */
const final: readonly ProblemCode[] = [
  'ACCESS_DENIED',
  'AWS_REJECTED',
  'STACK_EXISTS',
  'STACK_NAME',
  'NAME_TAKEN',
  'CREDENTIALS_REJECTED',
  'CREDENTIALS_SIGNATURE',
  'REGION_UNKNOWN',
];

/** Codes after which this request has certainly created nothing. */
const refused: readonly ProblemCode[] = [
  ...final,
  'CREDENTIALS_EXPIRED',
  'CLOCK_SKEW',
  'THROTTLED',
  'ENDPOINT',
];

/**
 * Sends CreateStack, with the intention on disk before the call to AWS. Whenever an earlier request may have arrived (its
 * answer was lost, or a former run sent it) the stack is looked up first, and the request has the same token, so that
 * there is never a second one. A first request is not sent while another init of the folder is in progress.
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
      const found = await findOwnStack(tools.followClients, plan, resumed?.stackId, signal);
      if (found && !hasParametersOf(found, plan)) throw notOurs(plan, 'Somebody has changed its parameters.');
      if (found) return found.stackId;
    }
    if (!noted) await noteIntention(tools, plan, resumed !== undefined);
    noted = true;
    try {
      return (await createStack(tools.followClients, plan, signal)).stackId;
    } catch (thrown) {
      if (signal.aborted || !refused.includes(asProblem(thrown).code)) mayBeThere = true;
      throw thrown;
    }
  };
  try {
    const stackId = await persist(attempt);
    // The note of the intention exists and is enough to continue with; the next step reports why it cannot be written.
    await rememberStack(tools, plan, stackId).catch((thrown: unknown) => {
      if (asProblem(thrown).code !== 'FILE_UNWRITABLE') throw thrown;
    });
    return { stackId };
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (!mayBeThere && final.includes(problem.code)) await tools.journal.remove(plan.token);
    throw problem.code === 'NAME_TAKEN' ? await takenProblem(tools, plan, problem) : thrown;
  }
}

/** Right before the first request: another program may have started, or even finished, since the folder was checked. */
async function noteIntention(tools: RunTools, plan: InitPlan, isResumed: boolean): Promise<void> {
  await tools.journal.begin(journalEntry(tools, plan, { step: 'creating' }));
  if (isResumed) return;
  const conflicts = await planConflicts(plan.folder, plan.files);
  if (conflicts.length === 0) return;
  await tools.journal.remove(plan.token);
  throw new Problem({
    code: 'PROJECT_EXISTS',
    what: `${conflicts.length === 1 ? 'A file is' : `${conflicts.length} files are`} in the way: ${conflicts.join(', ')}.`,
    why: 'It was not there when the plan was made: another init of this folder has finished meanwhile.',
    next: 'Run `amplify-tui status` to see the project. Nothing was made in AWS.',
  });
}

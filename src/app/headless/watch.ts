import type { WatchInput, watchMachine } from '../../../machines/watch/machine.ts';
import type { FailureCause, FollowUpdate, StackProgress } from '../../aws/progress/model.ts';
import { placeOf } from '../../aws/progress/narration.ts';
import { stuckInRollback } from '../../aws/progress/stuck-rollback.ts';
import { statusNote } from '../../aws/progress/words.ts';
import { drive, nobodyAnswers } from './drive.ts';
import type { Report } from './report.ts';

export interface HeadlessWatch extends WatchInput {
  /**
   * `--continue-rollback`: shows what could not be rolled back, and asks; absent to only follow the stack.
   *
   * @returns the resources to skip; undefined to do nothing
   */
  readonly review?: ((stack: StackProgress) => Promise<readonly string[] | undefined>) | undefined;
  /** Called with every look at the stack. */
  readonly onUpdate: (update: FollowUpdate) => void;
  /** Called with the end, after the result. */
  readonly onEnd?: ((stack: StackProgress) => Promise<void>) | undefined;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/**
 * Follows a stack to its end, and makes AWS continue a failed rollback, on the same machine as the screen.
 *
 * @returns the exit code, see {@link tellEnd}; 0 when nothing was asked of AWS
 * @throws Problem when it cannot be followed
 */
export async function driveWatch(machine: typeof watchMachine, options: HeadlessWatch): Promise<number> {
  const { stack, access, region, review, onUpdate, onEnd, report, signal } = options;
  let told: FollowUpdate | undefined;
  let continued = false;
  let code = 0;
  await drive(
    machine,
    { stack, access, region },
    async ({ context: { update }, value }, flow) => {
      if (value !== 'settled' || !update) nobodyAnswers(value);
      const { progress } = update;
      if (review && !continued) {
        const skip = await review(progress);
        if (!skip) return 'stop';
        continued = true;
        flow.send({ type: 'CONTINUE_ROLLBACK' });
        for (const name of skip) flow.send({ type: 'SKIP', name });
        flow.send({ type: 'CONFIRM' });
        return undefined;
      }
      code = tellEnd(progress, report, continued && progress.status === 'UPDATE_ROLLBACK_COMPLETE');
      await onEnd?.(progress);
      return 'stop';
    },
    {
      signal,
      onChange: ({ context: { update } }) => {
        if (update && update !== told) onUpdate(update);
        told = update;
      },
    },
  );
  return code;
}

/** The exit code of a stack that waits for somebody to execute a change set. */
const waitsForPerson = 4;

/** @returns 0 after a success, 1 after a failure, 4 when it waits for somebody */
function tellEnd(end: StackProgress, report: Report, isWell = false): number {
  const ok = isWell || end.outcome === 'succeeded' || end.outcome === 'deleted';
  const stuck = stuckInRollback(end);
  const note = statusNote(end.status);
  report.tell({
    type: 'result',
    ok,
    outcome: end.outcome,
    status: end.status,
    ...(note ? { note } : {}),
    stackName: end.stackName,
    stackId: end.stackId,
    outputs: end.outputs,
    causes: end.causes,
    ...(stuck.length > 0 ? { stuck } : {}),
  });
  const cause = end.causes.find(({ inRollback }) => !inRollback) ?? end.causes[0];
  const mark = ok ? '✔' : end.outcome === 'in-review' ? '▲' : '✖';
  report.print(`${mark} ${end.stackName}   ${end.status}`);
  if (note) report.print(`  ${note}`);
  if (cause && !isWell) report.print(causeLines(cause));
  for (const { name, place, reason, meaning } of stuck)
    report.print(
      `  Not taken back: ${place}${place === name ? '' : ` (${name})`}: ${reason}${meaning ? ` ${meaning}` : ''}`,
    );
  if (ok) return 0;
  return end.outcome === 'in-review' ? waitsForPerson : 1;
}

function causeLines(cause: FailureCause): string {
  return `  ${placeOf(cause)}: ${cause.reason}${cause.meaning ? `\n  ${cause.meaning}` : ''}`;
}

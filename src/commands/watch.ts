import { randomUUID } from 'node:crypto';
import { noStackOf, nothingToWatch } from '../../machines/watch/nothing.ts';
import type { Arguments } from '../app/command-line/arguments.ts';
import { updateTeller } from '../app/headless/deployment-lines.ts';
import { createReport, type Report } from '../app/headless/report.ts';
import { interruptible, processStreams } from '../app/headless-desk.ts';
import { openHouse } from '../app/house.ts';
import { expectRegion } from '../app/identify-access.ts';
import { noAccess } from '../app/no-access.ts';
import { readPatience } from '../app/patience.ts';
import { findAccess, regionOf } from '../app/surroundings.ts';
import { withPatience } from '../app/with-patience.ts';
import { followStack } from '../aws/follow.ts';
import type { FailureCause, StackProgress } from '../aws/progress/model.ts';
import { placeOf } from '../aws/progress/narration.ts';
import { stuckInRollback } from '../aws/progress/stuck-rollback.ts';
import { statusNote } from '../aws/progress/words.ts';
import { stackNamed } from '../aws/stack-address.ts';
import { Problem } from '../core/problem.ts';
import { withCodes } from '../credentials/sign-in.ts';
import { findProject } from '../project/open.ts';

/**
 * `watch [STACK]` without a screen; with `--continue-rollback` it first has AWS go on with a rollback that failed.
 *
 * @returns 0 when the stack ended well, also when its rollback that was continued did; 1 when it failed or rolled back; 4 when
 *   nothing runs because a change set waits to be executed
 */
export async function watchHeadless(given: Arguments, version: string): Promise<number> {
  const house = openHouse(given, version);
  const report = createReport(given.options.json === true, processStreams);
  const patience = readPatience(given.options.patience);
  try {
    const found = await findProject(house.folder);
    const own = found.kind === 'project' ? found.project.stack : undefined;
    const stack = given.operands[0] === undefined ? own?.stackId : stackNamed(given.operands[0]);
    if (!stack) throw new Problem(noStackOf(found));
    const chosen = await findAccess(house, house.profiles(), found);
    if (!chosen) throw noAccess(house, found);
    const region = stack.startsWith('arn:') ? stack.split(':')[3] : (regionOf(house, chosen) ?? own?.region);
    if (!region) throw new Problem(nothingToWatch.region);
    expectRegion(house, chosen.choice, region);
    const { clients, followClients, clock, access } = house.connect(chosen.choice, region);
    return await interruptible(
      async (signal) => {
        const onUpdate = updateTeller(report, { learned: house.durations.learned, now: clock.now });
        const follow = (operation?: 'continue-rollback') =>
          withCodes(access, () =>
            withPatience(house, patience, { onUpdate, signal }, (options) =>
              followStack(followClients, { stack, clock, ...options, ...(operation ? { operation } : {}) }),
            ),
          );
        const end = await follow();
        if (given.options['continue-rollback'] !== true) return tellEnd(end, report);
        const { reviewRollback } = await import('./watch-rollback.ts');
        const skip = await reviewRollback(end, given.options, report);
        if (!skip) return 0;
        const { continueUpdateRollback } = await import('../aws/continue-rollback.ts');
        const token = randomUUID();
        await continueUpdateRollback(clients, { stackId: end.stackId, skip, token }, signal);
        const after = await follow('continue-rollback');
        return tellEnd(after, report, after.status === 'UPDATE_ROLLBACK_COMPLETE');
      },
      () => 'Stopped watching. The stack goes on.',
    );
  } finally {
    await house.close();
  }
}

/** The exit code of a stack in which nothing runs because somebody has to execute a change set first. */
const waitsForPerson = 4;

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

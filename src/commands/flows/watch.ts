import { noStackOf, nothingToWatch } from '../../../machines/watch/nothing.ts';
import { wireWatch } from '../../app/actors/watch.ts';
import type { ArgumentsOf } from '../../app/command-line/arguments.ts';
import { updateTeller } from '../../app/headless/deployment-lines.ts';
import type { Report } from '../../app/headless/report.ts';
import { driveWatch } from '../../app/headless/watch.ts';
import { headlessDesktop, interruptible } from '../../app/headless-desktop.ts';
import { expectRegion } from '../../app/identify-access.ts';
import { findAccess, regionOf } from '../../app/local-state.ts';
import { noAccess } from '../../app/no-access.ts';
import { readPatience } from '../../app/patience.ts';
import type { StackProgress } from '../../aws/progress/model.ts';
import { stackNamed } from '../../aws/stack-address.ts';
import { Problem } from '../../core/problem.ts';
import { findProject } from '../../project/open.ts';
import { inContext } from '../in-context.ts';

/**
 * `watch [STACK]` without a screen; with `--continue-rollback` it first has AWS continue a failed rollback.
 *
 * @returns 0 if the stack ended well, including a continued rollback; 1 if it failed or rolled back; 4 if nothing runs
 * because a change set waits to be executed
 */
export async function run(given: ArgumentsOf<'watch'>, version: string): Promise<number> {
  const patience = readPatience(given.options.patience);
  return inContext(given, version, async (appContext, report) => {
    const found = await findProject(appContext.folder);
    const own = found.kind === 'project' ? found.project.stack : undefined;
    const stack = given.operands[0] === undefined ? own?.stackId : stackNamed(given.operands[0]);
    if (!stack) throw new Problem(noStackOf(found));
    const chosen = await findAccess(appContext, appContext.profiles(), found);
    if (!chosen) throw noAccess(appContext, found);
    const region = stack.startsWith('arn:')
      ? stack.split(':')[3]
      : (regionOf(appContext, chosen) ?? own?.region);
    if (!region) throw new Problem(nothingToWatch.region);
    expectRegion(appContext, chosen.choice, region);
    const rollback = given.options['continue-rollback'] ? await import('../watch-rollback.ts') : undefined;
    return await interruptible(
      (signal) =>
        driveWatch(wireWatch(appContext, headlessDesktop, patience), {
          stack,
          region,
          access: chosen.choice,
          review: rollback && ((progress) => rollback.reviewRollback(progress, given.options, report)),
          onUpdate: updateTeller(report, {
            learned: appContext.durations.learned,
            now: appContext.clock.now,
          }),
          onEnd: (progress) => exportTo(given.options.export, progress, report),
          report,
          signal,
        }),
      () => 'Stopped watching. The stack continues.',
    );
  });
}

async function exportTo(file: string | undefined, progress: StackProgress, report: Report): Promise<void> {
  if (file === undefined) return;
  const { writeTimeline } = await import('../../app/timeline-file.ts');
  await writeTimeline(file, progress);
  report.say(`The time line is in ${file}`);
}

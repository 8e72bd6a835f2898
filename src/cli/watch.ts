import { nothingToWatch } from '../../machines/watch/nothing.ts';
import { followStack } from '../aws/follow.ts';
import type { StackProgress } from '../aws/progress/model.ts';
import { placeOf } from '../aws/progress/narration.ts';
import { withCodes } from '../credentials/sign-in.ts';
import { updateTeller } from '../headless/deployment-lines.ts';
import { createReport } from '../headless/report.ts';
import { findProject } from '../project/open.ts';
import { Problem } from '../values/problem.ts';
import type { Arguments } from './arguments.ts';
import { interruptible, processStreams } from './headless-desk.ts';
import { openHouse } from './house.ts';
import { readPatience } from './patience.ts';
import { chooseAccess, regionOf } from './surroundings.ts';
import { withPatience } from './with-patience.ts';

/** `watch [STACK]` without a screen. @returns 0 when the stack ended well, 1 when it failed or rolled back */
export async function watchHeadless(given: Arguments, version: string): Promise<number> {
  const house = openHouse(given, version);
  const report = createReport(given.options.json === true, processStreams);
  const patience = readPatience(given.options.patience);
  try {
    const found = await findProject(house.folder);
    const own = found.kind === 'project' ? found.project.stack : undefined;
    const stack = given.operands[0] ?? own?.stackId;
    if (!stack) throw new Problem(nothingToWatch.stack);
    const chosen = await chooseAccess(house, house.profiles(), found);
    if (!chosen) throw new Problem(nothingToWatch.access);
    const region = stack.startsWith('arn:') ? stack.split(':')[3] : (regionOf(house, chosen) ?? own?.region);
    if (!region) throw new Problem(nothingToWatch.region);
    const { followClients, clock, access } = house.connect(chosen.choice, region);
    return await interruptible(
      async (signal) => {
        const onUpdate = updateTeller(report, { learned: house.durations.learned, now: clock.now });
        const end = await withCodes(access, () =>
          withPatience(house, patience, { onUpdate, signal }, (follow) =>
            followStack(followClients, { stack, clock, ...follow }),
          ),
        );
        return tellEnd(end, report);
      },
      () => 'Stopped watching. The stack goes on.',
    );
  } finally {
    await house.close();
  }
}

function tellEnd(end: StackProgress, report: ReturnType<typeof createReport>): number {
  const ok = end.outcome === 'succeeded' || end.outcome === 'deleted';
  report.tell({
    type: 'result',
    ok,
    outcome: end.outcome,
    status: end.status,
    stackName: end.stackName,
    stackId: end.stackId,
    outputs: end.outputs,
    causes: end.causes,
  });
  const cause = end.causes[0];
  report.print(`${ok ? '✔' : '✖'} ${end.stackName}   ${end.status}`);
  if (cause)
    report.print(`  ${placeOf(cause)}: ${cause.reason}${cause.meaning ? `\n  ${cause.meaning}` : ''}`);
  return ok ? 0 : 1;
}

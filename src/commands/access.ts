import { wireAccess } from '../app/actors/access.ts';
import { openAppContext } from '../app/app-context.ts';
import { accessOf } from '../app/command-line/access-of.ts';
import type { Arguments } from '../app/command-line/arguments.ts';
import { driveAccess } from '../app/headless/access.ts';
import { createReport } from '../app/headless/report.ts';
import { interruptible, processStreams } from '../app/headless-desktop.ts';

/** `access` and `access remove` without a screen, on the same machine as with one. @returns the exit code */
export async function accessHeadless(given: Arguments, version: string): Promise<number> {
  const { options, operands } = given;
  const input = accessOf(given);
  const appContext = openAppContext(given, version);
  try {
    return await interruptible(
      async (signal) => {
        await driveAccess(wireAccess(appContext), {
          ...input,
          removes: operands[0] === 'remove',
          confirmed: options.yes === true,
          confirm: options.confirm,
          also: options.also ?? [],
          dryRun: options['dry-run'] === true,
          report: createReport(options.json === true, processStreams),
          signal,
        });
        return 0;
      },
      () => 'Interrupted. Run the command again: it goes on with what is left.',
    );
  } finally {
    await appContext.close();
  }
}

import { wireAccess } from '../../app/actors/access.ts';
import { accessOf } from '../../app/command-line/access-of.ts';
import type { ArgumentsOf } from '../../app/command-line/arguments.ts';
import { driveAccess } from '../../app/headless/access.ts';
import { interruptible } from '../../app/headless-desktop.ts';
import { inContext } from '../in-context.ts';

/** `access` and `access remove` without a screen, on the same machine as with one. @returns the exit code */
export async function run(given: ArgumentsOf<'access'>, version: string): Promise<number> {
  const { options, operands } = given;
  const input = accessOf(given);
  return inContext(given, version, async (appContext, report) => {
    return await interruptible(
      async (signal) => {
        await driveAccess(wireAccess(appContext), {
          ...input,
          removes: operands[0] === 'remove',
          confirmed: options.yes,
          confirm: options.confirm,
          also: options.also ?? [],
          dryRun: options['dry-run'],
          report,
          signal,
        });
        return 0;
      },
      () => 'Interrupted. Run the command again: it continues with what is left.',
    );
  });
}

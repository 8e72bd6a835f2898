import { wireDelete } from '../../app/actors/delete.ts';
import type { ArgumentsOf } from '../../app/command-line/arguments.ts';
import { deletionOf } from '../../app/command-line/deletion.ts';
import { isNotWaiting } from '../../app/command-line/not-waiting.ts';
import { driveDelete, tellDeleted } from '../../app/headless/delete.ts';
import { interruptible } from '../../app/headless-desktop.ts';
import { readPatience } from '../../app/patience.ts';
import { Problem } from '../../core/problem.ts';
import { inContext } from '../in-context.ts';

/** `delete`, or `env remove NAME`, without a screen, on the same machine as with one. @returns the exit code */
export async function run(given: ArgumentsOf<'delete'>, version: string): Promise<number> {
  const { options, command, operands } = given;
  if (command === 'env' && operands[1] === undefined) throw environmentMissing();
  const noWait = isNotWaiting(options);
  const patience = readPatience(options.patience);
  return inContext(given, version, async (appContext, report) => {
    return await interruptible(
      async (signal) => {
        const deleted = await driveDelete(wireDelete(appContext, patience), {
          folder: appContext.folder,
          ...deletionOf(given),
          confirmed: options.yes,
          confirm: options.confirm,
          dryRun: options['dry-run'],
          noWait,
          report,
          signal,
        });
        if (deleted) tellDeleted(deleted, report);
        return 0;
      },
      () => 'Interrupted. Run the command again: it continues with what is left.',
    );
  });
}

function environmentMissing(): Problem {
  return new Problem({
    code: 'USAGE',
    what: 'The environment is missing.',
    why: '`env remove NAME` deletes the one that is named.',
    next: 'Run `amplify-tui env list` to see their names.',
  });
}

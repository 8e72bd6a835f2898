import { wireEnvironments } from '../app/actors/environments.ts';
import { confirmed } from '../app/ask-line.ts';
import type { ArgumentsOf } from '../app/command-line/arguments.ts';
import { driveUpgrade } from '../app/headless/upgrade.ts';
import { inContext } from './in-context.ts';

/**
 * `upgrade`: from the documented layout to the one with environments, which the current Amplify CLI uses; `--undo` undoes
 * the last upgrade. Asks in a terminal, requires --yes elsewhere.
 *
 * @returns the exit code
 */
export async function upgradeProject(given: ArgumentsOf<'upgrade'>, version: string): Promise<number> {
  const { options } = given;
  return inContext(given, version, async (appContext, report) => {
    await driveUpgrade(wireEnvironments(appContext), {
      folder: appContext.folder,
      environment: options.env,
      undo: options.undo,
      confirmed: options.yes,
      dryRun: options['dry-run'],
      confirm: (question) => confirmed(question, options),
      report,
    });
    return 0;
  });
}

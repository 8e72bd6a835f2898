import { wireEnvironments } from '../app/actors/environments.ts';
import { openAppContext } from '../app/app-context.ts';
import { confirmed } from '../app/ask-line.ts';
import type { Arguments } from '../app/command-line/arguments.ts';
import { createReport } from '../app/headless/report.ts';
import { driveUpgrade } from '../app/headless/upgrade.ts';
import { processStreams } from '../app/headless-desktop.ts';

/**
 * `upgrade`: from the documented layout to the one with environments, which today's Amplify CLI works with; `--undo` puts
 * back what the last one has changed. Asks in a terminal, wants --yes elsewhere.
 *
 * @returns the exit code
 */
export async function upgradeProject(given: Arguments, version: string): Promise<number> {
  const { options } = given;
  const appContext = openAppContext(given, version);
  try {
    await driveUpgrade(wireEnvironments(appContext), {
      folder: appContext.folder,
      environment: options.env,
      undo: options.undo === true,
      confirmed: options.yes === true,
      dryRun: options['dry-run'] === true,
      confirm: (question) => confirmed(question, options),
      report: createReport(options.json === true, processStreams),
    });
    return 0;
  } finally {
    await appContext.close();
  }
}

import { wireUndo } from '../app/actors/undo.ts';
import { openAppContext } from '../app/app-context.ts';
import { confirmed } from '../app/ask-line.ts';
import type { Arguments } from '../app/command-line/arguments.ts';
import { createReport } from '../app/headless/report.ts';
import { driveUndo } from '../app/headless/undo.ts';
import { processStreams } from '../app/headless-desktop.ts';

/** `undo`: lists the changes of files; `undo ID` shows what it would put back, asks, and writes. @returns the exit code */
export async function undoChange(given: Arguments, version: string): Promise<number> {
  const { options, operands } = given;
  const appContext = openAppContext(given, version);
  try {
    await driveUndo(wireUndo(appContext), {
      id: operands[0],
      dryRun: options['dry-run'] === true,
      confirm: (question) => confirmed(question, options),
      report: createReport(options.json === true, processStreams),
    });
    return 0;
  } finally {
    await appContext.close();
  }
}

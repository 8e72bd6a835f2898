import { wireUndo } from '../../app/actors/undo.ts';
import { confirmed } from '../../app/ask-line.ts';
import type { ArgumentsOf } from '../../app/command-line/arguments.ts';
import { driveUndo } from '../../app/headless/undo.ts';
import { inContext } from '../in-context.ts';

/** `undo`: lists the changes of files; `undo ID` shows what it would restore, asks, and writes. @returns the exit code */
export async function run(given: ArgumentsOf<'undo'>, version: string): Promise<number> {
  const { options, operands } = given;
  return inContext(given, version, async (appContext, report) => {
    await driveUndo(wireUndo(appContext), {
      id: operands[0],
      dryRun: options['dry-run'],
      confirm: (question) => confirmed(question, options),
      report,
    });
    return 0;
  });
}

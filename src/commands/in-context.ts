import { type AppContext, openAppContext } from '../app/app-context.ts';
import type { Arguments } from '../app/command-line/arguments.ts';
import { createReport, type Report } from '../app/headless/report.ts';
import { processStreams } from '../app/headless-desktop.ts';

/**
 * Does the work of a command with what it needs: the context, which is closed afterwards, and the report that says how it goes,
 * for a person or as lines of JSON.
 */
export async function inContext<Result>(
  given: Arguments,
  version: string,
  work: (appContext: AppContext, report: Report) => Promise<Result>,
): Promise<Result> {
  const appContext = openAppContext(given, version);
  try {
    return await work(appContext, createReport(given.options.json === true, processStreams));
  } finally {
    await appContext.close();
  }
}

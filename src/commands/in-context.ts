import { type AppContext, type ContextArguments, openAppContext } from '../app/app-context.ts';
import { createReport, type Report } from '../app/headless/report.ts';
import { processStreams } from '../app/headless-desktop.ts';

/**
 * Runs the work of a command with its context, which is closed afterwards, and a report of its progress, for people or as
 * lines of JSON.
 */
export async function inContext<Result>(
  given: ContextArguments,
  version: string,
  work: (appContext: AppContext, report: Report) => Promise<Result>,
): Promise<Result> {
  const appContext = openAppContext(given, version);
  try {
    return await work(appContext, createReport(given.options.json ?? false, processStreams));
  } finally {
    await appContext.close();
  }
}

import { type AppContext, type ContextArguments, openAppContext } from '../app/app-context.ts';
import { createReport, type Report } from '../app/headless/report.ts';
import { processStreams } from '../app/headless-desktop.ts';

/**
 * Does the work of a command with what it needs: the context, which is closed afterwards, and the report that says how it goes,
 * for a person or as lines of JSON.
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

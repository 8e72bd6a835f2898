import { setTimeout } from 'node:timers/promises';
import { asProblem, Problem } from '../core/problem.ts';
import { printedText } from '../core/text.ts';
import { onCrash } from '../platform/crash.ts';
import { shownLines, standardStreams } from '../platform/standard-streams.ts';
import type { Desktop } from './desktop.ts';
import type { ReportStreams } from './headless/report.ts';
import { isFault } from './headless/settled.ts';

/** A run without a screen opens and copies nothing. */
export const headlessDesktop: Desktop = { open: () => {}, copy: () => {}, tell: () => {} };

/** The streams of the process, for a headless report. */
export const processStreams: ReportStreams = {
  // A text without another form for standard error is JSON, which is not rewritten.
  out: (text, aside) => standardStreams.out(aside === '' ? text : shownLines(text, 'stdout'), aside),
  err: (text) => standardStreams.err(shownLines(text, 'stderr')),
  isOutputLost: standardStreams.isOutputLost,
};

/**
 * Runs a headless command so that Ctrl+C and a termination request stop it in order.
 *
 * @param run gets a signal that aborts in that case
 * @returns the exit code: 130 after an interruption
 */
export async function interruptible(
  run: (signal: AbortSignal) => Promise<number>,
  onInterrupt: () => string,
): Promise<number> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  // An uncaught error stops it in the same order, so that what is left in AWS is reported.
  const forgetCrash = onCrash((error) => controller.abort(asProblem(error)));
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    const code = await run(controller.signal);
    if (isFault(controller.signal)) throw controller.signal.reason;
    return code;
  } catch (thrown) {
    if (isFault(controller.signal)) {
      throw thrown instanceof Problem && thrown.code === 'UNEXPECTED' ? thrown : controller.signal.reason;
    }
    if (!controller.signal.aborted) throw thrown;
    // On Ctrl+C a terminal sends the signal first and then discards output that it has not shown yet.
    if (process.stderr.isTTY) await setTimeout(100);
    // A problem of the interruption itself says more than we could.
    if (thrown instanceof Problem && thrown.code === 'INTERRUPTED') throw thrown;
    processStreams.err(`${printedText(onInterrupt())}\n`);
    return 130;
  } finally {
    forgetCrash();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

import { setTimeout } from 'node:timers/promises';
import { asProblem, Problem } from '../core/problem.ts';
import { printedText } from '../core/text.ts';
import { onCrash } from '../platform/crash.ts';
import { shownLines, standardStreams } from '../platform/standard-streams.ts';
import type { Desktop } from './desktop.ts';
import type { ReportStreams } from './headless/report.ts';
import { isFault } from './headless/settled.ts';

/** A run without a person opens and copies nothing. */
export const headlessDesktop: Desktop = { open: () => {}, copy: () => {}, tell: () => {} };

/** The streams of the process, for a headless report. */
export const processStreams: ReportStreams = {
  // A text that has no other form for standard error is JSON, which is not rewritten.
  out: (text, aside) => standardStreams.out(aside === '' ? text : shownLines(text, 'stdout'), aside),
  err: (text) => standardStreams.err(shownLines(text, 'stderr')),
  isOutputLost: standardStreams.isOutputLost,
};

/**
 * Runs a headless command so that Ctrl+C and a termination request stop it in order.
 *
 * @param run gets the signal that aborts then
 * @returns the exit code: 130 after an interruption
 */
export async function interruptible(
  run: (signal: AbortSignal) => Promise<number>,
  onInterrupt: () => string,
): Promise<number> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  // An error that nobody caught stops it in the same order, so that what is left in AWS is told.
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
    // A terminal that gets Ctrl+C sends the signal first and then throws away what was written and not yet shown.
    if (process.stderr.isTTY) await setTimeout(100);
    // A problem of the interruption itself tells more than we could.
    if (thrown instanceof Problem && thrown.code === 'INTERRUPTED') throw thrown;
    processStreams.err(`${printedText(onInterrupt())}\n`);
    return 130;
  } finally {
    forgetCrash();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

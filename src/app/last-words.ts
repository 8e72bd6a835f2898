import { asProblem, problemLines } from '../core/problem.ts';
import { printedText } from '../core/text.ts';
import { onCrash } from '../platform/crash.ts';
import { onSignal } from '../platform/terminal.ts';
import type { AppContext } from './app-context.ts';

/** What is printed once the terminal is restored. */
export interface LastWords {
  /** Records what to say, as of now. */
  readonly say: () => void;
  /** Stops watching for crashes: from here on the program ends in order. */
  readonly close: () => void;
}

/**
 * Prints what the user has to know after the screen has ended, whichever way: left, stopped by a signal, or by an uncaught
 * error, which is printed first and ends the program with exit code 1.
 *
 * @param sayFarewell gives what goes on or waits, as lines with their line ends
 */
export function openLastWords(log: AppContext['log'], sayFarewell: () => string): LastWords {
  let text = '';
  const say = () => {
    text = sayFarewell();
  };
  onSignal((signal) => {
    log.info(`stopped by ${signal}`);
    log.flushNow();
    say();
  });
  const forgetCrash = onCrash((error) => {
    text = problemLines(asProblem(error), process.stderr.columns || undefined);
    try {
      text += sayFarewell();
    } finally {
      process.exit(1);
    }
  });
  // After the terminal is restored, on every way out: its handler was registered earlier.
  process.once('exit', () => text && process.stderr.write(printedText(text)));
  return { say, close: forgetCrash };
}

import { asProblem } from '../core/problem.ts';
import { plainText, printedText } from '../core/text.ts';
import { onCrash } from '../platform/crash.ts';
import { onSignal } from '../platform/terminal.ts';
import type { AppContext } from './app-context.ts';

/** What is printed once the terminal is given back. */
export interface LastWords {
  /** Takes what is left to be said now. */
  readonly say: () => void;
  /** The program ends in order from here on: no crash is waited for. */
  readonly close: () => void;
}

/**
 * Prints what has to be known of a screen that has ended, whichever way it ended: left, stopped by a signal, or by an error
 * that nobody caught, which is told first and ends the program with exit code 1.
 *
 * @param sayFarewell what was left that goes on or waits, lines with their ends
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
    const { what, why, next } = asProblem(error);
    text = `✖ ${plainText(what)}\n  ${why}\n  ${next}\n`;
    try {
      text += sayFarewell();
    } finally {
      process.exit(1);
    }
  });
  // After the terminal is given back, on every way out: its handler was registered before.
  process.once('exit', () => text && process.stderr.write(printedText(text)));
  return { say, close: forgetCrash };
}

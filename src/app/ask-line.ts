import { Problem } from '../core/problem.ts';
import { printedText } from '../core/text.ts';
import { shownLines, standardStreams } from '../platform/standard-streams.ts';
import type { Options } from './command-line/options.ts';

/** How long to look for what was typed before a question, in milliseconds; a terminal delivers it immediately. */
const lookFor = 50;

/**
 * Reads one line typed after the question was shown; empty at the end of the input. It uses the terminal's own line editing,
 * so that only text is written to it: a screen reader reads everything.
 *
 * @throws Problem INTERRUPTED
 */
export async function askLine(question: string): Promise<string> {
  const { stdin } = process;
  const { createInterface } = await import('node:readline');
  if (stdin.isTTY) await dropTypedAhead();
  if (stdin.readableEnded) return '';
  standardStreams.err(shownLines(printedText(question), 'stderr'));
  const reader = createInterface({ input: stdin, terminal: false });
  let stop = () => {};
  try {
    return await new Promise<string>((resolve, reject) => {
      stop = () => reject(interrupted());
      process.once('SIGINT', stop);
      reader.once('line', resolve);
      reader.once('close', () => {
        standardStreams.err('\n');
        resolve('');
      });
    });
  } catch (thrown) {
    // After the terminal's ^C.
    standardStreams.err('\n');
    throw thrown;
  } finally {
    process.off('SIGINT', stop);
    reader.removeAllListeners('close');
    reader.close();
  }
}

/** Drops what was typed before a question was shown, since it is not an answer to it. */
async function dropTypedAhead(): Promise<void> {
  const { stdin } = process;
  const drop = () => {};
  stdin.on('data', drop);
  await new Promise((resolve) => setTimeout(resolve, lookFor));
  // On a busy machine the time may pass before Node has polled the terminal even once: it does so before it gets here.
  await new Promise((resolve) => setImmediate(resolve));
  stdin.off('data', drop);
  stdin.pause();
}

/** Asks a yes-or-no question in the terminal. @throws Problem INTERRUPTED */
export async function agreed(question: string): Promise<boolean> {
  return /^y(?:es)?$/i.test((await askLine(question)).trim());
}

/**
 * Whether to carry out a plan that was shown: `--yes`, or a yes in the terminal; everything else is a no.
 *
 * @param question without its question mark
 * @throws Problem ANSWERS_MISSING when nobody can be asked; INTERRUPTED
 */
export async function confirmed(
  question: string,
  options: Pick<Options, 'yes'> & Partial<Pick<Options, 'json'>>,
): Promise<boolean> {
  if (options.yes) return true;
  if (options.json || !process.stdin.isTTY) {
    throw new Problem({
      code: 'ANSWERS_MISSING',
      what: 'Nothing was written.',
      why: 'There is no terminal to ask on.',
      next: 'Add --yes, or look first with --dry-run.',
    });
  }
  return agreed(`${question}? [y/N] `);
}

function interrupted(): Problem {
  return new Problem({
    code: 'INTERRUPTED',
    what: 'Interrupted.',
    why: 'Nothing was written.',
    next: 'Run the command again when you are ready.',
  });
}

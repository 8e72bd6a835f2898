import { Problem } from '../core/problem.ts';
import { printedText } from '../core/text.ts';
import { shownLines, standardStreams } from '../platform/standard-streams.ts';
import type { Options } from './command-line/options.ts';

/** How long what was typed before a question is looked for, milliseconds; a terminal hands it over at once. */
const lookFor = 50;

/**
 * One line that is typed after the question could be read; empty at the end of the input. The terminal's own line editing, so
 * that nothing but text is sent to it: a screen reader reads all that comes.
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
    // Behind the ^C of the terminal.
    standardStreams.err('\n');
    throw thrown;
  } finally {
    process.off('SIGINT', stop);
    reader.removeAllListeners('close');
    reader.close();
  }
}

/** What was typed before a question was there is no answer to it. */
async function dropTypedAhead(): Promise<void> {
  const { stdin } = process;
  const drop = () => {};
  stdin.on('data', drop);
  await new Promise((resolve) => setTimeout(resolve, lookFor));
  // On a busy machine the time can be over before Node has looked at the terminal even once: it does so before it comes to this.
  await new Promise((resolve) => setImmediate(resolve));
  stdin.off('data', drop);
  stdin.pause();
}

/** Whether the person in front of the terminal says yes. @throws Problem INTERRUPTED */
export async function agreed(question: string): Promise<boolean> {
  return /^y(?:es)?$/i.test((await askLine(question)).trim());
}

/**
 * Whether a plan that was shown is to be carried out: `--yes`, or a yes in the terminal; everything else is a no.
 *
 * @param question without its question mark
 * @throws Problem ANSWERS_MISSING where nobody can be asked; INTERRUPTED
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

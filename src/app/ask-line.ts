import { Problem } from '../core/problem.ts';
import type { Arguments } from './command-line/arguments.ts';

/** One line from the terminal; empty at the end of the input. @throws Problem INTERRUPTED */
export async function askLine(question: string): Promise<string> {
  const { createInterface } = await import('node:readline');
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise<string>((resolve, reject) => {
      reader.question(question, resolve);
      reader.once('close', () => resolve(''));
      reader.once('SIGINT', () => reject(interrupted()));
    });
  } finally {
    reader.close();
  }
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
export async function confirmed(question: string, options: Arguments['options']): Promise<boolean> {
  if (options.yes) return true;
  if (options.json || !process.stdin.isTTY) {
    throw new Problem({
      code: 'ANSWERS_MISSING',
      what: 'Nothing was written.',
      why: 'Nobody can be asked here.',
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

import { Problem } from '../values/problem.ts';

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

function interrupted(): Problem {
  return new Problem({
    code: 'INTERRUPTED',
    what: 'Interrupted.',
    why: 'Nothing was written.',
    next: 'Run the command again when you are ready.',
  });
}

import { Problem } from '../values/problem.ts';

/** `schema answers`: prints the JSON schema of the answers file. @returns the exit code */
export async function printSchema(operands: readonly string[]): Promise<number> {
  if (operands[0] !== 'answers') {
    throw new Problem({
      code: 'USAGE',
      what: operands[0] ? `There is no schema \`${operands[0]}\`.` : 'Which schema is meant is missing.',
      why: 'The one there is: answers.',
      next: 'Run `amplify-tui schema answers`.',
    });
  }
  const { answersJsonSchema } = await import('../headless/answers.ts');
  process.stdout.write(`${JSON.stringify(answersJsonSchema(), null, 2)}\n`);
  return 0;
}

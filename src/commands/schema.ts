import { Problem } from '../core/problem.ts';

/** `schema answers|configure|project|assume-role|json`: prints the JSON schema of an answers file, or of the lines of `--json`. @returns the exit code */
export async function printSchema(operands: readonly string[]): Promise<number> {
  if (operands[0] === 'configure') {
    const { configureAnswersJsonSchema } = await import('../app/headless/configure-answers.ts');
    process.stdout.write(`${JSON.stringify(configureAnswersJsonSchema(), null, 2)}\n`);
    return 0;
  }
  if (operands[0] === 'project') {
    const { projectAnswersJsonSchema } = await import('../app/headless/configure-project-answers.ts');
    process.stdout.write(`${JSON.stringify(projectAnswersJsonSchema(), null, 2)}\n`);
    return 0;
  }
  if (operands[0] === 'assume-role') {
    const { assumeAnswersJsonSchema } = await import('../app/headless/assume-answers.ts');
    process.stdout.write(`${JSON.stringify(assumeAnswersJsonSchema(), null, 2)}\n`);
    return 0;
  }
  if (operands[0] === 'json') {
    const { linesJsonSchema } = await import('../app/headless/json-lines-schema.ts');
    process.stdout.write(`${JSON.stringify(linesJsonSchema(), null, 2)}\n`);
    return 0;
  }
  if (operands[0] !== 'answers') {
    throw new Problem({
      code: 'USAGE',
      what: operands[0] ? `There is no schema \`${operands[0]}\`.` : 'Which schema is meant is missing.',
      why: 'There are five: answers (of init), configure, project (of configure project), assume-role, and json (of the lines of --json).',
      next: 'Run `amplify-tui schema answers`, `… schema configure`, `… schema project`, `… schema assume-role` or `… schema json`.',
    });
  }
  const { answersJsonSchema } = await import('../app/headless/answers.ts');
  process.stdout.write(`${JSON.stringify(answersJsonSchema(), null, 2)}\n`);
  return 0;
}

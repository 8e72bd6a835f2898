import { ownMember } from '../core/own-member.ts';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';

/** The schemas, by the word that selects one. */
const schemas: Readonly<Record<string, () => Promise<unknown>>> = {
  answers: async () => (await import('../app/headless/answers.ts')).answersJsonSchema(),
  configure: async () => (await import('../app/headless/configure-answers.ts')).configureAnswersJsonSchema(),
  project: async () =>
    (await import('../app/headless/configure-project-answers.ts')).projectAnswersJsonSchema(),
  'assume-role': async () => (await import('../app/headless/assume-answers.ts')).assumeAnswersJsonSchema(),
  json: async () => (await import('../app/headless/json-lines-schema.ts')).linesJsonSchema(),
};

/**
 * `schema answers|configure|project|assume-role|json`: prints the JSON schema of an answers file, or of the lines of `--json`.
 *
 * @returns the exit code
 */
export async function printSchema([which = '']: readonly string[]): Promise<number> {
  const schema = ownMember(schemas, which);
  if (!schema) {
    throw new Problem({
      code: 'USAGE',
      what: which ? `There is no schema \`${plainText(which)}\`.` : 'No schema is named.',
      why: 'There are five: answers (of init), configure, project (of configure project), assume-role, and json (of the lines of --json).',
      next: 'Run `amplify-tui schema answers`, `… schema configure`, `… schema project`, `… schema assume-role` or `… schema json`.',
    });
  }
  process.stdout.write(`${JSON.stringify(await schema(), null, 2)}\n`);
  return 0;
}

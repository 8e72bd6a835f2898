import { join } from 'node:path';
import { Problem } from '../core/problem.ts';
import type { InitAnswers } from '../flows/init/answers.ts';
import { pathExists, writeFileAtomic } from '../platform/files.ts';
import { fromInitAnswers } from './headless/answer-mapping.ts';

const fileName = 'amplify-answers.json';

interface Answered {
  readonly folder: string;
  readonly answers: InitAnswers;
}

/**
 * Saves the answers of a flow in the project's folder, for `init --answers`. They contain no secret.
 *
 * @returns a sentence for the user
 * @throws Problem FILE_UNWRITABLE, also when the file already exists
 */
export async function saveAnswersFile({ folder, answers }: Answered): Promise<string> {
  const path = join(folder, fileName);
  if (await pathExists(path)) {
    throw new Problem({
      code: 'FILE_UNWRITABLE',
      what: `${fileName} already exists.`,
      why: 'It is not overwritten.',
      next: 'Move it away, then save again.',
    });
  }
  await writeFileAtomic(path, `${JSON.stringify(fromInitAnswers(answers), null, 2)}\n`);
  return `Saved as ${fileName}`;
}

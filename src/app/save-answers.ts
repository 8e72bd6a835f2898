import { join } from 'node:path';
import type { InitContext } from '../../machines/init/types.ts';
import { Problem } from '../core/problem.ts';
import { pathExists, writeFileAtomic } from '../platform/files.ts';
import { fromInitAnswers } from './headless/answer-mapping.ts';

const fileName = 'amplify-answers.json';

/**
 * Saves the answers of a flow beside the project, for `init --answers`. They hold no secret.
 *
 * @returns a sentence for the person
 * @throws Problem FILE_UNWRITABLE, also when a file of that name is there with other contents
 */
export async function saveAnswersFile({ folder, answers }: InitContext): Promise<string> {
  if (!answers) throw new Error('there are no answers to save');
  const path = join(folder, fileName);
  if (await pathExists(path)) {
    throw new Problem({
      code: 'FILE_UNWRITABLE',
      what: `${fileName} is there already.`,
      why: 'It is not overwritten.',
      next: 'Move it away, then save again.',
    });
  }
  await writeFileAtomic(path, `${JSON.stringify(fromInitAnswers(answers), null, 2)}\n`);
  return `Saved as ${fileName}`;
}

import { join } from 'node:path';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { copyFileAtomic } from '../../platform/copy-file.ts';
import { expectWritableFolder, removeFile } from '../../platform/files.ts';
import { placeInside } from '../../project/inside.ts';
import { tidyLeftOvers } from '../configure-project/current-backend.ts';
import { writeProjectPlan } from '../configure-project/run.ts';
import type { SharePlan } from './plan.ts';

/**
 * Carries out a plan, folder by folder: the backend first, then the folder's settings, so that after an interruption a
 * folder has no settings yet, and sharing again completes it. Each file is whole at any moment.
 *
 * @returns how many files were written in each folder
 * @throws Problem FILE_UNWRITABLE, FILE_UNREADABLE; PROJECT_EXISTS if a file was changed after the plan was made
 */
export async function writeShare(
  plan: SharePlan,
): Promise<readonly { readonly root: string; readonly files: number }[]> {
  for (const { root } of plan.targets) {
    await expectWritableFolder(root);
    await tidyLeftOvers(root);
  }
  const done: { root: string; files: number }[] = [];
  for (const { root, copies, files } of plan.targets) {
    for (const { label, change } of copies) {
      const [from, to] = [join(plan.source, label), join(root, label)];
      await placeInside({ path: to, label });
      if (change === 'remove') await removeFile(to);
      else await copyFileAtomic(from, to);
    }
    const run = await writeProjectPlan(files);
    if (run.kind === 'changed') {
      throw new Problem({
        code: 'PROJECT_EXISTS',
        what: `${plainText(run.label)} in ${plainText(root)} was changed after the plan was made.`,
        why: 'The backend is copied there; its settings are as they were.',
        next: 'Share again: it shows what is left to do.',
      });
    }
    done.push({ root, files: copies.length + run.files.length });
  }
  return done;
}

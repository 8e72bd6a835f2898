import { dirname } from 'node:path';
import type { PlannedFile } from '../core/plan.ts';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { ensureFolder, readTextFile, rewriteTextFile, writeFileAtomic } from '../platform/files.ts';
import { placeInside } from './inside.ts';
import { projectFiles } from './layouts/file-names.ts';

/**
 * Writes planned files, each atomically, and creates their folders.
 *
 * All files are checked before the first one is written: a new file that exists with other contents, or a file that
 * changed since the plan was made, stops everything. Files that already have the planned contents are skipped, so that an
 * interrupted plan can be carried out again.
 *
 * project-config.json comes last, because it is the file that makes a folder a project: until it exists, every reader,
 * both Amplify CLIs included, sees that writing did not finish.
 *
 * @param earlier files that an interrupted run may have written: those are replaced
 * @returns the labels of the files that were written this time, in that order
 * @throws Problem PROJECT_EXISTS when a file is in the way; FILE_UNREADABLE and FILE_UNWRITABLE from the system;
 * OUTSIDE_PROJECT when a link leads out of the project
 */
export async function writePlannedFiles(
  files: readonly PlannedFile[],
  earlier: readonly PlannedFile[] = [],
): Promise<string[]> {
  for (const file of files) await placeInside(file);
  const waiting: PlannedFile[] = [];
  for (const file of files) {
    const text = await readTextFile(file.path);
    if (text === file.contents) continue;
    const expected = file.change === 'update' ? file.before : undefined;
    const isOurs = earlier.some(({ path, contents }) => path === file.path && contents === text);
    if (text !== expected && !isOurs) throw inTheWay(file, text === undefined);
    waiting.push(file);
  }
  const isLast = (file: PlannedFile) => file.label === projectFiles.config;
  const ordered = [...waiting.filter((file) => !isLast(file)), ...waiting.filter(isLast)];
  for (const file of ordered) {
    await placeInside(file);
    await ensureFolder(dirname(file.path));
    await (file.change === 'update' ? rewriteTextFile : writeFileAtomic)(file.path, file.contents);
  }
  return ordered.map((file) => file.label);
}

function inTheWay(file: PlannedFile, isGone: boolean): Problem {
  const why =
    file.change === 'create'
      ? 'It is there with other contents, and files of yours are never overwritten.'
      : `It ${isGone ? 'was removed' : 'was changed'} after the plan was made.`;
  return new Problem({
    code: 'PROJECT_EXISTS',
    what: `${plainText(file.path)} is not written.`,
    why,
    next:
      file.change === 'create' ? 'Move it away, then try again.' : 'Look at the new plan, then confirm it.',
  });
}

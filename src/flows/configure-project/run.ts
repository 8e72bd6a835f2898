import { dirname } from 'node:path';
import { asProblem, Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import {
  ensureFolder,
  expectWritableFolder,
  isFolder,
  pathExists,
  readTextFile,
  removeFile,
  rewriteTextFile,
  writeFileAtomic,
} from '../../platform/files.ts';
import { placeInside } from '../../project/inside.ts';
import type { Replacement } from './current-backend.ts';
import type { ProjectFileChange } from './plan.ts';

/** The Problem that a file has changed since the plan was shown. */
export function changedMeanwhile(label: string): Problem {
  return new Problem({
    code: 'PROJECT_EXISTS',
    what: `${plainText(label)} was changed by another program at the same time.`,
    why: 'What would be written now is not what was shown, so nothing was written.',
    next: 'Run the command again.',
  });
}

/** The result of carrying out a plan. */
export type ProjectRun =
  | { readonly kind: 'written'; readonly files: readonly string[] }
  /** A file has changed since the plan was made: nothing was written. */
  | { readonly kind: 'changed'; readonly label: string };

/**
 * Writes and removes files as planned, in order, each whole or not at all. Every file is checked, and every folder tried,
 * before the first one is touched; if one still cannot be written, those before it are restored. Files that already have
 * the planned contents are skipped, so that an interrupted plan can be carried out again.
 *
 * @param first runs between the checks and the first file; it is settled before the last file, or undone with the others
 * @throws Problem FILE_UNWRITABLE, FILE_UNREADABLE or OUTSIDE_PROJECT; the files are unchanged
 */
export async function writeProjectPlan(
  files: readonly ProjectFileChange[],
  first: () => Promise<Replacement | undefined> = async () => undefined,
): Promise<ProjectRun> {
  for (const file of files) await placeInside(file);
  const waiting: ProjectFileChange[] = [];
  for (const file of files) {
    const text = await readTextFile(file.path);
    const done = file.change === 'remove' ? text === undefined : text === file.contents;
    if (done) continue;
    if (text !== (file.change === 'create' ? undefined : file.before))
      return { kind: 'changed', label: file.label };
    waiting.push(file);
  }
  for (const { path } of waiting) {
    const folder = await nearestFolder(path);
    if (!(await isFolder(folder))) throw inItsPlace(folder);
    await expectWritableFolder(folder);
  }
  let replaced = await first();
  // Before the last file, which completes the project: a kill after that leaves nothing over.
  const settle = async () => {
    await replaced?.settle();
    replaced = undefined;
  };
  const written: ProjectFileChange[] = [];
  try {
    for (const file of waiting) {
      if (file === waiting.at(-1)) await settle();
      await carryOut(file);
      written.push(file);
    }
  } catch (thrown) {
    await putBack(written, thrown, replaced);
    throw thrown;
  }
  await settle();
  return { kind: 'written', files: written.map(({ label }) => label) };
}

async function carryOut(file: ProjectFileChange): Promise<void> {
  // Somebody may have put a link there since the check.
  await placeInside(file);
  if (file.change === 'remove') return removeFile(file.path);
  await ensureFolder(dirname(file.path));
  await (file.change === 'update' ? rewriteTextFile : writeFileAtomic)(file.path, file.contents);
}

function inItsPlace(path: string): Problem {
  return new Problem({
    code: 'FILE_UNWRITABLE',
    what: `${plainText(path)} is a file.`,
    why: 'A folder of that name is needed for what is to be written.',
    next: 'Rename or move the file, then try again; nothing was written.',
  });
}

/** The nearest existing folder above a file. */
async function nearestFolder(path: string): Promise<string> {
  let folder = dirname(path);
  while (!(await pathExists(folder)) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

async function putBack(
  written: readonly ProjectFileChange[],
  cause: unknown,
  replaced: Replacement | undefined,
): Promise<void> {
  // A failure to restore is reported after everything else is restored.
  const notBack = await replaced?.back().catch((thrown: unknown) => ({ thrown }));
  for (const file of [...written].reverse()) {
    try {
      if (file.change === 'create') await removeFile(file.path);
      else await rewriteTextFile(file.path, file.before ?? '');
    } catch (thrown) {
      const { why } = asProblem(thrown);
      throw new Problem(
        {
          code: 'FILE_UNWRITABLE',
          what: `${plainText(file.label)} was changed and could not be put back.`,
          why: `A file after it could not be written, and then this one could not, either. ${why}`,
          next: 'Make the folder writable, then run configure project again: it finishes what was started.',
        },
        { cause },
      );
    }
  }
  if (notBack) throw notBack.thrown;
}

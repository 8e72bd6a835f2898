import { readFileOnDisk } from '../../platform/file-on-disk.ts';
import { linkTarget, removeFile } from '../../platform/files.ts';
import { stateFolder, tildePath } from '../../platform/paths.ts';
import { clearLeftOvers, replaceFiles } from '../../platform/replace-files.ts';
import { writeRestore } from '../../profiles/restore.ts';
import { type ChangeRecord, forgetChange } from '../../state/changes.ts';
import { changedMeanwhile } from '../configure-project/run.ts';
import { planUndo } from './plan.ts';
import { recorded } from './record.ts';

/**
 * Undoes a change, which is itself a change that can be undone.
 *
 * @param mark of the plan that was shown
 * @returns the labels of the files that were written or removed; all of them if an interrupted undo has restored them
 * already
 * @throws Problem PROJECT_EXISTS if anything differs from what was shown; as `planUndo`; FILE_UNWRITABLE
 */
export async function takeBack(
  record: ChangeRecord,
  { env, mark, now }: { readonly env: NodeJS.ProcessEnv; readonly mark: string; readonly now: number },
): Promise<readonly string[]> {
  const { plan, texts, shared } = await planUndo(record, env);
  if (plan.mark !== mark) throw changedMeanwhile(plan.files[0]?.label ?? 'A file');
  const { root, what, files } = record;
  const name = what.startsWith('undo of ') ? what.slice('undo of '.length) : `undo of ${what}`;
  await recorded({ env, now, files, what: name, ...(root === undefined ? {} : { root }) }, async () => {
    if (shared) return writeRestore(env, shared, now);
    const kept = [...texts].flatMap(([path, bytes]) => (bytes ? [{ path, bytes }] : []));
    const replacements = await Promise.all(
      kept.map(async ({ path, bytes }) => ({ file: await readFileOnDisk(path), bytes, mode: 0o644 })),
    );
    const outcome = await replaceFiles(
      replacements.map(({ file, bytes, mode }) => (file.bytes ? { file, bytes } : { file, bytes, mode })),
      async () => {},
    );
    if (outcome !== 'replaced') throw changedMeanwhile(plan.files[0]?.label ?? 'A file');
    for (const [path, bytes] of texts) if (!bytes) await removeFile(path);
  });
  // For files that were restored already, no write has removed the left-overs.
  for (const { path } of files) await clearLeftOvers(await linkTarget(path).catch(() => path));
  await forgetChange(stateFolder(env), record);
  return plan.files.length > 0
    ? plan.files.map(({ label }) => label)
    : files.map(({ path }) => tildePath(path, env));
}

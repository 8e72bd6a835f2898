import { basename, dirname, join } from 'node:path';
import { jsonValue } from '../core/json-values.ts';
import { listFolder, pathExists, readTextFile } from '../platform/files.ts';
import { removeFolder, renameFolder } from '../platform/folders.ts';
import { leftOversIn, removeLeftOvers } from '../platform/replace-file.ts';
import { asObject, textMember } from './json-text.ts';
import { currentFolder, projectFiles, projectPath } from './layouts/file-names.ts';
import { providerRecord } from './layouts/records.ts';

/** What a backup that was cut off is called; with the process that makes it, in a form of {@link leftOversIn}. */
const unfinishedBackup = /^amplify-backup-[0-9a-f]{5}\.unfinished$/;

/** Beside {@link currentFolder} while it is replaced: what was there, and what takes its place, which has another name by now. */
export const replacing = ['new', 'old'] as const;

/**
 * What runs that were killed have left in a project: temporary files, backups of an upgrade that are not whole, the other
 * half of a change of {@link currentFolder}. What a living run works with is not among them.
 *
 * @param root absolute path of the project's root
 * @returns absolute paths
 */
export async function projectLeftOvers(root: string): Promise<string[]> {
  const folders = await Promise.all(foldersOf(root).map((folder) => leftOversIn(folder)));
  const current = replacing.map((end) => `${projectPath(root, currentFolder)}.${end}`);
  const there = await Promise.all(current.map(async (path) => ((await pathExists(path)) ? [path] : [])));
  return [...(await unfinishedBackups(root)), ...folders.flat(), ...there.flat()];
}

/**
 * Removes what runs that were killed have left in a project, or ends it. Called by whatever writes in the project.
 *
 * @throws what the system says when {@link currentFolder} cannot be brought back
 */
export async function tidyProject(root: string): Promise<void> {
  await removeUnfinishedBackups(root);
  for (const folder of foldersOf(root)) await removeLeftOvers(folder);
  await endReplacement(root);
}

/** Copies of amplify/ that nothing goes back to. What cannot be removed is in nobody's way. */
export async function removeUnfinishedBackups(root: string): Promise<void> {
  for (const path of await unfinishedBackups(root)) await removeFolder(path).catch(() => undefined);
  await removeLeftOvers(root);
}

/**
 * Ends a change of {@link currentFolder} that was cut off: the folder is there, of the stack that the project's metadata
 * names, and nothing is beside it.
 */
export async function endReplacement(root: string): Promise<void> {
  const folder = projectPath(root, currentFolder);
  if ((await pathExists(`${folder}.old`)) && (await wasCutOff(root, folder))) {
    await removeFolder(folder);
    await renameFolder(`${folder}.old`, folder);
  }
  for (const end of replacing) await removeFolder(`${folder}.${end}`);
}

async function unfinishedBackups(root: string): Promise<string[]> {
  const names = await listFolder(root).catch(() => []);
  return names.filter((name) => unfinishedBackup.test(name)).map((name) => join(root, name));
}

/** The folders of a project in which every run may write. */
function foldersOf(root: string): string[] {
  const labels = [...Object.values(projectFiles), `${currentFolder}/x`];
  return [...new Set([root, ...labels.map((label) => dirname(projectPath(root, label)))])];
}

/** Whether what was set aside is what belongs to the project's files, and not what has taken its place. */
async function wasCutOff(root: string, folder: string): Promise<boolean> {
  if (!(await pathExists(folder))) return true;
  const meta = projectPath(root, projectFiles.meta);
  const [own, here, aside] = await Promise.all(
    [meta, join(folder, basename(meta)), join(`${folder}.old`, basename(meta))].map(stackIn),
  );
  return own !== undefined && own === aside && own !== here;
}

async function stackIn(meta: string): Promise<string | undefined> {
  const text = await readTextFile(meta).catch(() => undefined);
  return textMember(providerRecord(asObject(jsonValue(text))), 'StackName');
}

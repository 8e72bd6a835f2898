import { basename, dirname, join } from 'node:path';
import { jsonValue } from '../core/json-values.ts';
import { listFolder, pathExists, readTextFile } from '../platform/files.ts';
import { removeFolder, renameFolder } from '../platform/folders.ts';
import { leftOversIn, removeLeftOvers } from '../platform/replace-file.ts';
import { asObject, textMember } from './json-text.ts';
import { currentFolder, projectFiles, projectPath } from './layouts/file-names.ts';
import { providerRecord } from './layouts/records.ts';

/** The name of an interrupted backup; names with a process id are left to {@link leftOversIn}. */
const unfinishedBackup = /^amplify-backup-[0-9a-f]{5}\.unfinished$/;

/** Suffixes beside {@link currentFolder} while it is replaced: the next folder (its former name) and the previous one. */
export const replacing = ['new', 'old'] as const;

/**
 * What killed runs left in a project: temporary files, incomplete backups of an upgrade, the other half of a replacement
 * of {@link currentFolder}. Files of a living run are not included.
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
 * Removes what killed runs left in a project, or completes it. Called by whatever writes in the project.
 *
 * @throws the system's error if {@link currentFolder} cannot be restored
 */
export async function tidyProject(root: string): Promise<void> {
  await removeUnfinishedBackups(root);
  for (const folder of foldersOf(root)) await removeLeftOvers(folder);
  await endReplacement(root);
}

/** Removes incomplete copies of amplify/, which nothing restores from. One that cannot be removed does no harm. */
export async function removeUnfinishedBackups(root: string): Promise<void> {
  for (const path of await unfinishedBackups(root)) await removeFolder(path).catch(() => undefined);
  await removeLeftOvers(root);
}

/**
 * Completes an interrupted replacement of {@link currentFolder}: afterwards the folder belongs to the stack in the
 * project's metadata, and nothing is left beside it.
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

/** Whether the folder that was set aside matches the project's metadata, and its replacement does not. */
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

import { createHash } from 'node:crypto';
import { dirname, join, relative } from 'node:path';
import { asRecord, isText, jsonValue } from '../../../core/json-values.ts';
import { Problem } from '../../../core/problem.ts';
import { plainText } from '../../../core/text.ts';
import { errorCode, fileFault, fileRemedy } from '../../../platform/file-faults.ts';
import {
  hasByteOrderMark,
  listFolder,
  pathExists,
  readTextFile,
  removeFile,
  writeFileAtomic,
} from '../../../platform/files.ts';
import { changedAt, copyTree, makeFolder, removeFolder, renameFolder } from '../../../platform/folders.ts';
import { realPath } from '../../../platform/real-path.ts';
import { nameBeside, removeLeftOvers } from '../../../platform/replace-file.ts';
import { placeInside } from '../../../project/inside.ts';
import { projectPath } from '../../../project/layouts/file-names.ts';
import { removeUnfinishedBackups } from '../../../project/left-overs.ts';
import { tidyLeftOvers } from '../../configure-project/current-backend.ts';
import type { ProjectFileChange } from '../../configure-project/plan.ts';
import { upgradedFiles } from './plan.ts';

/** The prefix of a backup's folder; the Amplify CLI's own migration uses it, too. */
const prefix = 'amplify-backup-';
const manifest = 'upgrade.json';

/** A backup: its folder, relative to the root, and the files that the upgrade changed. */
export interface Backup {
  readonly folder: string;
  readonly files: readonly BackupFile[];
  /** False: its upgrade was interrupted. */
  readonly finished: boolean;
}

interface BackupFile {
  readonly label: string;
  readonly change: ProjectFileChange['change'];
  /** SHA-256 of the text after the upgrade, in hex; absent for a removed file. */
  readonly after?: string;
}

/**
 * Copies `amplify/` and everything else that the plan changes into a folder of the project, with a list of the changes.
 * It is created under another name and renamed, so that it is whole or does not exist.
 *
 * @param unique a few letters that make the folder's name unique
 */
export async function makeBackup(
  root: string,
  files: readonly ProjectFileChange[],
  unique: string,
): Promise<Backup> {
  const folder = `${prefix}${unique}`;
  const unfinished = nameBeside(join(root, folder));
  for (const file of files) await placeInside(file);
  try {
    return await copyBackup(root, files, folder, unfinished);
  } catch (thrown) {
    // Half a backup is of no use, and a full disk needs the space.
    await removeFolder(unfinished).catch(() => undefined);
    if (thrown instanceof Problem || errorCode(thrown) === undefined) throw thrown;
    throw new Problem(
      {
        code: 'FILE_UNWRITABLE',
        what: `The backup ${plainText(folder)} could not be made.`,
        why: fileFault(thrown),
        next: `${fileRemedy(thrown, root)}; the project is as it was.`,
      },
      { cause: thrown },
    );
  }
}

async function copyBackup(
  root: string,
  files: readonly ProjectFileChange[],
  folder: string,
  unfinished: string,
): Promise<Backup> {
  await removeUnfinishedBackups(root);
  await makeFolder(unfinished);
  await copyTree(join(root, 'amplify'), join(unfinished, 'amplify'));
  for (const file of files) {
    if (file.change === 'create' || file.label.startsWith('amplify/')) continue;
    await copyTree(projectPath(root, file.label), join(unfinished, ...file.label.split('/')));
  }
  const backup = { folder, files: files.map(backupFile), finished: false };
  await writeFileAtomic(join(unfinished, manifest), manifestText(backup));
  await renameFolder(unfinished, join(root, folder));
  return backup;
}

function backupFile(file: ProjectFileChange): BackupFile {
  const { label, change } = file;
  return file.change === 'remove' ? { label, change } : { label, change, after: digest(file.contents) };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * The backup for a plan: that of an interrupted upgrade if it covers all changes of the plan, because only it has the
 * original files; else, or if somebody has changed a file since, a new one, see {@link makeBackup}.
 */
export async function backupFor(
  root: string,
  files: readonly ProjectFileChange[],
  unique: string,
): Promise<Backup> {
  await tidyLeftOvers(root);
  const begun = await newestBackup(root);
  const holds = (label: string) => begun?.files.some((file) => file.label === label) === true;
  if (!begun || begun.finished || !files.every(({ label }) => holds(label)))
    return makeBackup(root, files, unique);
  if ((await changedSince(root, begun)).length > 0) return makeBackup(root, files, unique);
  // The new texts may differ from the interrupted upgrade's, for example with another environment name.
  const planned = new Map(files.map((file) => [file.label, backupFile(file).after]));
  const continued = {
    ...begun,
    files: begun.files.map((file) => {
      const after = planned.get(file.label) ?? file.after;
      return { ...file, ...(after === undefined ? {} : { after }) };
    }),
  };
  await writeFileAtomic(join(root, begun.folder, manifest), manifestText(continued));
  return continued;
}

/** Marks the backup of a finished upgrade. */
export async function markFinished(root: string, backup: Backup): Promise<void> {
  await writeFileAtomic(join(root, backup.folder, manifest), manifestText({ ...backup, finished: true }));
}

/**
 * Removes the remaining files of the old layout after an upgrade that was interrupted once all new files were written.
 *
 * @returns the labels of the removed files
 */
export async function finishUpgrade(root: string): Promise<string[]> {
  await tidyLeftOvers(root);
  const backup = await newestBackup(root);
  if (!backup || backup.finished) return [];
  const left = await leftOfUpgrade(root);
  for (const label of left) {
    await placeInside({ path: projectPath(root, label), label });
    await removeFile(projectPath(root, label));
  }
  await markFinished(root, backup);
  return left;
}

/** The files of the old layout that an upgrade was cut off before removing. */
export async function leftOfUpgrade(root: string): Promise<string[]> {
  const backup = await newestBackup(root);
  const left: string[] = [];
  if (!backup || backup.finished) return left;
  for (const { label, change } of backup.files)
    if (change === 'remove' && (await readTextFile(projectPath(root, label))) !== undefined) left.push(label);
  return left;
}

/** The files that are neither as before the upgrade nor as after it: somebody has changed them since. */
export async function changedSince(root: string, { folder, files }: Backup): Promise<string[]> {
  const changed: string[] = [];
  for (const { label, change, after } of files) {
    const now = await readTextFile(projectPath(root, label));
    const before =
      change === 'create' ? undefined : await readTextFile(projectPath(join(root, folder), label));
    const left = change === 'remove' ? now === undefined : now !== undefined && digest(now) === after;
    if (now !== before && !left) changed.push(label);
  }
  return changed;
}

function manifestText(backup: Backup): string {
  return `${JSON.stringify(backup, undefined, 2)}\n`;
}

/** The newest backup of a project, by its manifest's name and time. @returns undefined if there is none */
export async function newestBackup(root: string): Promise<Backup | undefined> {
  const found: { backup: Backup; at: number }[] = [];
  for (const name of await listFolder(root)) {
    if (!name.startsWith(prefix) || name.endsWith('.unfinished')) continue;
    const path = join(root, name, manifest);
    // A backup is inside the project, and nothing in it is read from elsewhere.
    if (!(await liesWithin(root, path))) continue;
    const record = asRecord(jsonValue(await readTextFile(path)));
    if (!record || !Array.isArray(record.files)) continue;
    const files = record.files.flatMap((each: unknown) => {
      const file = asRecord(each);
      const change = (['create', 'update', 'remove'] as const).find((known) => known === file?.change);
      // Anybody may have written the record: only files that an upgrade changes count.
      if (!isText(file?.label) || !change || !isUpgraded(file.label)) return [];
      return [{ label: file.label, change, ...(isText(file.after) ? { after: file.after } : {}) }];
    });
    found.push({
      backup: { folder: name, files, finished: record.finished !== false },
      at: await changedAt(path),
    });
  }
  return found.sort((one, other) => other.at - one.at)[0]?.backup;
}

/** The result of undoing an upgrade. */
export interface Undone {
  readonly files: readonly string[];
  /** The folder with copies of files that were changed since the upgrade, relative to the root. */
  readonly kept?: string;
}

/**
 * Restores a backup: changed and removed files are restored, created ones are removed. project-config.json, which decides
 * on the layout, comes first. Files that were changed since the upgrade are copied into the backup before that. The
 * backup is kept. Can be repeated.
 *
 * @throws Problem FILE_UNREADABLE, FILE_UNWRITABLE
 */
export async function undoUpgrade(root: string, backup: Backup): Promise<Undone> {
  const { folder, files } = backup;
  for (const { label } of files) await placeInside({ path: projectPath(root, label), label });
  await tidyLeftOvers(root);
  const kept = await keepChanged(root, backup);
  const order = [...files].sort((one, other) => rank(one.label) - rank(other.label));
  for (const { label, change } of order) {
    const path = projectPath(root, label);
    await placeInside({ path, label });
    if (change === 'create') {
      await removeFile(path);
      // Left by a killed write.
      await removeLeftOvers(dirname(path));
      continue;
    }
    const kept = projectPath(join(root, folder), label);
    const before = (await liesWithin(root, kept)) ? await readTextFile(kept) : undefined;
    if (before === undefined) throw missing(folder, label);
    await writeFileAtomic(path, (await hasByteOrderMark(kept)) ? `\uFEFF${before}` : before);
  }
  await markFinished(root, backup);
  return { files: order.map(({ label }) => label), ...(kept === undefined ? {} : { kept }) };
}

/** @returns the folder of the copies, relative to the root; undefined if nothing was changed */
async function keepChanged(root: string, backup: Backup): Promise<string | undefined> {
  const labels: string[] = [];
  for (const label of await changedSince(root, backup))
    if (await pathExists(projectPath(root, label))) labels.push(label);
  if (labels.length === 0) return undefined;
  let folder = `${backup.folder}/since`;
  for (let count = 2; await pathExists(join(root, folder)); count += 1)
    folder = `${backup.folder}/since-${count}`;
  for (const label of labels) {
    await copyTree(projectPath(root, label), projectPath(join(root, folder), label));
  }
  return folder;
}

function isUpgraded(label: string): boolean {
  return upgradedFiles.some((known) => known === label);
}

/** Whether a file is at its path, and not behind a link. */
async function liesWithin(root: string, path: string): Promise<boolean> {
  return (await realPath(path).catch(() => undefined)) === join(await realPath(root), relative(root, path));
}

const rank = (label: string) => (label.endsWith('project-config.json') ? 0 : 1);

function missing(folder: string, label: string): Problem {
  return new Problem({
    code: 'FILE_UNREADABLE',
    what: `${plainText(folder)} lacks ${plainText(label)}.`,
    why: 'The backup was changed, so it cannot be put back whole.',
    next: 'Restore the project from source control.',
  });
}

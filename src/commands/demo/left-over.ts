import { lstat, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asRecord, jsonValue } from '../../core/json-values.ts';
import { hostName } from '../../platform/lock.ts';
import { isOtherLiving, ownProcess, type ProcessMark } from '../../platform/process-mark.ts';

/** The prefix of every demo's home folder; the system adds six characters. */
export const demoFolderPrefix = 'amplify-tui-demo-';
const demoFolder = new RegExp(`^${demoFolderPrefix}\\w{6}$`);
/** A file with the demo's process, while it runs. A regular end removes it; the folder stays until somebody deletes it. */
const markName = '.running';
/** In bytes; the name of a computer has 255 at most. */
const longestMark = 1_000;

/** Marks a demo's home folder as in use by this process. */
export async function markRunning(folder: string): Promise<void> {
  await writeFile(join(folder, markName), JSON.stringify(await ownProcess()), { mode: 0o600 });
}

/** Keeps a demo's home folder after the user was told about it: nothing removes it any more. */
export async function keepFolder(folder: string): Promise<void> {
  await rm(join(folder, markName), { force: true });
}

/**
 * Removes the home folders of demos that were killed, or whose window was closed: nobody was told about those. Only
 * folders of this user are removed, with the mark of a process of this computer that has ended.
 *
 * @param parent the folder for demos
 */
export async function removeLeftOver(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((each) => demoFolder.test(each))) {
    const folder = join(parent, name);
    // Tidying up must not prevent the demo from starting.
    if (await isLeftOver(folder)) await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

async function isLeftOver(folder: string): Promise<boolean> {
  try {
    const about = await lstat(folder);
    if (!about.isDirectory() || about.uid !== (process.getuid?.() ?? about.uid)) return false;
    const path = join(folder, markName);
    const file = await lstat(path);
    if (!file.isFile() || file.size > longestMark) return false;
    const mark = markIn(await readFile(path, 'utf8'));
    return mark?.host === hostName() && !(await isOtherLiving(mark));
  } catch {
    return false;
  }
}

function markIn(text: string): ProcessMark | undefined {
  const { pid, started, host } = asRecord(jsonValue(text)) ?? {};
  return typeof pid === 'number' && typeof started === 'string' && typeof host === 'string'
    ? { pid, started, host }
    : undefined;
}

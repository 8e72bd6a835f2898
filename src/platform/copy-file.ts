import { constants } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { unwritable } from './file-faults.ts';
import { ensureFolder, linkTarget } from './files.ts';
import { renameOver } from './held-open.ts';
import { expectMayWrite } from './read-only.ts';
import { nameBeside, removeLeftOvers } from './replace-file.ts';

/**
 * Copies a file byte for byte, with its mode. A reader of the copy, also after a crash, finds the old one or the new one,
 * never a part. Creates its folder.
 *
 * @throws Problem FILE_UNWRITABLE; the copy is then unchanged
 */
export async function copyFileAtomic(from: string, to: string): Promise<void> {
  expectMayWrite(to);
  await ensureFolder(dirname(to));
  const target = await linkTarget(to);
  await removeLeftOvers(dirname(target));
  const beside = nameBeside(target);
  try {
    await copyFile(from, beside, constants.COPYFILE_FICLONE);
    await renameOver(beside, target);
  } catch (thrown) {
    await rm(beside, { force: true });
    throw unwritable(to, thrown);
  }
}

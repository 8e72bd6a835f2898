import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '../core/problem.ts';
import { errorCode, unwritable } from './file-faults.ts';
import { ensureFolder } from './files.ts';
import { expectMayWrite } from './read-only.ts';
import { nameBeside } from './replace-file.ts';

/**
 * Writes a file from pieces as they arrive, whole or not at all; only its owner may read it (0600). Creates its folder
 * (0700).
 *
 * @throws Problem FILE_UNWRITABLE; the pieces' own errors
 */
export async function writePieces(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  expectMayWrite(path);
  await ensureFolder(dirname(path), 0o700);
  const beside = nameBeside(path);
  try {
    const file = await open(beside, 'wx', 0o600);
    try {
      for await (const piece of pieces) await file.writeFile(piece);
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (thrown) {
    await rm(beside, { force: true });
    if (thrown instanceof Problem || errorCode(thrown) === undefined) throw thrown;
    throw unwritable(path, thrown);
  }
}

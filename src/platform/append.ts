import { appendFileSync, mkdirSync } from 'node:fs';
import { chmod, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from './file-faults.ts';
import { renameOver } from './held-open.ts';

/**
 * Appends text to a file of mode 0600. If the file would grow beyond the limit, it is first renamed to `<path>.1`,
 * replacing an older one; so at most two files of that size exist.
 *
 * @param limit bytes
 * @throws the system's error
 */
export async function appendRotating(path: string, text: string, limit: number): Promise<void> {
  const about = await stat(path).catch((thrown: unknown) => {
    if (errorCode(thrown) === 'ENOENT') return undefined;
    throw thrown;
  });
  if (about && about.size > 0 && about.size + Buffer.byteLength(text) > limit) {
    await renameOver(path, `${path}.1`).catch((thrown: unknown) => {
      // Another instance may have rotated it in the meantime.
      if (errorCode(thrown) !== 'ENOENT') throw thrown;
    });
  } else if (about && (about.mode & 0o077) !== 0 && process.platform !== 'win32') {
    await chmod(path, 0o600);
  }
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(text);
  } finally {
    await file.close();
  }
}

/** Appends text to a file of mode 0600 synchronously, for a process that is about to end. @throws the system's error */
export function appendNow(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  appendFileSync(path, text, { mode: 0o600 });
}

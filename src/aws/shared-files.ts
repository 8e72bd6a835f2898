import { join } from 'node:path';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { type FileFacts, fileFacts } from '../platform/file-facts.ts';
import { openedAt } from '../platform/file-on-disk.ts';
import { listFolder } from '../platform/files.ts';
import { homeFolder } from '../platform/paths.ts';
import { isTooMuchForOthers } from '../profiles/file-size.ts';
import { sharedFilePaths } from '../profiles/shared-file-paths.ts';

/**
 * Keeps the SDK away from AWS's shared files if they are not regular files, or too large: its clients read them for some
 * settings, and would block on a pipe, or read a device for ever. For the SDK such a file is then empty, as it is for the
 * program's own reader.
 */
export async function keepSdkFromNoFiles(): Promise<void> {
  const { config, credentials } = sharedFilePaths(process.env);
  for (const path of [config, credentials]) {
    const facts = await fileFacts(path);
    if (facts.kind !== 'other' && !(await isTooLarge(facts))) continue;
    const { externalDataInterceptor } = await import('@smithy/core/config');
    externalDataInterceptor.interceptFile(path, '');
  }
}

async function isTooLarge({ path, kind, size = 0 }: FileFacts): Promise<boolean> {
  // A smaller file cannot exceed the limit of lines.
  if (kind !== 'file' || size < 150_000) return false;
  try {
    const { handle, bytes } = await openedAt(path);
    await handle?.close();
    return bytes !== undefined && isTooMuchForOthers(bytes);
  } catch {
    // It cannot be read at all, not by the SDK either, or exceeds every limit.
    return true;
  }
}

/**
 * Checks the AWS CLI's sign-in caches, which the SDK reads by itself.
 *
 * @throws Problem FILE_UNREADABLE for a pipe, for example, which would block for ever
 */
export async function expectSignInFiles(): Promise<void> {
  for (const kept of ['sso', 'login']) {
    const folder = join(homeFolder(process.env), '.aws', kept, 'cache');
    for (const name of await listFolder(folder).catch(() => [])) {
      const path = join(folder, name);
      if ((await fileFacts(path)).kind !== 'other') continue;
      throw new Problem({
        code: 'FILE_UNREADABLE',
        what: `${plainText(path)} cannot be read.`,
        why: 'It is not a regular file.',
        next: 'Move it away, then sign in again.',
      });
    }
  }
}

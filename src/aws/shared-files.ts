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
 * Keeps the SDK from the shared files of AWS where they are none, or too large: for some settings its clients read those by
 * themselves, and they would wait for a pipe, or read a device, without end. To it such a file is empty, as it is to the
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
  // What is smaller has no more lines than it may have.
  if (kind !== 'file' || size < 150_000) return false;
  try {
    const { handle, bytes } = await openedAt(path);
    await handle?.close();
    return bytes !== undefined && isTooMuchForOthers(bytes);
  } catch {
    // It cannot be read at all, by the SDK neither, or is above any limit.
    return true;
  }
}

/**
 * Expects files where the AWS CLI keeps its sign-ins, which the SDK reads by itself.
 *
 * @throws Problem FILE_UNREADABLE for a pipe, say, which would be waited for without end
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

import { join } from 'node:path';
import { fileFacts } from '../platform/file-facts.ts';
import { listFolder } from '../platform/files.ts';
import { homeFolder } from '../platform/paths.ts';
import { sharedFilePaths } from '../profiles/store.ts';
import { Problem } from '../values/problem.ts';
import { plainText } from '../values/text.ts';

/**
 * Keeps the SDK from the shared files of AWS where they are none: for some settings its clients read those by themselves, and
 * they would wait for a pipe, or read a device, without end. To it such a file is empty, as it is to the program's own reader.
 */
export async function keepSdkFromNoFiles(): Promise<void> {
  const { config, credentials } = sharedFilePaths(process.env);
  for (const path of [config, credentials]) {
    if ((await fileFacts(path)).kind !== 'other') continue;
    const { externalDataInterceptor } = await import('@smithy/core/config');
    externalDataInterceptor.interceptFile(path, '');
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

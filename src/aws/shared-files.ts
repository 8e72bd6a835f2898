import { fileFacts } from '../platform/file-facts.ts';
import { sharedFilePaths } from '../profiles/store.ts';

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

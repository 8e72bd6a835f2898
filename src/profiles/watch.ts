import { watchFiles } from '../platform/watch-files.ts';
import type { ProfileList } from './profile.ts';
import { sharedFilePaths } from './shared-file-paths.ts';
import { readProfiles } from './store.ts';

/**
 * Watches the two shared AWS files: an edit in another window shows up without a restart, usually within a tenth of a
 * second. Our own writes show up, too.
 *
 * @param onChange gets the profiles as they are now; called only when the text of a file has changed
 * @returns stops watching; `onChange` is not called afterwards
 */
export function watchProfiles(env: NodeJS.ProcessEnv, onChange: (list: ProfileList) => void): () => void {
  const { config, credentials } = sharedFilePaths(env);
  return watchFiles([config, credentials], () => onChange(readProfiles(env)));
}

import { join } from 'node:path';
import { expandTilde, homeFolder } from '../platform/paths.ts';
import type { ProfileList } from './profile.ts';

/**
 * The paths of the two shared files: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, a leading `~/` expanded as the SDK
 * does, else `config` and `credentials` in `~/.aws`.
 */
export function sharedFilePaths(env: NodeJS.ProcessEnv): ProfileList['files'] {
  const folder = join(homeFolder(env), '.aws');
  return {
    config: env.AWS_CONFIG_FILE ? expandTilde(env.AWS_CONFIG_FILE, env) : join(folder, 'config'),
    credentials: env.AWS_SHARED_CREDENTIALS_FILE
      ? expandTilde(env.AWS_SHARED_CREDENTIALS_FILE, env)
      : join(folder, 'credentials'),
  };
}

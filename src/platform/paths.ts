import { homedir, userInfo } from 'node:os';
import { join, resolve, sep } from 'node:path';

/**
 * The user's home folder, by the rule of the AWS SDKs: HOME, USERPROFILE, HOMEDRIVE + HOMEPATH, then the system's
 * answer.
 *
 * @param env the environment to read, usually `process.env`
 */
export function homeFolder(env: NodeJS.ProcessEnv): string {
  if (env.HOME) return env.HOME;
  if (env.USERPROFILE) return env.USERPROFILE;
  if (env.HOMEPATH) return `${env.HOMEDRIVE ?? 'C:'}${env.HOMEPATH}`;
  // With an empty HOME, homedir() is empty, too: files would be read and written in the current folder.
  return homedir() || userInfo().homedir;
}

/** Our own state folder, absolute: `~/.amplify/tui`, or the one that AMPLIFY_TUI_HOME names. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  return env.AMPLIFY_TUI_HOME
    ? resolve(expandTilde(env.AMPLIFY_TUI_HOME, env))
    : join(homeFolder(env), '.amplify', 'tui');
}

/** Replaces a leading `~` with the home folder, as the AWS SDK does for the names of its two files. */
export function expandTilde(path: string, env: NodeJS.ProcessEnv): string {
  if (path === '~') return homeFolder(env);
  return path.startsWith('~/') || path.startsWith(`~${sep}`) ? join(homeFolder(env), path.slice(2)) : path;
}

/** A path for display: `~/projects/inventory` inside the home folder, else unchanged. */
export function tildePath(path: string, env: NodeJS.ProcessEnv): string {
  const home = resolve(homeFolder(env));
  if (home === resolve('/')) return path;
  if (path === home) return '~';
  return path.startsWith(home + sep) ? `~${path.slice(home.length)}` : path;
}

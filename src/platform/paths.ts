import { homedir, userInfo } from 'node:os';
import { join, resolve, sep } from 'node:path';

/**
 * The person's home folder, by the rule that the AWS SDKs use: HOME, USERPROFILE, HOMEDRIVE + HOMEPATH, then what the
 * system says.
 *
 * @param env the environment to read, usually `process.env`
 */
export function homeFolder(env: NodeJS.ProcessEnv): string {
  if (env.HOME) return env.HOME;
  if (env.USERPROFILE) return env.USERPROFILE;
  if (env.HOMEPATH) return `${env.HOMEDRIVE ?? 'C:'}${env.HOMEPATH}`;
  // An empty HOME is what it says: files would be read, and written, wherever one happens to be.
  return homedir() || userInfo().homedir;
}

/** The folder of our own state: `~/.amplify/tui`, or what AMPLIFY_TUI_HOME names. Absolute. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  return env.AMPLIFY_TUI_HOME
    ? resolve(expandTilde(env.AMPLIFY_TUI_HOME, env))
    : join(homeFolder(env), '.amplify', 'tui');
}

/** Replaces a leading `~` by the home folder; the AWS SDK does so for the names of its two files. */
export function expandTilde(path: string, env: NodeJS.ProcessEnv): string {
  if (path === '~') return homeFolder(env);
  return path.startsWith('~/') || path.startsWith(`~${sep}`) ? join(homeFolder(env), path.slice(2)) : path;
}

/** A path as it is shown: `~/projects/inventory` for what lies in the home folder, else as it is. */
export function tildePath(path: string, env: NodeJS.ProcessEnv): string {
  const home = resolve(homeFolder(env));
  if (home === resolve('/')) return path;
  if (path === home) return '~';
  return path.startsWith(home + sep) ? `~${path.slice(home.length)}` : path;
}

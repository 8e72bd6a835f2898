import { Problem } from '../core/problem.ts';

/** The variables that name the user's own AWS files for a process of ours that is started among those that see copies. */
export const ownVariables = {
  AWS_CONFIG_FILE: 'AMPLIFY_TUI_OWN_CONFIG_FILE',
  AWS_SHARED_CREDENTIALS_FILE: 'AMPLIFY_TUI_OWN_CREDENTIALS_FILE',
} as const;

/**
 * The environment with the paths of the user's own AWS files.
 *
 * @throws Problem USAGE in a process that `exec` did not start
 */
export function ownFilesIn(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(ownVariables).flatMap(([variable, kept]) => {
    const path = env[kept];
    return path ? [[variable, path]] : [];
  });
  if (own.length > 0) return { ...env, ...Object.fromEntries(own) };
  throw new Problem({
    code: 'USAGE',
    what: 'There are no other AWS files than those in use.',
    why: '--own-files is for a command that `amplify-tui exec` has started.',
    next: 'Leave it out.',
  });
}

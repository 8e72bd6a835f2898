import type { StartView } from '../../machines/session/types.ts';
import { paintFirst } from '../platform/first-paint.ts';
import { restoreTerminal, terminalAbilities } from '../platform/terminal.ts';
import type { Arguments } from './arguments.ts';

const startViews: Readonly<Partial<Record<string, StartView>>> = {
  init: 'init',
  configure: 'configure',
  'configure project': 'configureProject',
  share: 'share',
  env: 'environments',
  'assume-role': 'assumeRole',
  watch: 'watch',
  profiles: 'profiles',
};

/**
 * Opens the full screen: a raw skeleton at once, then everything that is heavy.
 *
 * @returns the exit code
 */
export async function openScreen(
  given: Arguments,
  version: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const abilities = terminalAbilities(env, process.stdout);
  paintFirst(abilities);
  try {
    const { runScreen } = await import('./run-screen.tsx');
    return await runScreen({
      given,
      version,
      env,
      abilities,
      start: isRotation(given) ? 'configure' : (startViews[given.command] ?? 'home'),
    });
  } finally {
    restoreTerminal();
  }
}

/** `profiles rotate PROFILE` is the flow `configure`, begun on a profile. */
function isRotation({ command, operands }: Arguments): boolean {
  return command === 'profiles' && operands[0] === 'rotate';
}

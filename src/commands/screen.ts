import { flowIds, flowOf } from '../../machines/flows.ts';
import type { StartView } from '../../machines/session/types.ts';
import { agreed } from '../app/ask-line.ts';
import type { Arguments } from '../app/command-line/arguments.ts';
import { keepCompiled, keepYoungSmall } from '../platform/compile-cache.ts';
import { paintFirst } from '../platform/first-paint.ts';
import { stateFolder } from '../platform/paths.ts';
import { restoreTerminal, terminalAbilities } from '../platform/terminal.ts';
import { sharedFilePaths } from '../profiles/shared-file-paths.ts';

/**
 * Opens the full screen: first a raw skeleton, then everything that takes time to load.
 *
 * @returns the exit code
 * @throws Problem for an invalid option or variable; the terminal is restored by then
 */
export async function openScreen(
  given: Arguments,
  version: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const abilities = terminalAbilities(env, process.stdout);
  const check = async () => {
    const { checkInput } = await import('./check-input.ts');
    await checkInput(given, env, agreed);
  };
  // A question about the region comes before the screen covers it; everything else is checked while the rest is loaded.
  const asksFirst = given.options.region !== undefined;
  if (asksFirst) await check();
  paintFirst(abilities);
  keepYoungSmall(Object.values(sharedFilePaths(env)));
  keepCompiled(stateFolder(env), version, { env, makes: !given.options['read-only'] });
  try {
    const [{ runScreen }] = await Promise.all([
      import('../app/run-screen.tsx'),
      asksFirst ? undefined : check(),
    ]);
    return await runScreen({
      given,
      version,
      env,
      abilities,
      start: startOf(given),
    });
  } finally {
    restoreTerminal();
  }
}

/**
 * The first view of a command line; `profiles rotate PROFILE` is the flow `configure`, started on a profile, and `env
 * remove NAME` the flow `delete`.
 */
export function startOf({ command, operands }: Arguments): StartView {
  const rotates = command === 'profiles' && operands[0] === 'rotate';
  if (command === 'env' && operands[0] === 'remove') return 'delete';
  return rotates ? 'configure' : (flowIds.find((id) => flowOf(id).command?.name === command) ?? 'home');
}

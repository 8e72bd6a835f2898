import { askWho } from '../../app/actors/profiles/ask-who.ts';
import { type AppContext, openAppContext } from '../../app/app-context.ts';
import type { ArgumentsOf } from '../../app/command-line/arguments.ts';
import { interruptible } from '../../app/headless-desktop.ts';
import { lookAtKey } from '../../app/known-keys.ts';
import { asProblem } from '../../core/problem.ts';
import { ownKeyIdOf } from '../../credentials/own-key-id.ts';

/**
 * `--key-age` of a list: asks AWS about the access key of each profile that has one, in parallel, and saves the answers.
 *
 * @returns why AWS was not asked or did not answer, one sentence, by profile name; the exit code if it was interrupted
 */
export async function askKeyAges(
  given: ArgumentsOf<'profiles'>,
  version: string,
): Promise<Map<string, string> | number> {
  const appContext = openAppContext(given, version);
  const faults = new Map<string, string>();
  try {
    const code = await interruptible(
      async (signal) => {
        const list = appContext.profiles();
        const holders = list.profiles.filter((profile) => ownKeyIdOf(profile) !== undefined);
        await Promise.all(
          holders.map(async ({ name }) => {
            const fault = await askKeyAge(appContext, name, signal);
            if (fault !== undefined) faults.set(name, fault);
          }),
        );
        return 0;
      },
      () => 'Interrupted. Nothing was changed.',
    );
    return code === 0 ? faults : code;
  } finally {
    await appContext.close();
  }
}

/** Asks about the key of one profile. @returns why that was not possible, one sentence; undefined if AWS has answered */
export async function askKeyAge(
  appContext: AppContext,
  name: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const choice = { kind: 'profile', name } as const;
  try {
    const identity = await askWho(appContext, choice, signal);
    const key = await lookAtKey(appContext, choice, identity, signal);
    return key ? undefined : 'AWS does not tell of its access key.';
  } catch (thrown) {
    signal.throwIfAborted();
    return asProblem(thrown).what;
  }
}

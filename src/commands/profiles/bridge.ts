import type { AppContext } from '../../app/app-context.ts';
import type { OptionsOf } from '../../app/command-line/commands.ts';
import { Problem } from '../../core/problem.ts';
import { shellWord } from '../../core/shell.ts';
import { plainText } from '../../core/text.ts';
import { credentialChain } from '../../credentials/chain.ts';
import { profileUsable } from '../../credentials/choice.ts';
import { notUsable } from '../../credentials/open.ts';
import { ownCommand } from '../../platform/own-command.ts';
import { commandLine } from '../../profiles/bridge.ts';
import { profileNamed } from '../../profiles/profile-table.ts';
import { changeProfile } from './change.ts';

/**
 * `profiles bridge P NEW`: adds a second profile whose credential_process calls this program for the credentials of the
 * first. `--region` gives it its own region. It is for tools that cannot assume a role with MFA themselves, such as the
 * Amplify CLI since 14.2.2.
 *
 * @returns the exit code
 * @throws Problem PROFILE_UNKNOWN, PROFILE_NOT_USABLE; USAGE if NEW exists already
 */
export function bridgeProfile(
  appContext: AppContext,
  name: string,
  to: string,
  options: OptionsOf<'profiles'>,
): Promise<number> {
  const list = appContext.profiles();
  credentialChain(name, list);
  const profile = profileNamed(list, name);
  const usable = profile && profileUsable(profile);
  // A bridge to it would always fail.
  if (usable && !usable.ok) throw notUsable(profile, usable.why);
  if (profileNamed(list, to)) {
    throw new Problem({
      code: 'USAGE',
      what: `There is a profile ${plainText(to)} already.`,
      why: 'A bridge is a profile of its own, so that nothing of yours is changed.',
      next: `Choose another name, as in \`amplify-tui profiles bridge ${shellWord(name)} ${shellWord(`${name}-bridge`)}\`.`,
    });
  }
  const region = appContext.flags.region ?? profile?.region;
  const set = new Map<string, string>([
    ['credential_process', bridgeCommand(name)],
    ...(region === undefined ? [] : [['region', region] as const]),
  ]);
  return changeProfile(appContext, { kind: 'set', name: to, set, remove: [] }, options);
}

/**
 * The command line that prints the credentials, with absolute paths, since tools run it from any folder with any PATH.
 *
 * @throws Problem PROFILE_NOT_USABLE for a name that some reader's command line cannot contain
 */
export function bridgeCommand(profile: string, ...flags: readonly string[]): string {
  // With an equals sign, so that a name that begins with a hyphen is not taken for an option.
  const line = commandLine([...ownCommand(), 'credentials', ...flags, `--profile=${profile}`]);
  if (line !== undefined) return line;
  throw new Problem({
    code: 'PROFILE_NOT_USABLE',
    what: `A command line cannot name the profile ${plainText(profile)}.`,
    why: 'Windows replaces one of its characters before the program sees it.',
    next: 'Give it another name first: `amplify-tui profiles rename`.',
  });
}

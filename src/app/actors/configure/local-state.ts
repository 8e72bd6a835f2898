import type { ConfigureLocalState } from '../../../../machines/configure/types.ts';
import { Problem } from '../../../core/problem.ts';
import { plainText } from '../../../core/text.ts';
import { accessChoices } from '../../../credentials/choice.ts';
import { firstUsable, optionIn } from '../../../credentials/option-rows.ts';
import { configuredRegion } from '../../../credentials/region.ts';
import { noKeys } from '../../../flows/configure/keys.ts';
import { suggestedUserName } from '../../../flows/configure/user-name.ts';
import { tildePath } from '../../../platform/paths.ts';
import { clearProfileLeftOvers } from '../../../profiles/change.ts';
import { kindWords } from '../../../profiles/kinds.ts';
import type { ProfileList } from '../../../profiles/profile.ts';
import { profileNamed } from '../../../profiles/profile-table.ts';
import type { AppContext } from '../../app-context.ts';
import { ListedProfiles } from './existing-profiles.ts';
import { configureJournal } from './tools.ts';

/**
 * What `configure` needs to know before its first question, from files alone. Leftovers of a killed run next to the AWS files
 * are removed even if this run will not write.
 */
export async function lookAround(
  appContext: AppContext,
  rotate: string | undefined,
): Promise<ConfigureLocalState> {
  await clearProfileLeftOvers(appContext.env);
  const list = appContext.profiles();
  if (rotate !== undefined) expectRotatable(list, rotate);
  const accessOptions = accessChoices(list, appContext.env);
  const first = firstUsable(accessOptions) ?? accessOptions.at(0);
  const { profile } = appContext.flags;
  const named =
    profile === undefined ? undefined : optionIn(accessOptions, { kind: 'profile', name: profile });
  const used = optionIn(accessOptions, appContext.inUse?.()?.choice);
  const chosen = named ?? (used?.usable.ok ? used : first);
  const access = rotate === undefined ? chosen?.choice : ({ kind: 'profile', name: rotate } as const);
  const region =
    appContext.flags.region ??
    (chosen?.usable.ok ? chosen.region : undefined) ??
    configuredRegion(undefined, appContext.env);
  const { notes, findings } = await configureJournal(appContext).list();
  const endpoint = appContext.cloud.kind === 'aws' ? undefined : appContext.cloud.url;
  const unfinished = notes.find((note) => note.endpoint === endpoint);
  return {
    accessOptions,
    profiles: new ListedProfiles(list),
    files: {
      config: plainText(tildePath(list.files.config, appContext.env)),
      credentials: plainText(tildePath(list.files.credentials, appContext.env)),
    },
    findings: [...list.findings.map(({ text }) => plainText(text)), ...findings],
    strictKeys: appContext.cloud.kind !== 'endpoint',
    ...(appContext.cloud.kind === 'aws'
      ? {}
      : {
          otherCloud: appContext.cloud.kind === 'demo' ? 'the demo cloud' : plainText(appContext.cloud.url),
        }),
    answers: {
      way: rotate === undefined ? (first?.usable.ok ? 'existing' : 'console') : 'rotate',
      ...(access ? { access } : {}),
      userName: suggestedUserName(),
      policy: { kind: 'administrator' },
      ...(region ? { region } : {}),
      keys: noKeys,
      profile: rotate ?? appContext.flags.profile ?? 'default',
    },
    ...(unfinished ? { unfinished } : {}),
  };
}

/** Only a profile with its own keys can be rotated. */
function expectRotatable(list: ProfileList, name: string): void {
  const profile = profileNamed(list, name);
  if (!profile) {
    throw new Problem({
      code: 'PROFILE_UNKNOWN',
      what: `Profile "${plainText(name)}" not found.`,
      why: 'Neither of the two AWS files has it.',
      next: 'See all with `amplify-tui profiles list`.',
    });
  }
  if (profile.kind === 'keys' && !profile.settings.has('aws_session_token')) return;
  throw new Problem({
    code: 'PROFILE_NOT_USABLE',
    what: `The profile ${plainText(name)} has no lasting access key to replace.`,
    why: `It gives access by ${profile.kind === 'keys' ? 'temporary keys' : kindWords[profile.kind]}.`,
    next: 'Rotate the profile that holds the keys, or sign in again.',
  });
}

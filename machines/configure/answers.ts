import { indexOfKey } from '../../src/core/rows.ts';
import type { AccessOption } from '../../src/credentials/access-option.ts';
import { optionIn } from '../../src/credentials/option-rows.ts';
import { type ConfigureAnswers, profileNameFault } from '../../src/flows/configure/answers.ts';
import type { TypedKeys } from '../../src/flows/configure/keys.ts';
import { policyOf } from '../../src/flows/configure/policies.ts';
import type { ConfigureNote } from '../../src/state/configure-journal.ts';
import type { ConfigureContext, ConfigureLocalState, ExistingProfile } from './types.ts';

/** For a user whose name cannot be a profile's. */
const suggestedProfile = 'amplify';

/** The option that is chosen now, if it exists. */
export function chosenAccess({ answers, localState }: ConfigureContext): AccessOption | undefined {
  return optionIn(localState?.accessOptions, answers?.access);
}

/** The existing profile that would be overwritten, if there is one. */
export function existingProfile({ answers, localState }: ConfigureContext): ExistingProfile | undefined {
  return localState && answers && profileIn(localState, answers.profile);
}

/** The profile of a name; undefined if there is none. */
export function profileIn({ profiles }: ConfigureLocalState, name: string): ExistingProfile | undefined {
  const index = indexOfKey(profiles, name, (profile) => profile.name);
  return index < 0 ? undefined : profiles.at(index);
}

/** The name of the profile with an access key; undefined if there is none. */
export function holderOf(
  localState: ConfigureLocalState | undefined,
  accessKeyId: string,
): string | undefined {
  if (!localState) return undefined;
  const { profiles } = localState;
  if (profiles.holderOf) return profiles.holderOf(accessKeyId);
  for (const profile of profiles) if (profile.accessKeyId === accessKeyId) return profile.name;
  return undefined;
}

/** Applies an edit. A usable profile brings its own name and region; another way restores this machine's suggestions. */
export function editAnswers(
  context: ConfigureContext,
  change: Partial<ConfigureAnswers>,
): ConfigureAnswers | undefined {
  const { answers, localState } = context;
  if (!answers || !localState) return undefined;
  const next = { ...answers, ...change };
  if (change.way && change.way !== answers.way) {
    const { region: _region, ...rest } = next;
    const region = localState.answers.region;
    return withAccess(
      { ...rest, profile: proposedProfile(next, localState), ...(region ? { region } : {}) },
      context,
    );
  }
  // A suggested name follows the user's; a typed one stays.
  const follows = change.userName !== undefined && change.profile === undefined;
  if (follows && answers.profile === proposedProfile(answers, localState))
    return { ...next, profile: proposedProfile(next, localState) };
  return change.access ? withAccess(next, context) : next;
}

/**
 * The suggested profile name. The keys of a new user never overwrite an existing profile, least of all the one that
 * creates it: the user's name is suggested instead, with a number if that is taken, too.
 */
export function proposedProfile(
  { way, userName }: ConfigureAnswers,
  localState: ConfigureLocalState,
): string {
  const { answers } = localState;
  const isFree = (wanted: string) => profileIn(localState, wanted) === undefined;
  if (way !== 'create' || isFree(answers.profile)) return answers.profile;
  const base = profileNameFault(userName) ? suggestedProfile : userName;
  for (let number = 1; ; number++) {
    const wanted = number === 1 ? base : `${base}-${number}`;
    if (isFree(wanted)) return wanted;
  }
}

function withAccess(answers: ConfigureAnswers, { localState }: ConfigureContext): ConfigureAnswers {
  const { access } = answers;
  if (answers.way !== 'existing' || !access) return answers;
  const option = optionIn(localState?.accessOptions, access);
  const { region: _region, ...rest } = answers;
  return {
    ...rest,
    ...(access.kind === 'profile' ? { profile: access.name } : {}),
    ...(option?.region ? { region: option.region } : {}),
  };
}

/** Keys with the pasted parts filled in. */
export function mergeKeys(keys: TypedKeys, found: Partial<TypedKeys>): TypedKeys {
  return { ...keys, ...found };
}

/** The answers of an unfinished key. */
export function resumedAnswers(answers: ConfigureAnswers, note: ConfigureNote): ConfigureAnswers {
  const { region: _region, ...rest } = answers;
  return {
    ...rest,
    way: note.kind,
    access: note.access,
    userName: note.userName,
    profile: note.profile,
    ...(note.policyArn
      ? { policy: policyOf(note.policyArn.replace(/^arn:[a-z-]+:iam::aws:policy\//, '')) }
      : {}),
    ...(note.profileRegion ? { region: note.profileRegion } : {}),
  };
}

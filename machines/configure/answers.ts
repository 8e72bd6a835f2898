import { indexOfKey } from '../../src/core/rows.ts';
import type { AccessOption } from '../../src/credentials/access-option.ts';
import { optionIn } from '../../src/credentials/option-rows.ts';
import { type ConfigureAnswers, profileNameFault } from '../../src/flows/configure/answers.ts';
import type { TypedKeys } from '../../src/flows/configure/keys.ts';
import { policyOf } from '../../src/flows/configure/policies.ts';
import type { ConfigureNote } from '../../src/state/configure-journal.ts';
import type { ConfigureContext, ConfigureSurroundings, ExistingProfile } from './types.ts';

/** Where the name of the user cannot be that of a profile. */
const suggestedProfile = 'amplify';

/** The option that is chosen now, if it exists. */
export function chosenAccess({ answers, surroundings }: ConfigureContext): AccessOption | undefined {
  return optionIn(surroundings?.accessOptions, answers?.access);
}

/** The profile that would be written, if it is there already. */
export function existingProfile({ answers, surroundings }: ConfigureContext): ExistingProfile | undefined {
  return surroundings && answers && profileIn(surroundings, answers.profile);
}

/** The profile of a name; undefined where there is none. */
export function profileIn({ profiles }: ConfigureSurroundings, name: string): ExistingProfile | undefined {
  const index = indexOfKey(profiles, name, (profile) => profile.name);
  return index < 0 ? undefined : profiles.at(index);
}

/** The name of the profile that holds an access key; undefined where none does. */
export function holderOf(
  surroundings: ConfigureSurroundings | undefined,
  accessKeyId: string,
): string | undefined {
  if (!surroundings) return undefined;
  const { profiles } = surroundings;
  if (profiles.holderOf) return profiles.holderOf(accessKeyId);
  for (const profile of profiles) if (profile.accessKeyId === accessKeyId) return profile.name;
  return undefined;
}

/**
 * Takes over what was typed or chosen. A profile that is good enough brings its own name and region with it; another
 * way leads back to what this machine suggests.
 */
export function editAnswers(
  context: ConfigureContext,
  change: Partial<ConfigureAnswers>,
): ConfigureAnswers | undefined {
  const { answers, surroundings } = context;
  if (!answers || !surroundings) return undefined;
  const next = { ...answers, ...change };
  if (change.way && change.way !== answers.way) {
    const { region: _region, ...rest } = next;
    const region = surroundings.answers.region;
    return withAccess(
      { ...rest, profile: proposedProfile(next, surroundings), ...(region ? { region } : {}) },
      context,
    );
  }
  // A name that was proposed follows the user's; one that the person typed stays.
  const follows = change.userName !== undefined && change.profile === undefined;
  if (follows && answers.profile === proposedProfile(answers, surroundings))
    return { ...next, profile: proposedProfile(next, surroundings) };
  return change.access ? withAccess(next, context) : next;
}

/**
 * The name that is proposed to save as. The keys of a user that is made never go over those of a profile that is there,
 * least of all the one that makes it: then the name of the user is proposed, with a number where that is taken, too.
 */
export function proposedProfile(
  { way, userName }: ConfigureAnswers,
  surroundings: ConfigureSurroundings,
): string {
  const { answers } = surroundings;
  const isFree = (wanted: string) => profileIn(surroundings, wanted) === undefined;
  if (way !== 'create' || isFree(answers.profile)) return answers.profile;
  const base = profileNameFault(userName) ? suggestedProfile : userName;
  for (let number = 1; ; number++) {
    const wanted = number === 1 ? base : `${base}-${number}`;
    if (isFree(wanted)) return wanted;
  }
}

function withAccess(answers: ConfigureAnswers, { surroundings }: ConfigureContext): ConfigureAnswers {
  const { access } = answers;
  if (answers.way !== 'existing' || !access) return answers;
  const option = optionIn(surroundings?.accessOptions, access);
  const { region: _region, ...rest } = answers;
  return {
    ...rest,
    ...(access.kind === 'profile' ? { profile: access.name } : {}),
    ...(option?.region ? { region: option.region } : {}),
  };
}

/** Keys with the parts that were pasted in their places. */
export function mergeKeys(keys: TypedKeys, found: Partial<TypedKeys>): TypedKeys {
  return { ...keys, ...found };
}

/** The answers of a key that was not finished. */
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

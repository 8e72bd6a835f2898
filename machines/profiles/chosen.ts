import type { KnownKey } from '../../src/aws/iam/key-words.ts';
import { plainText } from '../../src/core/text.ts';
import { type AccessChoice, choiceKey } from '../../src/credentials/access.ts';
import type { AccessOption } from '../../src/credentials/access-option.ts';
import { optionIn } from '../../src/credentials/option-rows.ts';
import type { CachedSession } from '../../src/credentials/session-cache.ts';
import { nameFault as writtenNameFault } from '../../src/profiles/edit/rules.ts';
import type { Profile } from '../../src/profiles/profile.ts';
import type { ProfileChange } from '../../src/profiles/profile-plan.ts';
import { profileNamed } from '../../src/profiles/profile-table.ts';
import { settingText } from '../../src/profiles/settings.ts';
import { type DraftFaults, draftChange, draftFaults } from './draft.ts';
import type { Looked, ProfilesContext, ProfilesEmits } from './types.ts';

/** The name of the selected profile; undefined for the environment's keys. */
export function chosenName({ chosen }: Pick<ProfilesContext, 'chosen'>): string | undefined {
  return chosen?.choice.kind === 'profile' ? chosen.choice.name : undefined;
}

/** The selected profile, from the current files. */
export function chosenProfile(context: ProfilesContext): Profile | undefined {
  const name = chosenName(context);
  return context.looked && name !== undefined ? profileNamed(context.looked.list, name) : undefined;
}

/** What is known about a profile's access key; undefined if it has none, or AWS was not asked. */
export function keyOf(
  { looked, tests }: Pick<ProfilesContext, 'looked' | 'tests'>,
  choice: AccessChoice | undefined,
): KnownKey | undefined {
  if (choice?.kind !== 'profile') return undefined;
  const tested = tests.get(choiceKey(choice));
  return (tested?.kind === 'works' ? tested.key : undefined) ?? looked?.keys?.get(choice.name);
}

/** The cached session of the selected role. */
export function chosenSession(context: ProfilesContext): CachedSession | undefined {
  const profile = chosenProfile(context);
  const roleArn = profile && settingText(profile.settings, 'role_arn');
  return context.sessions?.find((session) => session.roleArn === roleArn);
}

/** What is wrong with the form; empty if it can be planned. */
export function formFaults(context: ProfilesContext): DraftFaults {
  const profile = chosenProfile(context);
  if (!profile || !context.draft) return {};
  const { list } = context.looked ?? {};
  return draftFaults(
    profile,
    context.draft,
    (name) => list !== undefined && profileNamed(list, name) !== undefined,
  );
}

/** The form's change; undefined if there is none, or something is wrong with it. */
export function formChange(context: ProfilesContext): ProfileChange | undefined {
  const profile = chosenProfile(context);
  if (!profile || !context.draft || Object.keys(formFaults(context)).length > 0) return undefined;
  return draftChange(profile, context.draft);
}

/** What is wrong with the new name, a short clause; undefined if it can be planned. */
export function nameFault({ looked, newName = '', ...context }: ProfilesContext): string | undefined {
  if (newName === chosenName(context)) return 'unchanged';
  const fault = writtenNameFault(newName);
  if (fault) return fault;
  const taken = looked && profileNamed(looked.list, newName);
  return taken ? 'a profile of that name already exists' : undefined;
}

export function optionOf({ options }: Looked, choice: AccessChoice | undefined): AccessOption | undefined {
  return optionIn(options, choice);
}

/** The choice after a change: a renamed profile has its new name. */
function followed(choice: AccessChoice | undefined, change: ProfileChange): AccessChoice | undefined {
  if (change.kind !== 'rename' || choice?.kind !== 'profile' || choice.name !== change.name) return choice;
  return { kind: 'profile', name: change.to };
}

/** The context after a change was written. */
export function afterChange(context: ProfilesContext): Partial<ProfilesContext> {
  const { change, chosen, written: looked } = context;
  if (!change || !looked) return {};
  const done = { set: 'saved', rename: 'renamed', remove: 'removed' }[change.kind];
  const name = change.kind === 'rename' ? change.to : change.name;
  const tests = new Map(context.tests);
  tests.delete(choiceKey({ kind: 'profile', name: change.name }));
  return {
    looked,
    tests,
    chosen: optionOf(looked, followed(chosen?.choice, change)),
    confirmation: `${plainText(name)} ${done}`,
    written: undefined,
    draft: undefined,
    change: undefined,
    plan: undefined,
    problem: undefined,
  };
}

/** The session's event for a written change: whether it concerns the access in use. */
export function inUseChanged({
  change,
  inUse,
  written,
}: ProfilesContext): Extract<ProfilesEmits, { type: 'ACCESS_CHANGED' }> | undefined {
  if (!change || !written || inUse?.kind !== 'profile' || inUse.name !== change.name) return undefined;
  const choice = followed(inUse, change) ?? inUse;
  const region = optionOf(written, choice)?.region;
  return { type: 'ACCESS_CHANGED', choice, ...(region ? { region } : {}) };
}

/** The session's event when the user wants to use the chosen access. */
export function accessEvent({
  chosen,
}: ProfilesContext): Extract<ProfilesEmits, { type: 'USE_ACCESS' }> | undefined {
  if (!chosen) return undefined;
  const { choice, region } = chosen;
  return { type: 'USE_ACCESS', choice, ...(region ? { region } : {}) };
}

import { randomBytes } from 'node:crypto';
import type { AssumeLocalState } from '../../../../machines/assume-role/types.ts';
import type { Rows } from '../../../core/rows.ts';
import type { AccessOption } from '../../../credentials/access-option.ts';
import { accessChoices } from '../../../credentials/choice.ts';
import { externalIdOf, noteFileFor, type Values } from '../../../flows/assume-role/answers.ts';
import { clearProfileLeftOvers } from '../../../profiles/change.ts';
import type { ProfileList } from '../../../profiles/profile.ts';
import { profileNamed } from '../../../profiles/profile-table.ts';
import { settingText } from '../../../profiles/settings.ts';
import { chooseAccess, inUse, regionOf } from '../../local-state.ts';
import { type Acting, anyRegion } from './acting.ts';

/** The default name of a role and a user. */
const roleName = 'amplify-developer';

/**
 * Gathers what the forms need before they are shown.
 *
 * @param given values to prefill the forms with
 */
export async function lookAround({ appContext, notes }: Acting, given: Values): Promise<AssumeLocalState> {
  // Leftovers of a killed run next to the AWS files are removed even if this run will not write.
  await clearProfileLeftOvers(appContext.env);
  const list = appContext.profiles();
  const options = accessChoices(list, appContext.env);
  const chosen = inUse(appContext, list) ?? (await chooseAccess(appContext, list, { kind: 'none' }));
  const unfinished = await notes.newest();
  const madeUpId = given.externalId === undefined ? externalIdOf(randomBytes(16)) : undefined;
  const form = {
    profile: chosen?.choice.kind === 'profile' ? chosen.choice.name : '',
    region: (chosen && regionOf(appContext, chosen, options)) ?? appContext.flags.region ?? anyRegion,
  };
  return {
    values: {
      role: { ...roleForm(form.profile, madeUpId, given.role), ...given },
      user: { ...userForm(form), ...freePair(list, form.profile), ...given },
      profiles: { ...profilesForm(form.region), ...given },
    },
    profiles: usableNames(options),
    ...(unfinished ? { unfinished } : {}),
    ...(madeUpId === undefined ? {} : { madeUpId }),
  };
}

function usableNames(options: Rows<AccessOption>): string[] {
  const names: string[] = [];
  for (const { choice, usable } of options)
    if (choice.kind === 'profile' && usable.ok) names.push(choice.name);
  return names;
}

function roleForm(profile: string, madeUpId: string | undefined, role = roleName): Values {
  return {
    profile,
    account: '',
    externalId: madeUpId ?? '',
    mfa: 'yes',
    permissions: 'all',
    boundary: '',
    role: roleName,
    description: '',
    session: '1',
    tags: '',
    noteFile: noteFileFor(role),
  };
}

/**
 * The names of a new user's two profiles: as in the guide, with a number if those are known to be taken. The acting keys are
 * not the new user's, nor is a role that another profile assumes. What an earlier run made keeps its names, so that the same
 * run again finds everything done.
 */
export function freePair(list: ProfileList, acting: string): Values {
  const textOf = (name: string, setting: string) => {
    const found = profileNamed(list, name);
    return found && settingText(found.settings, setting);
  };
  const key = textOf(acting, 'aws_access_key_id');
  const isTaken = ({ userProfile, roleProfile }: typeof profileNames) => {
    const own = textOf(userProfile, 'aws_access_key_id');
    const source = textOf(roleProfile, 'source_profile');
    return (
      userProfile === acting ||
      (own !== undefined && own === key) ||
      (source !== undefined && source !== userProfile)
    );
  };
  for (let number = 1; ; number++) {
    const end = number === 1 ? '' : `-${number}`;
    const { userProfile, roleProfile } = profileNames;
    const pair = { userProfile: `${userProfile}${end}`, roleProfile: `${roleProfile}${end}` };
    if (!isTaken(pair)) return pair;
  }
}

function userForm({ profile, region }: { readonly profile: string; readonly region: string }): Values {
  return {
    ...noteForm,
    ...profileNames,
    region,
    profile,
    user: roleName,
    policy: 'AssumeAmplifyDeveloper',
    tags: '',
    description: '',
    csvFile: '',
  };
}

function profilesForm(region: string): Values {
  return { ...noteForm, ...profileNames, region, serial: '' };
}

/** The fields that a hand-over note fills in, or the user who was told them. */
const noteForm: Values = { mfa: 'yes', externalId: '', keysFile: '', note: '', roleArn: '' };
const profileNames = { userProfile: 'devcorpuser', roleProfile: 'bizcorprole' };

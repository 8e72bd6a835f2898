import { randomBytes } from 'node:crypto';
import type { AssumeSurroundings } from '../../../../machines/assume-role/types.ts';
import { type AccessOption, accessChoices } from '../../../credentials/choice.ts';
import { externalIdOf, noteFileFor, type Values } from '../../../flows/assume-role/answers.ts';
import { clearProfileLeftOvers } from '../../../profiles/change.ts';
import { chooseAccess, inUse, regionOf } from '../../surroundings.ts';
import { type Acting, anyRegion } from './acting.ts';

/** What a role and a user are called where nobody says otherwise. */
const roleName = 'amplify-developer';

/**
 * Looks at what is there before the forms are shown.
 *
 * @param given what fills in the forms before the person does
 */
export async function lookAround({ appContext, notes }: Acting, given: Values): Promise<AssumeSurroundings> {
  // What a killed run has left beside the AWS files goes, also where this one will have nothing to write.
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
      user: { ...userForm(form), ...given },
      profiles: { ...profilesForm(form.region), ...given },
    },
    profiles: usableNames(options),
    ...(unfinished ? { unfinished } : {}),
    ...(madeUpId === undefined ? {} : { madeUpId }),
  };
}

function usableNames(options: readonly AccessOption[]): string[] {
  return options.flatMap(({ choice, usable }) =>
    choice.kind === 'profile' && usable.ok ? [choice.name] : [],
  );
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

/** What a hand-over note says, or the person who was told. */
const noteForm: Values = { mfa: 'yes', externalId: '', keysFile: '', note: '', roleArn: '' };
const profileNames: Values = { userProfile: 'devcorpuser', roleProfile: 'bizcorprole' };

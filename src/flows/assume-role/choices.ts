import type { AwsClients } from '../../aws/clients.ts';
import { listUserDevices } from '../../aws/iam/mfa-devices.ts';
import { listOwnPolicies } from '../../aws/iam/policies.ts';
import { listRoles } from '../../aws/iam/roles.ts';
import { plainText } from '../../core/text.ts';
import type { ProfileList } from '../../profiles/profile.ts';
import { settingIn } from '../../profiles/profile-table.ts';
import type { FieldId } from './answers.ts';

/** What listing needs: the files, and AWS if a profile has access. */
export interface ChoicesInput {
  readonly field: FieldId;
  /** The usable profiles. */
  readonly usable: readonly string[];
  readonly list: ProfileList;
  /** Calls AWS with the profile that the form names; throws what prevents it. */
  readonly ask: <T>(does: (clients: AwsClients) => Promise<T>) => Promise<T>;
  /** The name of the IAM user whose keys that profile has; undefined if they belong to no user. */
  readonly user: () => Promise<string | undefined>;
  readonly signal?: AbortSignal;
}

interface Choice {
  readonly value: string;
  readonly note: string;
}

/**
 * The possible values of a field: profiles from the files, roles and MFA devices that profiles name, and what AWS lists.
 *
 * @throws Problem ACCESS_DENIED and others, only if nothing can be listed without AWS
 */
export async function fieldChoices(input: ChoicesInput): Promise<readonly Choice[]> {
  const { field, usable, list, ask, signal } = input;
  if (field === 'profile' || field === 'userProfile')
    return usable.map((name) => ({ value: name, note: 'profile' }));
  if (field === 'permissions' || field === 'boundary')
    return (await ask((clients) => listOwnPolicies(clients, signal))).map((arn) => ({
      value: arn,
      note: 'policy of the account',
    }));
  const inFiles = settingsOf(list, field === 'serial' ? 'mfa_serial' : 'role_arn');
  const inAws = async () => {
    if (field === 'roleArn') {
      const roles = await ask((clients) => listRoles(clients, signal));
      return roles.map((arn) => ({ value: arn, note: 'role of the account' }));
    }
    const user = await input.user();
    if (user === undefined) return [];
    const devices = await ask((clients) => listUserDevices(clients, user, signal));
    return devices.map((serial) => ({ value: serial, note: `MFA device of ${plainText(user)}` }));
  };
  // If AWS does not answer, the values in the files are enough.
  const found = inFiles.length === 0 ? await inAws() : await inAws().catch(() => []);
  const all = [...found, ...inFiles];
  return all.filter(({ value }, index) => all.findIndex((other) => other.value === value) === index);
}

/** The values of a setting in the profiles, each with its profile. */
function settingsOf(list: ProfileList, setting: string): Choice[] {
  return Array.from(settingIn(list, setting), ({ name, value }) => ({
    value,
    note: `in profile ${plainText(name)}`,
  }));
}

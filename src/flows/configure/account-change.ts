import { asProblem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import type { Profile } from '../../profiles/profile.ts';
import { settingText } from '../../profiles/settings.ts';

/** A profile that changes its account, or may do so. */
export interface AccountChange {
  /** 12 digits; null if it is unknown. */
  readonly from: string | null;
  /** 12 digits. */
  readonly to: string;
  /** Why it is not known, one sentence. */
  readonly why?: string;
}

/**
 * Finds out whether new keys change a profile's account. Only keys are checked: for a role and for SSO the file names the
 * account, and no program is run for a review.
 *
 * @param profile its current state
 * @param to the account of the new keys
 * @param accountOfKeys asks AWS for the account of the profile's keys
 * @returns undefined if the account stays, or the profile gave no access before
 */
export async function accountChange(
  profile: Profile,
  to: string,
  accountOfKeys: () => Promise<string>,
): Promise<AccountChange | undefined> {
  const found = await accountNow(profile, accountOfKeys);
  return found === undefined || found.from === to ? undefined : { ...found, to };
}

type Found = Omit<AccountChange, 'to'>;

async function accountNow(
  profile: Profile,
  accountOfKeys: () => Promise<string>,
): Promise<Found | undefined> {
  const written = (key: string) => settingText(profile.settings, key) ?? '';
  const inFile = (value: string | undefined): Found =>
    value !== undefined && /^\d{12}$/.test(value)
      ? { from: value }
      : { from: null, why: 'Its settings do not name it.' };
  switch (profile.kind) {
    case 'settings':
      return undefined;
    case 'role':
    case 'role-mfa':
    case 'web-identity':
      return inFile(written('role_arn').split(':')[4]);
    case 'sso':
      return inFile(written('sso_account_id'));
    case 'login':
      return inFile(written('login_session').split(':')[4]);
    case 'process':
    case 'credential-source':
      return { from: null, why: 'It gets its credentials from elsewhere.' };
    case 'keys':
      try {
        return { from: await accountOfKeys() };
      } catch (thrown) {
        return { from: null, why: asProblem(thrown).what };
      }
  }
}

/** The change in a sentence or two, for the review. @param name of the profile */
export function accountChangeText(name: string, { from, to, why }: AccountChange): string {
  const profile = plainText(name);
  return from === null
    ? `The account of ${profile} is not known until now; it is ${to} afterwards. ${why ?? ''}`.trim()
    : `The account of ${profile} changes from ${from} to ${to}.`;
}

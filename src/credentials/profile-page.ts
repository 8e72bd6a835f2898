import type { Profile, ProfileList } from '../profiles/profile.ts';
import { settingText } from '../profiles/settings.ts';
import { partitionById, partitionOfRegion } from '../regions/partitions.ts';

export interface ProfilePageInput {
  /** Absent for an access without a profile, or whose profile is gone. */
  readonly profile: Profile | undefined;
  readonly list: Pick<ProfileList, 'ssoSessions'>;
  /** 12 digits. */
  readonly account: string;
  /** Where the access looks for its stacks; empty when not known. */
  readonly region: string;
}

/**
 * The page for signing in to the AWS console like a profile: the SSO portal, the switch to a role, else the account's sign-in.
 * Its address contains nothing secret.
 *
 * Sources: IAM Identity Center User Guide, "Create shortcut links to AWS Management Console destinations"; IAM User Guide,
 * "Switch from a user to an IAM role (console)" and "Sign in to the AWS Management Console as an IAM user".
 *
 * @returns undefined when the partition's sign-in address is not known
 */
export function profilePage({ profile, list, account, region }: ProfilePageInput): string | undefined {
  const text = (key: string) => profile && settingText(profile.settings, key);
  const session = list.ssoSessions?.get(text('sso_session') ?? '');
  const portal = text('sso_start_url') ?? (session && settingText(session.settings, 'sso_start_url'));
  if (profile?.kind === 'sso' && portal && URL.canParse(portal) && new URL(portal).protocol === 'https:') {
    const { origin, pathname } = new URL(portal);
    const role = new URLSearchParams({ account_id: account, role_name: text('sso_role_name') ?? '' });
    return `${origin}${pathname.replace(/\/+$/, '')}/#/console?${role}`;
  }
  const [, partition, role] = /^arn:([a-z-]+):iam::\d{12}:role\/(.+)$/.exec(text('role_arn') ?? '') ?? [];
  const host = (partition === undefined ? partitionOfRegion(region) : partitionById(partition))?.signIn;
  if (host === undefined) return undefined;
  if (role === undefined) return `https://${account}.${host}/console`;
  const query = new URLSearchParams({ account, roleName: role, displayName: profile?.name ?? '' });
  return `https://${host}/switchrole?${query}`;
}

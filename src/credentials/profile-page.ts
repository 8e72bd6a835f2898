import type { Profile, ProfileList } from '../profiles/profile.ts';
import { settingText } from '../profiles/settings.ts';
import { partitionById, partitionOfRegion } from '../regions/partitions.ts';

export interface ProfilePageInput {
  /** Absent for an access that is no profile, or one that is gone. */
  readonly profile: Profile | undefined;
  readonly list: Pick<ProfileList, 'ssoSessions'>;
  /** 12 digits. */
  readonly account: string;
  /** Where the access looks for its stacks; empty where it is not known. */
  readonly region: string;
}

/**
 * The page on which a person signs in to the AWS console as a profile does: the portal of SSO, the switch to a role, else
 * the sign-in of the account. Nothing secret is in its address.
 *
 * Sources: IAM Identity Center User Guide, "Create shortcut links to AWS Management Console destinations"; IAM User Guide,
 * "Switch from a user to an IAM role (console)" and "Sign in to the AWS Management Console as an IAM user".
 *
 * @returns undefined where no address of a sign-in is known for the partition
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

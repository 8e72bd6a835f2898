import { plainText } from '../core/text.ts';
import type { MergedFiles } from './drafts.ts';
import type { ProfileFinding } from './profile.ts';
import { type Setting, settingText } from './settings.ts';

type Note = (severity: ProfileFinding['severity'], text: string, key?: string) => void;

/**
 * What an SSO profile lacks or contradicts; source: "Configuring IAM Identity Center authentication with the AWS CLI". Signing
 * in fixes none of it.
 */
export function ssoFindings(settings: ReadonlyMap<string, Setting>, merged: MergedFiles, note: Note): void {
  const name = settingText(settings, 'sso_session');
  const session = missingSession(settings, merged, note);
  const lacks = (keys: readonly string[], of: ReadonlyMap<string, Setting>) =>
    keys.filter((key) => !of.has(key));
  const own = name === undefined ? ['sso_start_url', 'sso_region'] : [];
  const missing = lacks([...own, 'sso_account_id', 'sso_role_name'], settings);
  if (missing.length > 0) note('error', `${listed(missing)} missing, so SSO gives no credentials`);
  const account = settingText(settings, 'sso_account_id');
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    note('error', `sso_account_id is ${plainText(account)}; an account has 12 digits`, 'sso_account_id');
  }
  for (const each of session ? [settings, session] : [settings]) addressFindings(each, note);
  if (name === undefined || !session) return;
  const shown = `[sso-session ${plainText(name)}]`;
  const inSession = lacks(['sso_start_url', 'sso_region'], session);
  if (inSession.length > 0) note('error', `${listed(inSession)} missing in ${shown}`, 'sso_session');
  for (const key of ['sso_start_url', 'sso_region']) {
    const here = settingText(settings, key);
    const there = settingText(session, key);
    if (here !== undefined && there !== undefined && here !== there) {
      note('error', `${key} is not the same here and in ${shown}; AWS tools refuse that`, key);
    }
  }
}

/** The address and region of the portal: only their form can be checked. */
function addressFindings(settings: ReadonlyMap<string, Setting>, note: Note): void {
  const url = settingText(settings, 'sso_start_url');
  if (url !== undefined && !/^https?:\/\/[^\s/]+/.test(url))
    note(
      'error',
      `sso_start_url is ${plainText(url)}; it is an address as https://d-1234567890.awsapps.com/start`,
      'sso_start_url',
    );
  const region = settingText(settings, 'sso_region');
  // It becomes part of host names.
  if (region !== undefined && !/^[a-z]{2,}(?:-[a-z0-9]+)+-\d+$/.test(region))
    note('error', `sso_region is ${plainText(region)}; a region is written as eu-west-1`, 'sso_region');
}

/** Notes an `sso_session` that is missing or that no SDK sees. @returns the settings of the session, if it exists */
export function missingSession(
  settings: ReadonlyMap<string, Setting>,
  { ssoSessions }: MergedFiles,
  note: Note,
): ReadonlyMap<string, Setting> | undefined {
  const name = settingText(settings, 'sso_session');
  if (name === undefined) return undefined;
  const session = ssoSessions.get(name);
  const shown = plainText(name);
  if (!session) note('error', `[sso-session ${shown}] is missing`, 'sso_session');
  else if (!session.seen) {
    const text = `no SDK sees [sso-session ${shown}]; give it a name of letters, digits and -_.`;
    note('error', text, 'sso_session');
  }
  return session?.settings;
}

function listed(keys: readonly string[]): string {
  return `${keys.join(' and ')} ${keys.length === 1 ? 'is' : 'are'}`;
}

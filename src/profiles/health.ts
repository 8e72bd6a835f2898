import { oddCharacter, shownExactly } from '../core/odd-text.ts';
import { plainText } from '../core/text.ts';
import { clientFindings } from './client-findings.ts';
import type { MergedFiles } from './drafts.ts';
import type { Profile, ProfileFinding, ProfileKind } from './profile.ts';
import { ProfileTable } from './profile-table.ts';
import { roleFaults } from './role-settings.ts';
import type { SectionForm } from './section-form.ts';
import { bySettingKeys, type DraftProfile, type Setting, settingText } from './settings.ts';
import { sourceFindings } from './sources.ts';
import { missingSession, ssoFindings } from './sso-settings.ts';

/**
 * Turns drafts into profiles: decides the kind of each and finds what would keep it from working.
 *
 * @param env settings that its variables override do not count against a profile
 */
export function healthyProfiles(merged: MergedFiles, env: NodeJS.ProcessEnv = {}): ProfileTable {
  const { drafts } = merged;
  const made = new Map<number, Profile>();
  /** By profile: what keeps it from being the source of a role. */
  const asSource = new Map<string, ProfileFinding[]>();
  // Nearly all of ten thousand profiles have one of a few forms that have no faults and refer to no other profile.
  const sound = new Map<SectionForm, Profile>();
  const others: DraftProfile[] = [];
  let latest: SectionForm | undefined;
  for (let row = 0; row < drafts.length; row += 1) {
    const form = drafts.soundForm(row);
    if (form && (form === latest || sound.has(form))) {
      latest = form;
      continue;
    }
    const draft = drafts.at(row);
    others.push(draft);
    const { settings } = draft;
    const kind = profileKind(settings);
    const its = [...draft.findings, ...ownFindings(draft, kind, merged)];
    if (its.length > 0) asSource.set(draft.name, its);
    const findings = [...its, ...clientFindings(settings, merged.services, env)];
    const profile = profileOf(draft, { kind, region: settingText(settings, 'region') }, findings);
    made.set(row, profile);
    if (form?.isUsual && findings.length === 0) sound.set(form, profile);
  }
  const table = new ProfileTable(drafts, sound, made);
  for (const [name, inChain] of sourceFindings(drafts, others, asSource)) {
    const row = drafts.rowOf(name);
    const profile = row === undefined ? undefined : table.at(row);
    if (row !== undefined && profile)
      made.set(row, { ...profile, findings: [...profile.findings, ...inChain] });
  }
  return table;
}

function profileOf(
  { name, settings }: DraftProfile,
  { kind, region }: { readonly kind: ProfileKind; readonly region?: string | undefined },
  findings: readonly ProfileFinding[],
): Profile {
  return region ? { name, kind, region, settings, findings } : { name, kind, settings, findings };
}

/**
 * How a profile gives access, in the order in which the SDK for JavaScript tries it (`fromIni`): role, keys, web
 * identity, credential_process, SSO, login session.
 */
export const profileKind = bySettingKeys((settings): ProfileKind => {
  const has = (key: string) => settings.has(key);
  if (has('role_arn')) {
    // When a token file is named, the AWS CLI uses it, with or without a source profile.
    if (has('web_identity_token_file')) return 'web-identity';
    if (has('credential_source') && !has('source_profile')) return 'credential-source';
    return has('mfa_serial') ? 'role-mfa' : 'role';
  }
  if (has('aws_access_key_id') || has('aws_secret_access_key')) return 'keys';
  if (has('web_identity_token_file')) return 'web-identity';
  if (has('credential_process')) return 'process';
  if (has('sso_session') || has('sso_start_url') || has('sso_account_id')) return 'sso';
  return has('login_session') ? 'login' : 'settings';
});

/** The faults of a profile by itself, regardless of those that it refers to. */
function ownFindings(draft: DraftProfile, kind: ProfileKind, merged: MergedFiles): ProfileFinding[] {
  const { settings } = draft;
  const findings: ProfileFinding[] = [];
  const note = (severity: ProfileFinding['severity'], text: string, key?: string) => {
    findings.push({ severity, text, origin: (key && settings.get(key)?.origin) || draft.origin });
  };
  keyFindings(settings, note);
  const services = settingText(settings, 'services');
  if (services !== undefined && !merged.services.has(services)) {
    note('error', `[services ${plainText(services)}] is missing`, 'services');
  }
  if (kind === 'sso') ssoFindings(settings, merged, note);
  else missingSession(settings, merged, note);
  if (kind === 'role' || kind === 'role-mfa' || kind === 'credential-source' || kind === 'web-identity') {
    for (const { key, text } of roleFaults(settings)) note('error', text, key);
  }
  if (kind === 'web-identity' && !settings.has('role_arn')) {
    note('error', 'web_identity_token_file needs a role_arn', 'web_identity_token_file');
  }
  const region = settingText(settings, 'region');
  if (region !== undefined && !/^(?!-)[A-Za-z0-9-]{1,63}(?<!-)$/.test(region)) {
    note(
      'error',
      `the region ${oddCharacter(region) ? shownExactly(region) : plainText(region)} is not a region's name`,
      'region',
    );
  }
  return findings;
}

function keyFindings(
  settings: ReadonlyMap<string, Setting>,
  note: (severity: ProfileFinding['severity'], text: string, key?: string) => void,
): void {
  for (const key of ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token']) {
    const value = settings.get(key)?.value;
    const text = (typeof value === 'object' ? value.reveal() : value) ?? '';
    const odd =
      oddCharacter(text) ?? (/[^!-~]/.test(text) ? 'a character that no access key holds' : undefined);
    if (odd) note('error', `${key} has ${odd}: copy the key again`, key);
  }
  const id = settingText(settings, 'aws_access_key_id');
  const hasSecret = settings.has('aws_secret_access_key');
  const token = ['aws_session_token', 'aws_security_token'].find((key) => settings.has(key));
  if (id !== undefined && !hasSecret) note('error', 'aws_secret_access_key is missing', 'aws_access_key_id');
  if (id === undefined && hasSecret) note('error', 'aws_access_key_id is missing', 'aws_secret_access_key');
  if (id === undefined) return;
  // 16 to 128 word characters: the pattern of AccessKeyId in the API model of IAM.
  if (!/^\w{16,128}$/.test(id))
    note('warning', 'aws_access_key_id does not look like one', 'aws_access_key_id');
  if (id.startsWith('ASIA') && !token) {
    note('error', 'the access key is a temporary one and needs aws_session_token', 'aws_access_key_id');
  }
  if (id.startsWith('AKIA') && token) {
    note('warning', `${token} is left over: the access key is a lasting one and has none`, token);
  }
}

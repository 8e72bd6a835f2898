import { oddCharacter, shownExactly } from '../core/odd-text.ts';
import { plainText } from '../core/text.ts';
import { clientFindings } from './client-findings.ts';
import type { Profile, ProfileFinding, ProfileKind } from './profile.ts';
import { roleFaults } from './role-settings.ts';
import {
  bySettingKeys,
  type DraftProfile,
  type MergedFiles,
  PlainSettings,
  type Setting,
  settingText,
} from './settings.ts';
import { sourceFindings } from './sources.ts';
import { missingSession, ssoFindings } from './sso-settings.ts';

const none: readonly ProfileFinding[] = [];

/**
 * Turns drafts into profiles: decides the kind of each and finds what would keep it from working.
 *
 * @param env what a variable replaces does not count against a profile
 */
export function healthyProfiles(merged: MergedFiles, env: NodeJS.ProcessEnv = {}): Profile[] {
  const own = new Map<string, ProfileFinding[]>();
  /** What keeps a profile from being the source of a role. */
  const asSource = new Map<string, ProfileFinding[]>();
  for (const draft of merged.drafts.values()) {
    if (isPlain(draft.settings)) {
      if (draft.findings.length === 0) continue;
      own.set(draft.name, draft.findings);
      asSource.set(draft.name, draft.findings);
      continue;
    }
    const its = ownFindings(draft, profileKind(draft.settings), merged);
    const ofRequests = clientFindings(draft.settings, merged.services, env);
    if (draft.findings.length + its.length > 0) asSource.set(draft.name, [...draft.findings, ...its]);
    if (draft.findings.length + its.length + ofRequests.length > 0)
      own.set(draft.name, [...draft.findings, ...its, ...ofRequests]);
  }
  const chains = sourceFindings(merged.drafts, asSource);
  return [...merged.drafts.values()].map((draft) => {
    const { name, settings } = draft;
    const kind = profileKind(settings);
    const region = settingText(settings, 'region');
    const its = own.get(name);
    const inChain = chains.get(name);
    const findings = its || inChain ? [...(its ?? []), ...(inChain ?? [])] : none;
    return region ? { name, kind, region, settings, findings } : { name, kind, settings, findings };
  });
}

/**
 * How a profile gives access, in the order in which the SDK for JavaScript tries it (`fromIni`): role, keys, web
 * identity, credential_process, SSO, login session.
 */
export const profileKind = bySettingKeys((settings): ProfileKind => {
  const has = (key: string) => settings.has(key);
  if (has('role_arn')) {
    // Wherever a token is named, the AWS CLI takes it, a source profile or not.
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

/**
 * Whether a profile is of the simplest kind, a region and a lasting access key at most, with nothing to say about them: of
 * ten thousand profiles nearly all are. Must be true of none of which {@link ownFindings} and {@link clientFindings} find anything.
 */
function isPlain(settings: ReadonlyMap<string, Setting>): boolean {
  const parts = plainParts(settings);
  if (!parts) return false;
  const region = parts.hasRegion ? settingText(settings, 'region') : undefined;
  if (region !== undefined && !isLikelyRegion(region)) return false;
  if (!parts.hasKeys) return true;
  return (
    /^(?!ASIA)\w{16,128}$/.test(settingText(settings, 'aws_access_key_id') ?? '') &&
    /^[\w/+=]+$/.test(writtenSetting(settings, 'aws_secret_access_key') ?? '')
  );
}

/** A setting as it is written, a secret, too; undefined when it is not there. */
function writtenSetting(settings: ReadonlyMap<string, Setting>, key: string): string | undefined {
  if (settings instanceof PlainSettings) return settings.written(key);
  const value = settings.get(key)?.value;
  return typeof value === 'object' ? value.reveal() : value;
}

/** What a profile of the simplest kind has; undefined for one that has more, or half a pair of keys. */
const plainParts = bySettingKeys((settings) => {
  const hasRegion = settings.has('region');
  const hasKeys = settings.has('aws_access_key_id') && settings.has('aws_secret_access_key');
  const size = (hasRegion ? 1 : 0) + (settings.has('output') ? 1 : 0) + (hasKeys ? 2 : 0);
  return settings.size === size ? { hasRegion, hasKeys } : undefined;
});

const likelyRegions = new Set<string>();

/** Whether a text looks as regions do; they are few. */
function isLikelyRegion(text: string): boolean {
  if (likelyRegions.has(text)) return true;
  if (!/^(?=.{1,63}$)[a-z]+(?:-[a-z]+)+-\d{1,2}$/.test(text)) return false;
  if (likelyRegions.size < 100) likelyRegions.add(text);
  return true;
}

/** What is wrong with the profile taken alone. */
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

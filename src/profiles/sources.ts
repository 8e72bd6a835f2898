import { plainText } from '../core/text.ts';
import { bridgedProfile } from './bridge.ts';
import type { Drafts } from './drafts.ts';
import type { Profile, ProfileFinding } from './profile.ts';
import { chainedTooLong, longestChained, longestSession } from './role-settings.ts';
import { bySettingKeys, type DraftProfile, settingText } from './settings.ts';

/**
 * Follows every `source_profile`, and every credential_process that asks this program for another profile, and finds what breaks
 * the chain. Takes linear time in the number of profiles, however long the chains are.
 *
 * @param starts the profiles that may refer to another one
 * @param own the findings of each profile by itself
 * @returns findings by profile; a profile with an intact chain is not in the map
 */
export function sourceFindings(
  drafts: Pick<Drafts, 'get'>,
  starts: Iterable<DraftProfile>,
  own: ReadonlyMap<string, readonly ProfileFinding[]>,
): Map<string, ProfileFinding[]> {
  const findings = new Map<string, ProfileFinding[]>();
  const note = (draft: DraftProfile, text: string, key: string) => {
    const finding = {
      severity: 'error',
      text,
      origin: draft.settings.get(key)?.origin ?? draft.origin,
    } as const;
    findings.set(draft.name, [...(findings.get(draft.name) ?? []), finding]);
  };
  // A role needs the credentials of its source, so whatever breaks the source breaks the role.
  const isBroken = (name: string) =>
    findings.has(name) || own.get(name)?.some(({ severity }) => severity === 'error') === true;
  const settled = new Set<string>();
  for (const start of starts) {
    // It refers to no other profile, so there is no chain to break.
    if (!leadsOn(start.settings)) continue;
    const walk = walkSources(start, drafts, settled);
    for (const draft of walk.circle) {
      const key = bridgeOf(draft) === undefined ? 'source_profile' : 'credential_process';
      note(draft, circleText(walk.circle, draft), key);
    }
    for (const draft of walk.path) settled.add(draft.name);
    const inCircle = new Set(walk.circle);
    // From the far end, so that the findings of a source are known before those of its users.
    for (const draft of walk.path.toReversed()) {
      if (!inCircle.has(draft)) linkFindings(draft, drafts, isBroken, (text, key) => note(draft, text, key));
    }
  }
  return findings;
}

/** The profiles from `start` to the end of its chain, or to a settled one, and the circle that it runs into. */
function walkSources(
  start: DraftProfile,
  drafts: Pick<Drafts, 'get'>,
  settled: ReadonlySet<string>,
): { path: DraftProfile[]; circle: DraftProfile[] } {
  const path: DraftProfile[] = [];
  const places = new Map<DraftProfile, number>();
  let draft: DraftProfile | undefined = start;
  while (draft && !settled.has(draft.name)) {
    const seenAt = places.get(draft);
    if (seenAt !== undefined) return { path, circle: path.slice(seenAt) };
    places.set(draft, path.length);
    path.push(draft);
    const before = path.at(-2);
    // A profile that a command asks for is not a source: its own role comes first.
    draft = nextSource(draft, before !== undefined && bridgeOf(before) === undefined, drafts);
  }
  return { path, circle: [] };
}

/** The SDK for JavaScript stops at keys: a source's keys take precedence over its role, and a role may name itself to use its own. */
function nextSource(draft: DraftProfile, isSource: boolean, drafts: Pick<Drafts, 'get'>) {
  const bridged = bridgeOf(draft);
  if (bridged !== undefined) return drafts.get(bridged);
  const source = settingText(draft.settings, 'source_profile');
  if (!hasRoleOfSource(draft) || source === undefined) return undefined;
  if (hasKeys(draft) && (isSource || source === draft.name)) return undefined;
  return drafts.get(source);
}

/** The profile that a profile's credential_process asks this program for; undefined when something else gives access. */
function bridgeOf(draft: DraftProfile): string | undefined {
  const { settings } = draft;
  if (settings.has('role_arn') || settings.has('web_identity_token_file') || hasKeys(draft)) return undefined;
  return bridgedProfile(settingText(settings, 'credential_process') ?? '');
}

function linkFindings(
  draft: DraftProfile,
  drafts: Pick<Drafts, 'get'>,
  isBroken: (name: string) => boolean,
  note: (text: string, key: string) => void,
): void {
  const { settings } = draft;
  const source = settings.get('source_profile')?.value;
  const bridged = bridgeOf(draft);
  if (bridged !== undefined && isBroken(bridged))
    note(
      `the profile ${plainText(bridged)}, which its command asks for, does not work itself`,
      'credential_process',
    );
  if (!hasRoleOfSource(draft)) return;
  if (typeof source !== 'string') {
    if (!settings.has('credential_source'))
      note('the role has no source: source_profile or credential_source is missing', 'role_arn');
    return;
  }
  if (settings.has('credential_source')) {
    note('source_profile and credential_source exclude each other', 'credential_source');
  }
  const target = drafts.get(source);
  const name = plainText(source);
  if (!target) note(`source profile ${name} is missing`, 'source_profile');
  else if (target === draft) {
    if (!hasKeys(draft)) note('source profile is the profile itself, which has no keys', 'source_profile');
  } else if (!givesAccess(target)) {
    note(`source profile ${name} has settings only and gives no access`, 'source_profile');
  } else if (isBroken(source)) {
    note(`source profile ${name} does not work itself`, 'source_profile');
  }
  const seconds = Number(settings.get('duration_seconds')?.value);
  const isChained =
    target !== undefined && target !== draft && target.settings.has('role_arn') && !hasKeys(target);
  if (isChained && seconds > longestChained && seconds <= longestSession) {
    note(chainedTooLong(seconds), 'duration_seconds');
  }
}

const leadsOn = bySettingKeys(
  (settings) => hasRoleOfSource({ settings }) || settings.has('credential_process'),
);

/** Whether a role is assumed with credentials from elsewhere; with a web identity token it needs none, whatever else is set. */
function hasRoleOfSource({ settings }: Pick<Profile, 'settings'>): boolean {
  return settings.has('role_arn') && !settings.has('web_identity_token_file');
}

function circleText(circle: readonly DraftProfile[], from: DraftProfile): string {
  const calls = circle.some((draft) => bridgeOf(draft) !== undefined);
  if (circle.length === 1)
    return calls
      ? 'its credential_process asks this program for the profile itself, without end'
      : 'source profile is the profile itself, which has no keys';
  const what = calls ? 'its credential_process leads back to it' : 'source profiles lead in a circle';
  if (circle.length > 5)
    return calls ? `${what} over ${circle.length} profiles` : `${what} of ${circle.length}`;
  const at = circle.indexOf(from);
  const names = [...circle.slice(at), ...circle.slice(0, at), from].map((draft) => plainText(draft.name));
  return `${what}: ${names.join(' → ')}`;
}

/** Whether a finding's text says that a credential_process leads back to its own profile. */
export function callsItself(text: string): boolean {
  return /^its credential_process (?:asks this program for the profile itself|leads back to it)/.test(text);
}

function hasKeys(draft: DraftProfile): boolean {
  return draft.settings.has('aws_access_key_id') && draft.settings.has('aws_secret_access_key');
}

function givesAccess(draft: DraftProfile): boolean {
  const ways = [
    'role_arn',
    'aws_access_key_id',
    'aws_secret_access_key',
    'web_identity_token_file',
    'credential_process',
    'sso_session',
    'sso_start_url',
    'sso_account_id',
    'login_session',
  ];
  return ways.some((way) => draft.settings.has(way));
}

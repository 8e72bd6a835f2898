import { withoutPassword } from '../core/address.ts';
import { asProblem } from '../core/problem.ts';
import { redact } from '../core/redact.ts';
import { Secret } from '../core/secret.ts';
import { plainText } from '../core/text.ts';
import { kindWords } from '../profiles/kinds.ts';
import type { Profile, ProfileFinding, ProfileList, SettingOrigin } from '../profiles/profile.ts';
import { profileNamed } from '../profiles/profile-table.ts';
import { settingText } from '../profiles/settings.ts';
import { regionFaultOf } from '../regions/region-check.ts';
import type { AccessOption } from './access-option.ts';
import { profileUsable } from './choice.ts';
import { requestReader } from './client-settings.ts';
import type { EndpointOverrides } from './endpoints.ts';
import { remedyFor } from './remedies.ts';

/** One setting of a profile, safe to show. */
export interface SettingDetail {
  readonly key: string;
  /** Safe to show: secrets and key ids are masked. */
  readonly value: string;
  readonly masked: boolean;
  readonly origin: SettingOrigin;
}

/** One profile on the way to credentials, such as `default`, `keys`. */
export interface ChainLink {
  readonly name: string;
  /** The badge; absent for a missing profile. */
  readonly kind?: string;
}

export interface FindingDetail extends ProfileFinding {
  /** What to do about it, in one sentence. */
  readonly remedy: string;
}

/** Everything that the files say about one profile. Contains no secret. */
export interface ProfileDetails {
  readonly name: string;
  /** The badge. */
  readonly kind: string;
  readonly usable: AccessOption['usable'];
  /** The region that would be used, and whether the environment or the profile sets it. */
  readonly region?: { readonly value: string; readonly source: string };
  /** Where requests go instead of AWS; empty for AWS itself. */
  readonly endpoints: readonly { readonly service: string; readonly url: string }[];
  /** From the source of the credentials to the profile itself; one link for a profile without a source. */
  readonly chain: readonly ChainLink[];
  /** In the order of the files. */
  readonly settings: readonly SettingDetail[];
  /** Errors first; those about the files themselves at the end. */
  readonly findings: readonly FindingDetail[];
}

/**
 * Where each value of a profile comes from and what is wrong with it. Sends no request and starts no process.
 *
 * @returns undefined when there is no such profile
 */
export function profileDetails(
  name: string,
  list: ProfileList,
  env: NodeJS.ProcessEnv,
): ProfileDetails | undefined {
  const profile = profileNamed(list, name);
  if (!profile) return undefined;
  const region = regionOf(profile, env);
  const { endpoints } = endpointsOf(profile, requestReader(list, env));
  return {
    name,
    kind: kindWords[profile.kind],
    usable: profileUsable(profile),
    ...(region ? { region } : {}),
    endpoints,
    chain: chainOf(profile, list),
    settings: [...profile.settings].map(([key, setting]) => settingDetail(key, setting)),
    findings: [...profileFindings(profile, list, env), ...detailed(list.findings, name)],
  };
}

/**
 * Everything that is wrong with a profile or worth knowing about it, errors first; the same for every driver.
 *
 * @param requestsOf that of the same list and environment, to reuse it for many profiles
 */
export function profileFindings(
  profile: Profile,
  list: ProfileList,
  env: NodeJS.ProcessEnv,
  requestsOf = requestReader(list, env),
): FindingDetail[] {
  const { finding } = endpointsOf(profile, requestsOf);
  const region = regionFinding(profile, env);
  if (!finding && !region && profile.findings.length === 0) return [];
  const findings = [...profile.findings, ...(finding ? [finding] : []), ...(region ? [region] : [])];
  return detailed(findings, profile.name);
}

/** A finding for a region that is in no list, unless the profile's own findings already report it as malformed. */
function regionFinding(
  { region, settings, findings }: Profile,
  env: NodeJS.ProcessEnv,
): ProfileFinding | undefined {
  const fault = region === undefined ? undefined : regionFaultOf(region, env);
  if (region === undefined || !fault) return undefined;
  const guess = fault.meant ? `; ${fault.meant} was probably meant` : '';
  const origin = settings.get('region')?.origin;
  const isTold = findings.some((each) => each.severity === 'error' && each.origin === origin);
  if (isTold) return undefined;
  const what = fault.kind === 'form' ? 'is not written as one' : 'is in no list of AWS regions';
  const text = `the region ${plainText(region)} ${what}${guess}`;
  return { severity: 'warning', text, ...(origin ? { origin } : {}) };
}

function detailed(findings: readonly ProfileFinding[], name: string): FindingDetail[] {
  return findings
    .toSorted((one, other) => rank(one) - rank(other))
    .map((each) => ({ ...each, remedy: remedyFor(each.text, name) }));
}

/** A finding in JSON output. */
export function findingFields({
  severity,
  text,
  origin,
  remedy,
}: ProfileFinding & { readonly remedy?: string }) {
  return {
    severity,
    text: plainText(text),
    ...(remedy === undefined ? {} : { remedy }),
    ...(origin ? { file: plainText(origin.file), line: origin.line } : {}),
  };
}

function rank({ severity }: ProfileFinding): number {
  return severity === 'error' ? 0 : 1;
}

function settingDetail(
  key: string,
  { value, origin }: { readonly value: string | Secret; readonly origin: SettingOrigin },
): SettingDetail {
  if (value instanceof Secret) return { key, value: '*'.repeat(16), masked: true, origin };
  if (key === 'aws_access_key_id') {
    const end = value.length >= 16 ? plainText(value.slice(-4)) : '';
    return { key, value: `${'*'.repeat(16)}${end}`, masked: true, origin };
  }
  if (key === 'endpoint_url')
    return { key, value: redact(plainText(withoutPassword(value))), masked: false, origin };
  // An external id looks like a password but is not one; the user has to be able to check it.
  const shown = key === 'external_id' ? plainText(value) : redact(plainText(value));
  return { key, value: shown, masked: false, origin };
}

function regionOf(profile: Profile, env: NodeJS.ProcessEnv): ProfileDetails['region'] {
  for (const variable of ['AWS_REGION', 'AWS_DEFAULT_REGION'] as const) {
    const value = env[variable];
    if (value) return { value: plainText(value), source: variable };
  }
  return profile.region ? { value: plainText(profile.region), source: 'the profile' } : undefined;
}

function endpointsOf(
  profile: Profile,
  requestsOf: ReturnType<typeof requestReader>,
): { endpoints: ProfileDetails['endpoints']; finding?: ProfileFinding } {
  let overrides: EndpointOverrides;
  try {
    overrides = requestsOf(profile).endpoints;
  } catch (thrown) {
    const { what } = asProblem(thrown);
    // The profile's own findings already include faults that its files alone show.
    const known = profile.findings.some((each) => each.severity === 'error' && each.aboutRequests);
    return known ? { endpoints: [] } : { endpoints: [], finding: { severity: 'error', text: what } };
  }
  const { all, ...services } = overrides;
  const named = Object.entries(services).map(([service, url]) => ({ service, url: plainText(url) }));
  return { endpoints: [...(all ? [{ service: 'all services', url: plainText(all) }] : []), ...named] };
}

function chainOf(profile: Profile, list: ProfileList): ChainLink[] {
  const links: ChainLink[] = [];
  const seen = new Set<string>();
  let name: string | undefined = profile.name;
  while (name !== undefined && !seen.has(name) && links.length < 20) {
    seen.add(name);
    const wanted: string = name;
    const found: Profile | undefined = profileNamed(list, wanted);
    links.unshift({ name: plainText(wanted), ...(found ? { kind: kindWords[found.kind] } : {}) });
    name = found?.settings.has('role_arn') ? settingText(found.settings, 'source_profile') : undefined;
  }
  return links;
}

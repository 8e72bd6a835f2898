import { endpointAddressFault, withoutPassword } from '../core/address.ts';
import { asClause, plainText } from '../core/text.ts';
import { acceptedWords, accepts, type ClientRule, clientRules } from './client-settings.ts';
import type { MergedFiles } from './drafts.ts';
import type { ProfileFinding } from './profile.ts';
import { bySettingKeys, type Setting, settingText } from './settings.ts';

/** The services that this program calls, named as in a `services` section; entries for other services are ignored. */
const calledServices: ReadonlySet<string> = new Set([
  'amplify',
  'cloudformation',
  'iam',
  's3',
  'signin',
  'sso',
  'sts',
]);

/** The settings that decide where and how requests are made. */
const requestKeys: readonly string[] = [
  ...Object.values(clientRules).map(({ key }) => key),
  'services',
  'endpoint_url',
];

/** Whether a profile has any setting about how requests are made; few do. */
export const saysAboutRequests = bySettingKeys((settings) => requestKeys.some((key) => settings.has(key)));

const none: readonly ProfileFinding[] = [];

/**
 * The faults in the settings of a profile that decide how requests are made. A fault in a setting that something stronger
 * overrides does no harm, so it is only a warning.
 */
export function clientFindings(
  settings: ReadonlyMap<string, Setting>,
  services: MergedFiles['services'],
  env: NodeJS.ProcessEnv,
): readonly ProfileFinding[] {
  if (!saysAboutRequests(settings)) return none;
  const findings: ProfileFinding[] = [];
  const note = (key: string, text: string, stronger?: string) => {
    const origin = settings.get(key)?.origin;
    findings.push({
      severity: stronger ? 'warning' : 'error',
      text: stronger ? `${text}; ${stronger} wins over it` : text,
      ...(origin ? { origin } : {}),
      aboutRequests: true,
    });
  };
  for (const rule of Object.values<ClientRule>(clientRules)) {
    const value = settingText(settings, rule.key);
    if (value === undefined || accepts(rule, value)) continue;
    const text = `the ${rule.key} ${plainText(value)} is not known: it can be ${acceptedWords(rule)}`;
    note(rule.key, text, rule.variable && env[rule.variable] ? rule.variable : undefined);
  }
  const ignored = inEffect(clientRules.ignoreEndpoints, settings, env) === 'true';
  const stronger = ignored
    ? clientRules.ignoreEndpoints.key
    : env.AWS_ENDPOINT_URL
      ? 'AWS_ENDPOINT_URL'
      : undefined;
  const section = settingText(settings, 'services');
  for (const [service, address] of (section === undefined ? undefined : services.get(section)) ?? []) {
    const wrong = calledServices.has(service) ? endpointAddressFault(address) : undefined;
    const shown = `the endpoint_url ${plainText(withoutPassword(address))} of ${service}`;
    if (wrong !== undefined) note('services', `${shown} cannot be used: ${asClause(wrong)}`, stronger);
  }
  const endpoint = settingText(settings, 'endpoint_url');
  if (endpoint === undefined) return findings;
  const fault = endpointAddressFault(endpoint);
  if (fault !== undefined) {
    const text = `the endpoint_url ${plainText(withoutPassword(endpoint))} cannot be used: ${asClause(fault)}`;
    note('endpoint_url', text, stronger);
    return findings;
  }
  for (const rule of [clientRules.fips, clientRules.dualstack]) {
    if (ignored || !settings.has(rule.key) || inEffect(rule, settings, env) !== 'true') continue;
    note(rule.key, `beside an endpoint_url there is no ${rule.key}: the two do not go together`);
  }
  return findings;
}

/** The value in effect, in lower case: the environment variable's, else the profile's. */
function inEffect(
  rule: ClientRule,
  settings: ReadonlyMap<string, Setting>,
  env: NodeJS.ProcessEnv,
): string | undefined {
  return ((rule.variable && env[rule.variable]) || settingText(settings, rule.key))?.toLowerCase();
}

import { defaultChoice } from '../src/credentials/choice.ts';
import { requestSettings } from '../src/credentials/client-settings.ts';
import { withEndpointOption } from '../src/credentials/endpoints.ts';
import { openAccess } from '../src/credentials/open.ts';
import { type ClientRule, clientRules } from '../src/profiles/client-settings.ts';
import type { Profile, ProfileList } from '../src/profiles/profile.ts';

/** Something that may decide: its name, and what sets it. */
interface Source {
  readonly name: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly settings?: Readonly<Record<string, string>>;
  readonly services?: Readonly<Record<string, string>>;
  readonly option?: string;
}

const keys = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' };

function listOf(sources: readonly Source[]): ProfileList {
  const origin = { file: 'config', line: 1 };
  const values = {
    aws_access_key_id: keys.AWS_ACCESS_KEY_ID,
    ...Object.assign({}, ...sources.map(({ settings }) => settings)),
  };
  const settings = new Map(
    Object.entries(values).map(([key, value]) => [key, { value: String(value), origin }]),
  );
  const region = values.region === undefined ? {} : { region: String(values.region) };
  const profile: Profile = { name: 'default', kind: 'keys', settings, findings: [], ...region };
  const services = Object.assign({}, ...sources.map((source) => source.services));
  return {
    profiles: [profile],
    services: new Map([['own', new Map(Object.entries<string>(services))]]),
    findings: [],
    files: { config: 'config', credentials: 'credentials' },
  };
}

/** Asks the program which source decides, removes that and asks again, so the order is that of the code. */
function orderOf(sources: readonly Source[], winner: (left: readonly Source[]) => string): string[] {
  const names: string[] = [];
  let left = sources;
  while (left.length > 0) {
    const name = winner(left);
    const next = left.filter((source) => source.name !== name);
    if (next.length === left.length) throw new Error(`${name} decides, but is none of the sources`);
    names.push(name);
    left = next;
  }
  return names;
}

const envOf = (sources: readonly Source[]): NodeJS.ProcessEnv =>
  Object.assign({}, ...sources.map(({ env }) => env));

/** Sources of credentials when nobody chooses, strongest first. */
export const accessOrder = (() => {
  const named: Readonly<Record<string, string>> = {
    '--profile': 'flag',
    'the project': 'projectProfile',
    "this folder's default": 'folderProfile',
  };
  // An EC2 instance is not a variable: it is asked when none of these is set.
  const sources: Source[] = [
    {
      name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI',
      env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials' },
    },
    {
      name: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
      env: { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials' },
    },
    { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', env: { AWS_WEB_IDENTITY_TOKEN_FILE: '/token' } },
    { name: 'the profile default' },
    { name: 'AWS_DEFAULT_PROFILE', env: { AWS_DEFAULT_PROFILE: 'other' } },
    { name: 'the environment', env: keys },
    { name: 'AWS_PROFILE', env: { AWS_PROFILE: 'named' } },
    ...Object.keys(named).map((name) => ({ name })),
  ];
  return orderOf(sources, (left) => {
    const has = (name: string) => left.some((source) => source.name === name);
    const given = Object.fromEntries(
      Object.entries(named).flatMap(([name, key]) => (has(name) ? [[key, 'named']] : [])),
    );
    const list = has('the profile default') ? listOf([]) : { ...listOf([]), profiles: [] };
    return defaultChoice({ ...given, env: envOf(left), list })?.source.replace(/ \(.*/, '') ?? 'nobody';
  }).concat('the role of the EC2 instance');
})();

/** Sources of the region, strongest first. */
export const regionOrder = orderOf(
  [
    { name: 'region of the profile', settings: { region: 'region of the profile' } },
    { name: 'AWS_DEFAULT_REGION', env: { AWS_DEFAULT_REGION: 'AWS_DEFAULT_REGION' } },
    { name: 'AWS_REGION', env: { AWS_REGION: 'AWS_REGION' } },
    { name: '--region', option: '--region' },
  ],
  (left) => {
    const option = left.find((source) => source.option)?.option;
    const env = { ...keys, ...envOf(left) };
    const access = openAccess(
      { kind: 'environment' },
      { list: listOf(left), env, ...(option ? { region: option } : {}) },
    );
    return access.region ?? 'nobody';
  },
);

/** Sources of the endpoint of a service, here S3, strongest first. */
export const endpointOrder = (() => {
  const at = (name: string) => `http://${encodeURIComponent(name).replaceAll('%', '-')}`;
  const sources: Source[] = [
    { name: 'endpoint_url of the profile', settings: { endpoint_url: at('endpoint_url of the profile') } },
    {
      name: 'endpoint_url in [services NAME]',
      settings: { services: 'own' },
      services: { s3: at('endpoint_url in [services NAME]') },
    },
    { name: 'AWS_ENDPOINT_URL', env: { AWS_ENDPOINT_URL: at('AWS_ENDPOINT_URL') } },
    { name: 'AWS_ENDPOINT_URL_<SERVICE>', env: { AWS_ENDPOINT_URL_S3: at('AWS_ENDPOINT_URL_<SERVICE>') } },
    { name: '--endpoint-url', option: at('--endpoint-url') },
  ];
  return orderOf(sources, (left) => {
    const list = listOf(left);
    const env = withEndpointOption(envOf(left), left.find(({ option }) => option)?.option);
    const { endpoints } = requestSettings(list.profiles[0], list, env);
    return sources.find(({ name }) => at(name) === (endpoints.s3 ?? endpoints.all))?.name ?? 'nobody';
  });
})();

/** The settings of requests: variable, setting, possible values, default. */
export const requestRules: readonly ClientRule[] = Object.values(clientRules);

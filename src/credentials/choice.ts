import type { Cloud } from '../core/plan.ts';
import { asProblem, Problem } from '../core/problem.ts';
import type { Rows } from '../core/rows.ts';
import { sameValue } from '../core/same-value.ts';
import { capitalised, count, plainText } from '../core/text.ts';
import { tildePath } from '../platform/paths.ts';
import { environmentKey } from '../profiles/environment-key.ts';
import { kindWords } from '../profiles/kinds.ts';
import type { Profile, ProfileList } from '../profiles/profile.ts';
import { profileNamed, tableOf } from '../profiles/profile-table.ts';
import { settingText } from '../profiles/settings.ts';
import { type AccessChoice, accessName, defaultProfile, sameChoice } from './access.ts';
import type { AccessOption } from './access-option.ts';
import { requestReader, settingsProfile } from './client-settings.ts';
import { environmentKeys } from './environment.ts';
import { machineAccess } from './machine.ts';
import { countUsable, OptionRows } from './option-rows.ts';
import { configuredRegion } from './region.ts';

/**
 * The cloud that an access uses.
 *
 * @param identity absent before AWS has answered: then the files and the environment decide
 * @param option when absent or not usable, the environment decides
 * @param cloud according to the environment
 */
export function cloudOf(
  identity: { readonly cloud: Cloud } | undefined,
  option: AccessOption | undefined,
  cloud: Cloud,
): Cloud {
  if (identity) return identity.cloud;
  // The demo uses its own cloud, whatever the files say.
  if (cloud.kind === 'demo' || !option?.usable.ok) return cloud;
  return option.endpoint === undefined ? { kind: 'aws' } : { kind: 'endpoint', url: option.endpoint };
}

/** A choice and where it comes from; `source` is shown. */
export interface DefaultChoice {
  readonly choice: AccessChoice;
  /**
   * `--profile`, `the project`, `this folder's default`, `AWS_PROFILE`, `the environment`, `AWS_DEFAULT_PROFILE`,
   * `the profile default`, a variable of the machine, `the EC2 instance`; with what it overrides where AWS tools differ.
   */
  readonly source: string;
}

export interface DefaultChoiceInput {
  /** `--profile`. */
  readonly flag?: string | undefined;
  /** The profile that the project names. */
  readonly projectProfile?: string | undefined;
  /** The project uses keys in a file of its own, which we do not; no other access replaces them without being chosen. */
  readonly projectKeys?: boolean | undefined;
  /** This folder's profile in our settings. */
  readonly folderProfile?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly list: ProfileList;
}

/**
 * Every way to reach AWS from this machine: environment keys, the profiles in the order of the files, then what the machine
 * itself has. Those that cannot be used are included, with the reason.
 *
 * @param region overrides those of the environment and the profiles
 */
export function accessChoices(
  list: ProfileList,
  env: NodeJS.ProcessEnv,
  region?: string,
): Rows<AccessOption> {
  const environment = environmentKey(env);
  const known = choicesOf.get(list);
  const { first, ofProfile, last } = accessReader(list, env);
  const inRegion = (option: AccessOption) => (region === undefined ? option : { ...option, region });
  const others = { first: first.map(inRegion), last: last.map(inRegion) };
  if (known?.environment === environment && known.region === region && sameValue(known.others, others))
    return known.options;
  const table = tableOf(list);
  const make = (profile: Profile) => inRegion(ofProfile(profile));
  const options = table
    ? new OptionRows(table, make, others)
    : [...others.first, ...list.profiles.map(make), ...others.last];
  choicesOf.set(list, { environment, region, others, options });
  return options;
}

/** Caches the choices by list, as long as the list exists. */
const choicesOf = new WeakMap<
  ProfileList,
  {
    readonly environment: string;
    readonly region: string | undefined;
    readonly others: { readonly first: readonly AccessOption[]; readonly last: readonly AccessOption[] };
    readonly options: Rows<AccessOption>;
  }
>();

/** The entry of {@link accessChoices} for a choice, found without building the others; undefined when there is none. */
export function optionOf(
  choice: AccessChoice,
  list: ProfileList,
  env: NodeJS.ProcessEnv,
): AccessOption | undefined {
  const { first, ofProfile, last } = accessReader(list, env);
  if (choice.kind !== 'profile')
    return [...first, ...last].find((option) => sameChoice(option.choice, choice));
  const profile = profileNamed(list, choice.name);
  return profile && ofProfile(profile);
}

/** The parts of {@link accessChoices}: before the profiles, for each profile and after them; and what they were made from. */
export function accessReader(list: ProfileList, given: NodeJS.ProcessEnv) {
  // A copy: each read of `process.env` calls into the system, and there may be thousands of profiles.
  const env = { ...given };
  const environment = environmentKeys(env);
  // Not the copy: findings about the machine are keyed by the environment object itself.
  const machine = machineAccess(given);
  const requestsOf = requestReader(list, env);
  const settings = settingsProfile(list, env);
  const region = configuredRegion(settings, env);
  const unnamedEndpoint = requestsHere(settings, requestsOf).endpoint;
  const unnamed = (choice: AccessChoice, kind: string, usable: AccessOption['usable']): AccessOption => ({
    choice,
    label: accessName(choice),
    kind,
    ...(region ? { region: plainText(region) } : {}),
    usable,
    ...(unnamedEndpoint === undefined ? {} : { endpoint: unnamedEndpoint }),
  });
  const keys = (usable: AccessOption['usable']) => [unnamed({ kind: 'environment' }, kindWords.keys, usable)];
  return {
    first: [
      ...(environment.kind === 'keys' ? keys({ ok: true }) : []),
      ...(environment.kind === 'broken' ? keys({ ok: false, why: environment.why }) : []),
    ],
    ofProfile: (profile: Profile) => profileOption(profile, env, requestsOf),
    last: machine ? [unnamed(machine.choice, machineKinds[machine.choice.source], machine.usable)] : [],
    env,
    requestsOf,
  };
}

const machineKinds = {
  'web-identity': kindWords['web-identity'],
  container: 'container',
  instance: kindWords['credential-source'],
} as const;

const usableAsItIs: AccessOption['usable'] = { ok: true };

/**
 * Whether a profile can be used, and if not, why not.
 *
 * @param use `source` when only its credentials are needed, for a role of the chosen profile
 */
export function profileUsable(profile: Profile, use: 'chosen' | 'source' = 'chosen'): AccessOption['usable'] {
  const broken = profile.findings.find(
    ({ severity, aboutRequests }) => severity === 'error' && !(aboutRequests && use === 'source'),
  );
  if (broken) return { ok: false, why: `${capitalised(broken.text)}${place(broken.origin)}` };
  if (profile.kind !== 'settings') return usableAsItIs;
  const misnamed = profile.findings.find(({ misnamed }) => misnamed);
  return {
    ok: false,
    why: misnamed
      ? `It gives no access as it is written: ${misnamed.text}${place(misnamed.origin)}`
      : 'It holds settings only and gives no access. Choose another profile.',
  };
}

/**
 * The access that is used without a choice: `--profile`, the project's profile, this folder's default, AWS_PROFILE, keys in the
 * environment, AWS_DEFAULT_PROFILE, the profile `default`, what the machine itself has. AWS_PROFILE takes precedence over keys, as
 * in the SDK for JavaScript, and the source says so because the AWS CLI uses the keys; AWS_DEFAULT_PROFILE does so in no tool. A
 * given name counts even if there is no such profile, so that a typo never leads to another account. A project with a file of keys
 * uses no other access than one that was chosen for it.
 *
 * @returns undefined when there is none of these
 */
export function defaultChoice(input: DefaultChoiceInput): DefaultChoice | undefined {
  return rankedChoices(input)[0];
}

/** The candidates of {@link defaultChoice}, the strongest first. */
export function rankedChoices({
  flag,
  projectProfile,
  projectKeys,
  folderProfile,
  env,
  list,
}: DefaultChoiceInput): DefaultChoice[] {
  const hasKeys = environmentKeys(env).kind !== 'none';
  const machine = machineAccess(env);
  const named = (name: string | undefined, source: string): DefaultChoice[] =>
    name ? [{ choice: { kind: 'profile', name }, source }] : [];
  // A profile with settings only decides how requests are made; as in AWS tools, the machine then gives the credentials.
  const unlessSettings = (name: string | undefined) =>
    machine && name !== undefined && profileNamed(list, name)?.kind === 'settings' ? undefined : name;
  const hasDefault = profileNamed(list, 'default') !== undefined;
  const own = [
    ...named(flag, '--profile'),
    ...named(projectProfile, 'the project'),
    ...named(folderProfile, "this folder's default"),
  ];
  if (projectKeys) return own;
  return [
    ...own,
    ...named(
      unlessSettings(env.AWS_PROFILE),
      hasKeys ? 'AWS_PROFILE (it wins over the keys in the environment)' : 'AWS_PROFILE',
    ),
    ...(hasKeys ? [{ choice: { kind: 'environment' }, source: 'the environment' } as const] : []),
    ...named(unlessSettings(env.AWS_DEFAULT_PROFILE), 'AWS_DEFAULT_PROFILE'),
    ...named(unlessSettings(hasDefault ? 'default' : undefined), defaultProfile),
    ...(machine ? [{ choice: machine.choice, source: machine.decidedBy }] : []),
  ];
}

/**
 * Whether to ask an EC2 instance for its role: when nothing is chosen, or only a profile that has just settings and was not
 * named for this program.
 */
export function wantsInstance(input: DefaultChoiceInput): boolean {
  const [first] = rankedChoices(input);
  if (!first) return !input.projectKeys;
  const { choice, source } = first;
  return (
    /^(?:AWS_PROFILE|AWS_DEFAULT_PROFILE|the profile default)$/.test(source) &&
    choice.kind === 'profile' &&
    profileNamed(input.list, choice.name)?.kind === 'settings'
  );
}

/**
 * The problem when no access can be used: that nothing is set up, or what is wrong with what is.
 *
 * @returns undefined when at least one of {@link accessChoices} can be used
 */
export function accessProblemIfNone(list: ProfileList, env: NodeJS.ProcessEnv): Problem | undefined {
  const options = accessChoices(list, env);
  if (countUsable(options) > 0) return undefined;
  const next =
    'Run `amplify-tui configure`, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, then try again.';
  if (options.length > 0) {
    const reasons = options
      .slice(0, 2)
      .map(({ label, usable }) => (usable.ok ? label : `${label}: ${usable.why}`));
    const more = options.length > 2 ? ` And ${count(options.length - 2, 'other')}.` : '';
    const what = 'No AWS access on this machine can be used.';
    return new Problem({ code: 'ACCESS_NONE', what, why: `${reasons.join(' ')}${more}`, next });
  }
  const { config, credentials } = list.files;
  const shown = (file: string) => plainText(tildePath(file, env));
  const broken = list.findings.find((finding) => finding.severity === 'error');
  const why = broken
    ? `${capitalised(broken.text)}${place(broken.origin)}`
    : `No profile in ${shown(credentials)} or ${shown(config)}, and no key in the environment.`;
  return new Problem({ code: 'ACCESS_NONE', what: 'No AWS access is set up on this machine.', why, next });
}

/** The problem when profiles can be used, but none is chosen. */
export function chosenNone(list: ProfileList, env: NodeJS.ProcessEnv): Problem {
  const options = accessChoices(list, env);
  const usable = countUsable(options);
  const names: string[] = [];
  for (const option of options) {
    if (names.length === 3) break;
    if (option.usable.ok) names.push(option.label);
  }
  const more = usable > names.length ? ' and others' : '';
  return new Problem({
    code: 'ACCESS_NONE',
    what: `${count(usable, 'profile')} can be used, and none is chosen.`,
    why: `No profile is called default, and nothing names another one: ${names.join(', ')}${more}.`,
    next: 'Add --profile NAME, or keep one for this folder with `amplify-tui profiles use NAME`.',
  });
}

type RequestsOf = ReturnType<typeof requestReader>;

function profileOption(profile: Profile, env: NodeJS.ProcessEnv, requestsOf: RequestsOf): AccessOption {
  const region = configuredRegion(profile, env);
  const account = settingText(profile.settings, 'sso_account_id') ?? roleAccount(profile);
  const option: { -readonly [K in keyof AccessOption]: AccessOption[K] } = {
    choice: { kind: 'profile', name: profile.name },
    label: plainText(profile.name),
    kind: kindWords[profile.kind],
    usable: profileUsable(profile),
  };
  // A sound profile may still conflict with what the environment says about requests.
  if (option.usable.ok) Object.assign(option, requestsHere(profile, requestsOf));
  if (region) option.region = plainText(region);
  if (account) option.account = account;
  return option;
}

/** Where the requests of a profile go, or why none can be made. @param profile absent for the environment alone */
function requestsHere(
  profile: Profile | undefined,
  requestsOf: RequestsOf,
): Pick<AccessOption, 'usable' | 'endpoint'> {
  try {
    const { endpoints } = requestsOf(profile);
    const { cloudformation, all, sts, iam, s3 } = endpoints;
    const endpoint = cloudformation ?? all ?? sts ?? iam ?? s3;
    return { usable: usableAsItIs, ...(endpoint === undefined ? {} : { endpoint }) };
  } catch (thrown) {
    const { what, why } = asProblem(thrown);
    return { usable: { ok: false, why: `${what} ${why}` } };
  }
}

function roleAccount(profile: Profile): string | undefined {
  const arn = settingText(profile.settings, 'role_arn');
  return arn && /^arn:[a-z-]+:iam::(\d{12}):/.exec(arn)?.[1];
}

function place(origin: { readonly file: string; readonly line: number } | undefined): string {
  return origin ? ` (${plainText(origin.file)}, line ${origin.line}).` : '.';
}

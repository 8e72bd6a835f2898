import { withoutPassword } from '../../core/address.ts';
import { asProblem, type ProblemText } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { accessName } from '../../credentials/access.ts';
import {
  accessProblemIfNone,
  type DefaultChoice,
  type DefaultChoiceInput,
  defaultChoice,
  optionOf,
} from '../../credentials/choice.ts';
import { requestSettings, settingsProfile } from '../../credentials/client-settings.ts';
import type { EndpointOverrides } from '../../credentials/endpoints.ts';
import { type NetworkSettings, networkSettings } from '../../credentials/network.ts';
import { configuredRegion } from '../../credentials/region.ts';
import { variableFaults } from '../../credentials/variables.ts';
import type { Profile, ProfileList } from '../../profiles/profile.ts';
import { profileNamed } from '../../profiles/profile-table.ts';
import { settingText } from '../../profiles/settings.ts';
import type { FoundProject } from '../../project/project.ts';
import { tieCommand, tiedKeysProblem } from '../../project/tied-keys.ts';
import { networkFindings, shownNetwork } from './network.ts';
import type { AccessFacts, CloudFacts, Examined, Finding, Section } from './report.ts';
import { shownKeyId, shownUrl } from './safe-text.ts';
import type { Where } from './where.ts';

/** The access that would be used here, and its cloud. */
export interface ChosenAccess {
  readonly chosen?: DefaultChoice;
  readonly region?: string;
  readonly endpoints: EndpointOverrides;
  /** The network settings; unused in the demo, which is on this machine. */
  readonly network: NetworkSettings;
  /** Whether keys are at hand, so that finding out whose they are runs no program and needs no code. */
  readonly hasKeys: boolean;
}

export interface ExaminedAccess {
  readonly access: Examined<AccessFacts>;
  readonly cloud: Examined<Pick<CloudFacts, 'kind' | 'endpoints' | 'network'>>;
  readonly chosen: ChosenAccess;
}

/** The input for the choice of the access. */
export function choiceInput(
  { env, flags }: Where,
  list: ProfileList,
  found: FoundProject,
  folderProfile: string | undefined,
): DefaultChoiceInput {
  const project = found.kind === 'project' ? found.project.access : undefined;
  const projectProfile = project?.kind === 'profile' ? project.name : undefined;
  const projectKeys = project?.kind === 'keys-file';
  return { flag: flags.profile, projectProfile, projectKeys, folderProfile, env, list };
}

/** Determines the access that would be used here and why, its region and its endpoints. Asks nobody. */
export function examineAccess(where: Where, input: DefaultChoiceInput, found: FoundProject): ExaminedAccess {
  const { env, flags } = where;
  const { list } = input;
  const chosen = defaultChoice(input);
  const profile = chosen?.choice.kind === 'profile' ? profileNamed(list, chosen.choice.name) : undefined;
  const settled = profile ?? settingsProfile(list, env);
  const region = flags.region ?? configuredRegion(settled, env);
  const network = where.demo ? {} : networkSettings(settled, env);
  const cloud = examineEndpoints(where, settled, list);
  const findings = [
    ...variableFindings(where, chosen, cloud.findings.length > 0),
    ...accessFindings(where, list, chosen, { region, found }),
  ];
  const broken = findings.some(({ severity }) => severity === 'error');
  const keyId =
    chosen?.choice.kind === 'environment'
      ? env.AWS_ACCESS_KEY_ID
      : profile && settingText(profile.settings, 'aws_access_key_id');
  const facts: AccessFacts = {
    kind: chosen?.choice.kind ?? 'none',
    name: chosen && chosen.choice.kind !== 'environment' ? accessName(chosen.choice) : null,
    source: chosen?.source ?? null,
    region: region ?? null,
    accessKey: shownKeyId(keyId),
    account: null,
    identity: null,
  };
  return {
    // Not among the cloud's findings, which prevent a call to it.
    access: { facts, findings: [...findings, ...networkFindings(env, network)] },
    cloud: {
      facts: { ...cloud.facts, network: shownNetwork(network) },
      findings: cloud.findings,
    },
    chosen: {
      ...(chosen ? { chosen } : {}),
      ...(region ? { region } : {}),
      endpoints: cloud.overrides,
      network,
      hasKeys: !broken && (chosen?.choice.kind === 'environment' || profile?.kind === 'keys'),
    },
  };
}

/** What is wrong with variables; each is reported once, even if the access or the endpoints report it, too. */
function variableFindings(
  { env, flags }: Where,
  chosen: DefaultChoice | undefined,
  endpointsTold: boolean,
): Finding[] {
  const stronger = flags.region ? ['AWS_REGION', 'AWS_DEFAULT_REGION'] : [];
  const keysTold = chosen?.choice.kind === 'environment';
  return variableFaults(env, stronger).flatMap(({ name, problem }) => {
    const told = /^AWS_ENDPOINT_URL/.test(name) ? endpointsTold : keysTold && /_KEY|_TOKEN$/.test(name);
    return told ? [] : [problemFinding('access', problem)];
  });
}

function accessFindings(
  where: Where,
  list: ProfileList,
  chosen: DefaultChoice | undefined,
  { region, found }: { readonly region: string | undefined; readonly found: FoundProject },
): Finding[] {
  if (!chosen) {
    const problem = tiedKeysProblem(found) ?? accessProblemIfNone(list, where.env);
    if (problem) return [problemFinding('access', problem)];
    return [
      error(
        'None of your profiles is chosen for this folder, and there is no profile default.',
        'Add --profile NAME, or set AWS_PROFILE.',
      ),
    ];
  }
  const { choice, source } = chosen;
  const option = optionOf(choice, list, where.env);
  const findings: Finding[] = [];
  if (!option) {
    const name = plainText(accessName(choice));
    findings.push(
      error(
        `Profile "${name}" (named by ${source}) not found.`,
        source === 'the project'
          ? `Choose another one (\`amplify-tui profiles list\`), then tie the project to it: ${tieCommand}.`
          : 'Choose another one: `amplify-tui profiles list`.',
      ),
    );
  } else if (!option.usable.ok) {
    findings.push(error(`${option.label} cannot be used. ${option.usable.why}`, nextFor(option.kind)));
  }
  if (option && !region) {
    findings.push({
      ...error(
        'No AWS region is known.',
        'Add --region, or `region = …` to the profile in the AWS config file.',
      ),
      severity: 'warning',
    });
  }
  return findings;
}

function nextFor(kind: string): string {
  return kind === 'keys'
    ? 'Correct it, or choose another profile: `amplify-tui profiles list`.'
    : 'Choose another profile: `amplify-tui profiles list` tells which ones can be used.';
}

function error(text: string, next: string): Finding {
  return { section: 'access', severity: 'error', text, next };
}

/** The three lines of a Problem as one finding. */
export function problemFinding(section: Section, { what, why, next }: ProblemText): Finding {
  return { section, severity: 'error', text: `${what} ${why}`, next };
}

const services = ['sts', 'iam', 'cloudformation', 's3'] as const;

function examineEndpoints(where: Where, profile: Profile | undefined, list: ProfileList) {
  const kind = where.demo ? 'demo' : 'aws';
  try {
    const overrides = requestSettings(profile, list, where.env).endpoints;
    const endpoints = [
      ...(overrides.all ? [{ service: 'all', url: overrides.all }] : []),
      ...services.flatMap((service) => {
        const url = overrides[service];
        return url ? [{ service, url }] : [];
      }),
    ].map(({ service, url }) => ({
      service,
      url: shownUrl(url),
      source: sourceOf(where, profile, service, url),
    }));
    const facts = {
      kind: where.demo ? 'demo' : endpoints.length > 0 ? 'endpoint' : 'aws',
      endpoints,
    } as const;
    return { facts, findings: [], overrides };
  } catch (thrown) {
    const facts = { kind, endpoints: [] } as const;
    return { facts, findings: [problemFinding('cloud', asProblem(thrown))], overrides: {} };
  }
}

/** The source of an endpoint, in the order of `endpointOverrides`. */
function sourceOf({ env, flags }: Where, profile: Profile | undefined, service: string, url: string): string {
  const variable = `AWS_ENDPOINT_URL_${service.toUpperCase()}`;
  const inEnvironment = (name: string) => withoutPassword(env[name] ?? '') === url;
  if (inEnvironment(variable)) return variable;
  if (inEnvironment('AWS_ENDPOINT_URL'))
    return flags.endpoint === url ? '--endpoint-url' : 'AWS_ENDPOINT_URL';
  const section = service === 'all' ? undefined : profile && settingText(profile.settings, 'services');
  const name = profile ? plainText(profile.name) : '';
  return section ? `[services ${plainText(section)}]` : `endpoint_url of the profile ${name}`;
}

import { endpointAddressFault } from '../core/address.ts';
import { oddCharacter, shownExactly } from '../core/odd-text.ts';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { type ClientRule, clientRules } from '../profiles/client-settings.ts';
import { regionAdvice, regionFaultOf } from '../regions/region-check.ts';
import { moreRegionsVariable } from '../regions/regions.ts';
import { containerPathFault, containerUrlFault } from './machine-addresses.ts';
import { proxyVariable } from './network.ts';
import { oddException, proxyAddress, proxyAdvice } from './proxy-address.ts';

/** Why a value cannot be used and what to do; undefined when it can. */
type Check = (value: string, name: string, env: NodeJS.ProcessEnv) => Fault | undefined;

interface Fault {
  readonly why: string;
  readonly next: string;
}

/** A variable and what is wrong with it. */
export interface VariableFault {
  readonly name: string;
  readonly problem: Problem;
}

const text: Check = (value, name) => {
  const odd = oddCharacter(value);
  return odd === undefined
    ? undefined
    : {
        why: `It has ${odd}, which was probably not meant.`,
        next: `Set ${name} again without it, or unset it.`,
      };
};

const region: Check = (value, name, env) => {
  const fault = regionFaultOf(value, env);
  return fault && { why: fault.why, next: regionAdvice(fault, (id) => `${name}=${id}`) };
};

const key: Check = (value, name, env) => {
  const odd = text(value, name, env);
  if (odd) return odd;
  const at = [...value].findIndex((character) => !/[!-~]/.test(character)) + 1;
  return at === 0
    ? undefined
    : {
        why: `Its character ${at} cannot be in an access key of AWS.`,
        next: `Copy the key again into ${name}, or unset it.`,
      };
};

const address: Check = (value, name, env) => text(value, name, env) ?? endpointFault(value, name);

/** What is wrong with the address of an endpoint. @param name that of its option or variable */
export function endpointFault(value: string, name: string): Fault | undefined {
  const why = endpointAddressFault(value);
  if (why === undefined) return undefined;
  return {
    why,
    next: `Correct ${name}, as in http://127.0.0.1:4566, or leave it out to talk to AWS.`,
  };
}

/** The SDK caches files by path in a plain object, which has members of its own. */
const file: Check = (value, name, env) =>
  text(value, name, env) ??
  (value in Object.prototype
    ? {
        why: 'The SDK for JavaScript cannot read a file of that name.',
        next: `Give ${name} as a whole path.`,
      }
    : undefined);

const words =
  (...allowed: readonly string[]): Check =>
  (value, name) =>
    allowed.includes(value.toLowerCase())
      ? undefined
      : {
          why: `It takes ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}.`,
          next: `Set ${name} to one of them, or unset it.`,
        };

const date: Check = (value, name, env) =>
  text(value, name, env) ??
  (Number.isNaN(Date.parse(value))
    ? { why: 'It is not a date.', next: `Set ${name} as in 2026-11-28T19:05:00Z, or unset it.` }
    : undefined);

const wholeNumber: Check = (value, name) =>
  /^[1-9]\d{0,3}$/.test(value)
    ? undefined
    : { why: 'It takes a whole number from 1 to 9999.', next: `Set ${name} to one, or unset it.` };

/** They count only along with a token file; many people set them for other programs. */
function ofWebIdentity(check: Check): Check {
  return (value, name, env) => (env.AWS_WEB_IDENTITY_TOKEN_FILE ? check(value, name, env) : undefined);
}

function roleArn(value: string, name: string, env: NodeJS.ProcessEnv): Fault | undefined {
  const fault = text(value, name, env);
  if (fault || /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(value)) return fault;
  return {
    why: 'It is not the ARN of a role, as arn:aws:iam::111122223333:role/name.',
    next: `Set ${name} to the role that the token is for, or choose a profile.`,
  };
}

function sessionName(value: string, name: string, env: NodeJS.ProcessEnv): Fault | undefined {
  const fault = text(value, name, env);
  if (fault || /^[\w+=,.@-]{2,64}$/.test(value)) return fault;
  return {
    why: 'A session name has 2 to 64 letters, digits or +=,.@-',
    next: `Set ${name} to such a name, or unset it.`,
  };
}

function moreRegions(value: string, name: string): Fault | undefined {
  const odd = value
    .split(',')
    .map((each) => each.trim())
    .find((each) => each !== '' && regionFaultOf(each, {})?.kind === 'form');
  return odd === undefined
    ? undefined
    : {
        why: `${shownExactly(odd)} is not written as a region is.`,
        next: `Write ${name} as eu-west-9,us-west-9, or unset it.`,
      };
}

/** The check of a container service's place. @param example a valid value */
function place(faultOf: (value: string) => string | undefined, example: string): Check {
  return (value, name, env) => {
    const why = text(value, name, env)?.why ?? faultOf(value);
    return why === undefined ? undefined : { why, next: `Correct ${name}, as in ${example}, or unset it.` };
  };
}

/** Variables of settings that a profile can have, too. */
const clientVariables = Object.fromEntries(
  Object.values<ClientRule>(clientRules).flatMap(({ variable, values, number }) =>
    variable ? [[variable, number ? wholeNumber : values ? words(...values) : text] as const] : [],
  ),
);

/** Every variable that matters here, with its check. An empty one counts as unset. */
const checks: Readonly<Record<string, Check>> = {
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_PROFILE: text,
  AWS_DEFAULT_PROFILE: text,
  AWS_ACCESS_KEY_ID: key,
  AWS_SECRET_ACCESS_KEY: key,
  AWS_SESSION_TOKEN: key,
  AWS_CREDENTIAL_EXPIRATION: date,
  AWS_CONFIG_FILE: file,
  AWS_SHARED_CREDENTIALS_FILE: file,
  AWS_ENDPOINT_URL: address,
  AWS_ENDPOINT_URL_AMPLIFY: address,
  AWS_ENDPOINT_URL_CLOUDFORMATION: address,
  AWS_ENDPOINT_URL_IAM: address,
  AWS_ENDPOINT_URL_S3: address,
  AWS_ENDPOINT_URL_STS: address,
  ...clientVariables,
  AWS_CA_BUNDLE: file,
  AWS_WEB_IDENTITY_TOKEN_FILE: file,
  AWS_ROLE_ARN: ofWebIdentity(roleArn),
  AWS_ROLE_SESSION_NAME: ofWebIdentity(sessionName),
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: place(containerPathFault, '/v2/credentials/…'),
  AWS_CONTAINER_CREDENTIALS_FULL_URI: place(containerUrlFault, 'http://169.254.170.23/v1/credentials'),
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file,
  AWS_CONTAINER_AUTHORIZATION_TOKEN: text,
  AWS_EC2_METADATA_DISABLED: words('true', 'false'),
  AWS_EC2_METADATA_SERVICE_ENDPOINT: address,
  AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: words('ipv4', 'ipv6'),
  AMPLIFY_TUI_HOME: text,
  [moreRegionsVariable]: moreRegions,
};

/**
 * The proxy variables, in lower and upper case. An empty one has a meaning, so it is not unset; one that another overrides is
 * not checked.
 */
const proxyChecks: Readonly<Record<string, Check>> = Object.fromEntries(
  (['http_proxy', 'https_proxy', 'no_proxy'] as const).flatMap((small) => {
    const check: Check = (value, name, env) =>
      proxyVariable(env, small)?.source === name
        ? (small === 'no_proxy' ? exceptions : proxy)(value, name, env)
        : undefined;
    return [small, small.toUpperCase()].map((name) => [name, check] as const);
  }),
);

function proxy(value: string, name: string, env: NodeJS.ProcessEnv): Fault | undefined {
  const odd = text(value.trim(), name, env);
  const url = proxyAddress(value.trim());
  return odd ?? (typeof url === 'string' ? { why: plainText(url), next: proxyAdvice(name) } : undefined);
}

function exceptions(value: string, name: string, env: NodeJS.ProcessEnv): Fault | undefined {
  const odd = text(value.trim(), name, env);
  const entry = oddException(value.trim());
  if (odd || entry === undefined) return odd;
  return {
    why: `${shownExactly(entry)} is not a host, an address or a range of addresses.`,
    next: `Write ${name} as localhost,.example.com,10.0.0.0/8, without http://.`,
  };
}

/** Variables whose values are secret, or nearly so: nobody else knows the relative address of a container. */
const keyVariables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
];

/** What is wrong with one variable. @returns undefined when it is not set, or can be used */
export function variableFault(name: string, env: NodeJS.ProcessEnv): VariableFault | undefined {
  const value = env[name];
  const fault = value ? (checks[name] ?? proxyChecks[name])?.(value, name, env) : undefined;
  if (!value || !fault) return undefined;
  // An address may contain a password, and an unintelligible value may contain it anywhere.
  const isHidden = keyVariables.includes(name) || /@/.test(value) || /^https?_proxy$/i.test(name);
  const shown = isHidden ? '' : ` is ${shownExactly(value)}, which`;
  return {
    name,
    problem: new Problem({ code: 'ENVIRONMENT', what: `${name}${shown} cannot be used.`, ...fault }),
  };
}

/**
 * Everything that is wrong with the variables that matter here.
 *
 * @param passedOver variables that something stronger overrides, such as an option
 */
export function variableFaults(env: NodeJS.ProcessEnv, passedOver: readonly string[] = []): VariableFault[] {
  return [...Object.keys(checks), ...Object.keys(proxyChecks)].flatMap((name) =>
    passedOver.includes(name) ? [] : (variableFault(name, env) ?? []),
  );
}

/** Unsets empty variables: to AWS tools they are not set, but the SDK takes some for an invalid value. */
export function unsetEmptyVariables(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(checks)) if (env[name] === '') delete env[name];
}

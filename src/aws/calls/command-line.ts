import { shellWord } from '../../core/shell.ts';
import type { GivenParameter } from './parameters.ts';
import type { CallRecord } from './record.ts';

/** What the AWS CLI wants besides what the operation takes: where to put what comes. */
const besides: Readonly<Record<string, string>> = {
  GetObject: 'OUTFILE',
  CreateVirtualMFADevice: '--bootstrap-method Base32StringSeed --outfile OUTFILE',
};

/** Parameters that are texts of their own, which the AWS CLI reads from a file. */
const files: ReadonlySet<string> = new Set([
  'TemplateBody',
  'PolicyDocument',
  'AssumeRolePolicyDocument',
  'WebIdentityToken',
]);

/**
 * A call as a command of the AWS CLI. What may be secret, and what is too long for a line, is left to whoever runs it: a word in
 * capitals stands for it, as `EXTERNAL_ID` or `file://TEMPLATE_BODY`.
 *
 * @param word writes a word for the shell that the command is for; that of POSIX by default
 * @returns undefined for a request that the AWS CLI has no command for
 */
export function callCommand(
  { service, action, given, profile, region, endpoint }: CallRecord,
  word: (text: string) => string = shellWord,
): string | undefined {
  if (!given) return undefined;
  const option = (name: string, value: string | undefined) =>
    value === undefined ? [] : [value.startsWith('-') ? word(`${name}=${value}`) : `${name} ${word(value)}`];
  return [
    `aws ${service} ${cliName(action)}`,
    ...given.map((parameter) => parameterWords(parameter, word)),
    ...(besides[action] === undefined ? [] : [besides[action]]),
    ...option('--profile', profile),
    ...option('--region', region),
    ...option('--endpoint-url', endpoint),
  ].join(' ');
}

function parameterWords({ name, value }: GivenParameter, word: (text: string) => string): string {
  const option = `--${cliName(name)}`;
  if (value === undefined) return `${option} ${placeholder(name)}`;
  if (typeof value === 'boolean') return value ? option : `--no-${cliName(name)}`;
  if (typeof value === 'string')
    return value.startsWith('-') ? word(`${option}=${value}`) : `${option} ${word(value)}`;
  return [option, ...value.map(word)].join(' ');
}

function placeholder(name: string): string {
  const capitals = cliName(name).replaceAll('-', '_').toUpperCase();
  return files.has(name) ? `file://${capitals}` : name === 'Body' ? 'BODY_FILE' : capitals;
}

/**
 * A name of the API as the AWS CLI writes it: `ListMFADevices` is `list-mfa-devices`. Source of the rule: `xform_name` of
 * botocore.
 */
export function cliName(name: string): string {
  return name
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

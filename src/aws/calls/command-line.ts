import { shellWord } from '../../core/shell.ts';
import type { GivenParameter } from './parameters.ts';
import type { CallRecord } from './record.ts';

/** Arguments that the AWS CLI needs in addition to those of the operation, mostly for the output. */
const besides: Readonly<Record<string, string>> = {
  GetObject: 'OUTFILE',
  CreateVirtualMFADevice: '--bootstrap-method Base32StringSeed --outfile OUTFILE',
};

/** Parameters with whole documents, which the AWS CLI reads from a file. */
const files: ReadonlySet<string> = new Set([
  'TemplateBody',
  'PolicyDocument',
  'AssumeRolePolicyDocument',
  'WebIdentityToken',
]);

/**
 * A call as a command of the AWS CLI. Placeholders in capitals stand for what may be secret or is too long for a line, as
 * `EXTERNAL_ID` or `file://TEMPLATE_BODY`.
 *
 * @param word quotes a word for the command's shell; POSIX by default
 * @returns undefined for a request without a command in the AWS CLI
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
 * The AWS CLI's spelling of an API name: `ListMFADevices` is `list-mfa-devices`. Source of the rule: `xform_name` of
 * botocore.
 */
export function cliName(name: string): string {
  return name
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

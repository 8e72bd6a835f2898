import { Problem } from '../core/problem.ts';
import { count, plainText } from '../core/text.ts';

const shortest = 3;
const longest = 20;

/** The rule for project names, shown up front. Both generations of the Amplify CLI have it. */
export const projectNameRule = '3 to 20 letters (a-z, A-Z) and digits, nothing else.';

/**
 * Turns a folder's name into a project name: accents are removed, everything but letters and digits is left out, the rest
 * is cut to 20 characters; `app` is appended to what is shorter than 3.
 *
 * @param folderName the last part of the project's path; may be empty, as for the root of a disk
 * @returns a name that follows {@link projectNameRule}
 */
export function cleanProjectName(folderName: string): string {
  const name = folderName
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9]/g, '')
    .slice(0, longest);
  return name.length < shortest ? `${name}app` : name;
}

/** What is wrong with a project's name, one sentence for the user; undefined if it is valid. */
export function projectNameProblem(name: string): string | undefined {
  if (name === '') return `Type a name of ${shortest} to ${longest} letters and digits.`;
  const other = [...name].find((character) => !/[a-zA-Z0-9]/.test(character));
  if (other !== undefined) return `Leave out ${shown(other)}: use only letters (a-z, A-Z) and digits.`;
  if (name.length < shortest) {
    return `Type at least ${shortest} letters and digits; there ${name.length === 1 ? 'is' : 'are'} ${name.length}.`;
  }
  if (name.length > longest) {
    return `Shorten it by ${count(name.length - longest, 'character')}: ${longest} is the limit.`;
  }
  return undefined;
}

/**
 * The name of a new project's parent stack: `<project>-<YYYYMMDDHHmmss>` in the machine's time zone, lower-case because
 * the bucket is named after it. CloudFormation requires a letter first, and S3 reserves some prefixes ({@link
 * reservedPrefix}), so an `a` is put before such names.
 *
 * @param projectName a name that follows {@link projectNameRule}
 */
export function parentStackName(projectName: string, at: Date): string {
  const digits = (value: number, width = 2) => String(value).padStart(width, '0');
  const stamp = [
    digits(at.getFullYear(), 4),
    ...[at.getMonth() + 1, at.getDate(), at.getHours(), at.getMinutes(), at.getSeconds()].map((part) =>
      digits(part),
    ),
  ].join('');
  const name = `${projectName.toLowerCase()}-${stamp}`;
  return /^[a-z]/.test(name) && !reservedPrefix(name) ? name : `a${name}`;
}

/** The Amplify CLI's rule for environment names. */
export const environmentNameRule = '2 to 10 small letters (a-z), nothing else.';

/** What is wrong with an environment's name, one sentence for the user; undefined if it is valid. */
export function environmentNameProblem(name: string): string | undefined {
  if (/^[a-z]{2,10}$/.test(name)) return undefined;
  return `Type ${environmentNameRule}`;
}

/**
 * The name of a new environment's parent stack: `amplify-<project>-<environment>-<5 hex digits>`.
 *
 * @param unique 5 hex digits that make the name unique
 */
export function environmentStackName(projectName: string, environment: string, unique: string): string {
  return `amplify-${projectName}-${environment}-${unique}`.toLowerCase().replaceAll(/[^-a-z0-9]/g, '');
}

/** Names derived from a parent stack's. */
export interface DerivedNames {
  /** At most 63 characters, lower-case; bucket names are unique across all of AWS. */
  readonly bucket: string;
  /** At most 64 characters, like every role name. */
  readonly authRole: string;
  readonly unauthRole: string;
}

/**
 * The names derived from a parent stack's, as both generations of the Amplify CLI make them.
 *
 * @throws Problem STACK_NAME if one of them would be rejected: a stack name of more than 52 characters, with capitals,
 * without a letter first, or with a prefix that S3 reserves
 */
export function derivedNames(stackName: string): DerivedNames {
  const names = {
    bucket: `${stackName}-deployment`,
    authRole: `${stackName}-authRole`,
    unauthRole: `${stackName}-unauthRole`,
  };
  const isStackName = /^[a-z](?:-?[a-z0-9])*$/.test(stackName);
  if (!isStackName || names.bucket.length > 63 || names.unauthRole.length > 64 || reservedPrefix(stackName)) {
    throw new Problem({
      code: 'STACK_NAME',
      what: `The stack name ${plainText(stackName)} cannot be used.`,
      why: 'The deployment bucket is named after it, which allows at most 52 lower-case letters, digits and single dashes, a letter first.',
      next: 'Choose another project name.',
    });
  }
  return names;
}

/**
 * Whether S3 reserves the prefix (Amazon S3 user guide, bucket naming rules). None of its reserved suffixes ends in
 * `-deployment`.
 */
function reservedPrefix(name: string): boolean {
  return ['xn--', 'sthree-', 'amzn-s3-demo-'].some((prefix) => name.startsWith(prefix));
}

function shown(character: string): string {
  if (/^\s$/.test(character)) return 'spaces';
  const visible = plainText(character);
  return visible === '' ? 'characters that cannot be seen' : visible;
}

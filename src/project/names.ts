import { Problem } from '../core/problem.ts';
import { count, plainText } from '../core/text.ts';

const shortest = 3;
const longest = 20;

/** The rule of project names, shown before it is broken. It is the one that both generations of the Amplify CLI have. */
export const projectNameRule = '3 to 20 letters (a-z, A-Z) and digits, nothing else.';

/**
 * Makes a project name of a folder's name: accents are taken off, everything but letters and digits is left out, the
 * rest is cut to 20 characters; what is shorter than 3 gets `app` behind it.
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

/** What is wrong with a project's name, one sentence for the person; undefined when nothing is. */
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
 * The name of a new project's parent stack: `<project>-<YYYYMMDDHHmmss>` in the machine's time zone, lower-cased because
 * the bucket's name is made of it. CloudFormation wants a letter first, and S3 keeps names that begin with `sthree-` for
 * itself, so an `a` is put before such names.
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

/** The rule of environment names, which is the Amplify CLI's. */
export const environmentNameRule = '2 to 10 small letters (a-z), nothing else.';

/** What is wrong with an environment's name, one sentence for the person; undefined when nothing is. */
export function environmentNameProblem(name: string): string | undefined {
  if (/^[a-z]{2,10}$/.test(name)) return undefined;
  return `Type ${environmentNameRule}`;
}

/**
 * The name of a new environment's parent stack: `amplify-<project>-<environment>-<5 hex digits>`.
 *
 * @param unique 5 hex digits that make it differ from every other one
 */
export function environmentStackName(projectName: string, environment: string, unique: string): string {
  return `amplify-${projectName}-${environment}-${unique}`.toLowerCase().replaceAll(/[^-a-z0-9]/g, '');
}

/** What is named after a parent stack. */
export interface DerivedNames {
  /** At most 63 characters, lower-case; all buckets of AWS share one space of names. */
  readonly bucket: string;
  /** At most 64 characters, like every role name. */
  readonly authRole: string;
  readonly unauthRole: string;
}

/**
 * The names that follow from a parent stack's name, as both generations of the Amplify CLI make them.
 *
 * @throws Problem STACK_NAME when one of them would not be accepted: a stack name of more than 52 characters, with
 * capitals, without a letter first, or that begins as S3's own buckets do
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
 * Prefixes that S3 keeps for itself (Amazon S3 user guide, bucket naming rules). None of its reserved suffixes ends in
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

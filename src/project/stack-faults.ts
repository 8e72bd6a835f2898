import { Problem, type ProblemText } from '../core/problem.ts';
import { numeral, plainText } from '../core/text.ts';
import type { ProjectStack } from './project.ts';

/** The longest name that a stack can have (CloudFormation API reference, CreateStack). */
const longestName = 128;

interface StackArn {
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

function stackArn(text: string): StackArn | undefined {
  const found = /^arn:aws[a-z-]*:cloudformation:([a-z0-9-]+):(\d{12}):stack\/([^/]+)\/[^/]+$/.exec(text);
  const [, region, account, name] = found ?? [];
  return region && account && name ? { region, account, name } : undefined;
}

/**
 * Why the stack in a record cannot exist, one sentence; undefined if it can. AWS would answer about such a stack as if it
 * had been deleted.
 */
export function stackFault(stack: ProjectStack): string | undefined {
  const { stackName, stackId, region, authRoleArn } = stack;
  const id = stackArn(stackId);
  if (!id) return `Its StackId ${shown(stackId)} is not the ARN of a stack.`;
  if (id.region !== region)
    return `Its StackId is of the region ${id.region}, and its Region says ${shown(region)}.`;
  const own = stackName.startsWith('arn:') ? stackArn(stackName) : undefined;
  const name = own?.name ?? stackName;
  if (own && own.region !== region)
    return `Its StackName is the ARN of a stack in ${own.region}, and its Region says ${shown(region)}.`;
  if (own && own.account !== id.account)
    return `Its StackName is the ARN of a stack in account ${own.account}, and its StackId is of account ${id.account}.`;
  const odd = [...name].find((character) => !/[A-Za-z0-9-]/.test(character));
  if (odd !== undefined)
    return `Its StackName ${shown(stackName)} has ${oddWord(odd)}: the name of a stack has letters, digits and dashes only.`;
  if (!/^[A-Za-z]/.test(name))
    return `Its StackName ${shown(stackName)} does not begin with a letter, as the name of a stack does.`;
  if (name.length > longestName)
    return `Its StackName has ${numeral(name.length)} characters; the name of a stack has ${longestName} at most.`;
  if (name !== id.name)
    return `Its StackName is ${shown(stackName)}, and its StackId is of the stack ${shown(id.name)}.`;
  const role = /^arn:aws[a-z-]*:iam::(\d{12}):/.exec(authRoleArn)?.[1];
  if (role !== undefined && role !== id.account)
    return `Its AuthRoleArn is of account ${role}, and its StackId of account ${id.account}.`;
  return undefined;
}

/**
 * The problem that a file names a stack that cannot exist.
 *
 * @param file as people know it, `team-provider-info.json`
 * @param environment that the record is of, if the layout has environments
 */
export function stackFaultProblem(
  file: string,
  environment: string | undefined,
  why: string,
  next: string,
): ProblemText {
  const of = environment === undefined ? '' : ` for the environment ${plainText(environment)}`;
  return new Problem({
    code: 'STACK_NAME',
    what: `${file} names a stack${of} that cannot be.`,
    why: `${why} AWS was not asked about it.`,
    next,
  }).toJSON();
}

function shown(text: string): string {
  const plain = plainText(text);
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}

function oddWord(character: string): string {
  if (/\s/.test(character)) return 'a blank in it';
  const visible = plainText(character);
  return visible === '' ? 'a character in it that cannot be seen' : `the character ${visible}`;
}

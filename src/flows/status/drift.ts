import type { Identity } from '../../core/plan.ts';
import { utcTime } from '../../core/text.ts';
import { addCommand } from '../../credentials/unknown-profile.ts';
import type { Project } from '../../project/project.ts';
import { tieCommand } from '../../project/tied-keys.ts';
import { accountOfStack } from '../configure-project/facts.ts';
import { openBucketText } from './open-bucket.ts';

export interface DriftInput {
  readonly project: Project;
  readonly identity: Identity | undefined;
  /** False: AWS knows no such stack; undefined: AWS was not asked. */
  readonly stackThere: boolean | undefined;
  /** When the stack was deleted, by AWS's clock; only if AWS still reports it. */
  readonly deletedAt?: number | undefined;
  /** Whether the project's profile exists on this machine. */
  readonly profileThere: boolean;
  /** Whether the access in use is the project's own. */
  readonly usesOwn: boolean;
  /** False: the deployment bucket can be made public; absent: unknown. */
  readonly keepsPublicOut?: boolean | undefined;
}

/** Whether the access is in another account than the stack, so that the stack's state is unknown. */
export function isElsewhere({ project, identity }: Pick<DriftInput, 'project' | 'identity'>): boolean {
  const account = accountOfStack(project.stack);
  return identity !== undefined && account !== undefined && account !== identity.account;
}

/** Whether AWS itself differs from the project's files; problems with this machine's access do not count. */
export function hasDrifted(input: DriftInput): boolean {
  return !isElsewhere(input) && (input.stackThere === false || input.keepsPublicOut === false);
}

/** The differences between the project's files and AWS, one sentence each. */
export function driftOf({
  project,
  identity,
  stackThere,
  deletedAt,
  profileThere,
  usesOwn,
  keepsPublicOut,
}: DriftInput): string[] {
  const { stack, access } = project;
  const found: string[] = [];
  if (access?.kind === 'profile' && !profileThere) {
    const add = addCommand(access.name);
    const make = add ? `${add} makes it, ` : '';
    found.push(
      `The project names the profile ${access.name}, which is not on this machine: ${make}${tieCommand} ties it to one that is.`,
    );
  }
  if (access?.kind === 'keys-file') {
    const fate = project.keysMissing ? 'which is not on this machine' : 'which amplify-tui does not use';
    found.push(
      `The project is tied to access keys in ${access.path}, ${fate}: ${tieCommand} ties it to a profile.`,
    );
  }
  const whose = usesOwn ? "the project's access" : 'the access in use';
  const account = accountOfStack(stack);
  if (stack && identity && isElsewhere({ project, identity })) {
    found.push(`The stack is in account ${account}; ${whose} is account ${identity.account}.`);
  } else if (stackThere === false && stack) {
    found.push(
      `${deletedAt === undefined ? 'There is no stack' : 'There is no longer a stack'} ${stack.stackName} in account ${identity?.account ?? account}, ${stack.region}${deletedAt === undefined ? '' : `: it was deleted ${utcTime(deletedAt)}`}.`,
    );
  }
  if (stack && keepsPublicOut === false) {
    found.push(openBucketText(stack.deploymentBucketName));
  }
  if (stack && identity && stack.region !== identity.region)
    found.push(`The stack is in ${stack.region}; ${whose} is set to ${identity.region}.`);
  return found;
}

import { accountOfStack } from '../configure-project/facts.ts';
import type { Project } from '../project/project.ts';
import type { Identity } from '../values/plan.ts';

export interface DriftInput {
  readonly project: Project;
  readonly identity: Identity | undefined;
  /** False: AWS was asked and knows no such stack; undefined: it was not asked. */
  readonly stackThere: boolean | undefined;
  /** Whether the profile that the project names is on this machine. */
  readonly profileThere: boolean;
  /** The access that is used is the one that the project names. */
  readonly usesOwn: boolean;
}

/** Where what the project's files say and what AWS says differ, one sentence each. */
export function driftOf({ project, identity, stackThere, profileThere, usesOwn }: DriftInput): string[] {
  const { stack, access } = project;
  const found: string[] = [];
  if (access?.kind === 'profile' && !profileThere)
    found.push(`The project names the profile ${access.name}, which is not on this machine.`);
  const whose = usesOwn ? "the project's access" : 'the access in use';
  const account = accountOfStack(stack);
  if (stack && identity && account && account !== identity.account) {
    found.push(`The stack is in account ${account}; ${whose} is account ${identity.account}.`);
  } else if (stackThere === false && stack) {
    found.push(
      `There is no stack ${stack.stackName} in account ${identity?.account ?? account}, ${stack.region}.`,
    );
  }
  if (stack && identity && stack.region !== identity.region)
    found.push(`The stack is in ${stack.region}; ${whose} is set to ${identity.region}.`);
  return found;
}

import type { Identity } from '../../core/plan.ts';
import { Problem } from '../../core/problem.ts';
import { endOfOptions, shellWord } from '../../core/shell.ts';
import { plainText } from '../../core/text.ts';
import { isUnnamedAccess } from '../../credentials/access.ts';
import type { Layout, ProjectStack } from '../../project/project.ts';
import { accountOfStack } from './facts.ts';

/** A stack, and an access in another place. */
export interface Elsewhere {
  readonly stack: ProjectStack;
  /** 12 digits; undefined if the stack's id does not have it. */
  readonly account: string | undefined;
  readonly identity: Identity;
  /** The stack's environment; undefined in a layout without environments. */
  readonly environment?: string | undefined;
}

/** The places of an access and of the stack, if they differ in account or region. */
export function elsewhereOf(
  stack: ProjectStack,
  identity: Identity,
  environment?: string,
): Elsewhere | undefined {
  const account = accountOfStack(stack);
  const sameAccount = account === undefined || account === identity.account;
  return sameAccount && stack.region === identity.region
    ? undefined
    : { stack, account, identity, environment };
}

/** The Problem that a project would be tied to an access that does not reach its stack. */
export function elsewhereProblem(elsewhere: Elsewhere, layout: Layout): Problem {
  const { stack, account, identity } = elsewhere;
  return new Problem({
    code: 'PROFILE_ELSEWHERE',
    what: `The stack ${plainText(stack.stackName)} is in account ${account ?? 'not known'}, ${stack.region}.`,
    why: `${identity.access} is account ${identity.account}, ${identity.region}: the next push with it would look for the stack in the wrong place.`,
    next: elsewhereNext(elsewhere, layout),
  });
}

/** The remedy. If only the region differs: a tie that names it, or the same keys under another name; the profile is not changed. */
export function elsewhereNext({ stack, account, identity, environment }: Elsewhere, layout: Layout): string {
  const ownWay =
    layout === 'multi-env' ? ', or make an environment of your own with `amplify-tui init --env NAME`' : '';
  const others = `Choose a profile of the stack's account and region${ownWay}; nothing was written.`;
  if (account !== undefined && account !== identity.account) return others;
  if (isUnnamedAccess(identity.access)) return `Set AWS_REGION=${stack.region}; nothing was written.`;
  const name = shellWord(identity.access);
  const other = shellWord(`${identity.access}-${stack.region}`);
  // In a clone with several environments none is chosen yet, and a run without a terminal does not ask.
  const which = layout === 'multi-env' && environment !== undefined ? ` --env ${shellWord(environment)}` : '';
  const tie = `\`amplify-tui configure project --profile ${name} --region ${stack.region}${which}\` ties it to the project as it is`;
  return `Nothing was written. ${tie}, and \`amplify-tui exec ${endOfOptions()} amplify push\` pushes in that region. Or a second profile has the same keys and that region: \`amplify-tui profiles bridge ${name} ${other} --region ${stack.region}\`; then choose it.`;
}

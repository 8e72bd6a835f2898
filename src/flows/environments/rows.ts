import { stackWords } from '../../aws/progress/narration.ts';
import { nearestWord } from '../../core/nearest.ts';
import { ownMember } from '../../core/own-member.ts';
import { Problem, type ProblemText } from '../../core/problem.ts';
import { plainText, utcTime } from '../../core/text.ts';
import type { ProjectAccess } from '../../project/project.ts';
import { accountOfStack, type ProjectFacts } from '../configure-project/facts.ts';

/** One environment of a project, according to its files. */
export interface EnvironmentRow {
  readonly name: string;
  /** Whether this machine uses it. */
  readonly current: boolean;
  /** Its access on this machine; absent in a clone. */
  readonly access?: ProjectAccess;
  /** 12 digits. */
  readonly account?: string;
  readonly region?: string;
  readonly stackName?: string;
  readonly stackId?: string;
  /** Only if the environment belongs to an Amplify app. */
  readonly appId?: string;
  /** Whether its keys file is missing on this machine. */
  readonly keysMissing?: true;
  /** Why the stack in its record cannot exist. */
  readonly stackFault?: ProblemText;
}

/** The state of an environment's stack according to AWS: its status, or why it is unknown, a few words. */
export type StackState =
  | {
      readonly kind: 'known';
      readonly status: string;
      /** The Amplify CLI is migrating the environment to Gen 2. */
      readonly locked?: boolean;
      /** When it was made or last updated, in milliseconds since the epoch. */
      readonly changedAt?: number;
      readonly outputs?: Readonly<Record<string, string>>;
    }
  /** `deletedAt`: milliseconds since the epoch, by AWS's clock, if AWS still reports the stack. */
  | { readonly kind: 'gone'; readonly deletedAt?: number }
  | { readonly kind: 'unknown'; readonly why: string };

/** The environments in the order of team-provider-info.json; empty in the documented layout. */
export function environmentRows(facts: ProjectFacts): EnvironmentRow[] {
  const { project, environments, stacks, stackFaults, accesses, keysMissing } = facts;
  const own = project.environment;
  const names = own === undefined || environments.includes(own) ? environments : [...environments, own];
  return names.map((name) => {
    const stack = ownMember(stacks, name);
    const access = ownMember(accesses, name);
    const stackFault = ownMember(stackFaults, name);
    const account = accountOfStack(stack);
    return {
      name,
      current: name === own,
      ...(access ? { access } : {}),
      ...(account ? { account } : {}),
      ...(stack ? { region: stack.region, stackName: stack.stackName, stackId: stack.stackId } : {}),
      ...(stack?.appId ? { appId: stack.appId } : {}),
      ...(access?.kind === 'keys-file' && keysMissing.includes(access.path)
        ? { keysMissing: true as const }
        : {}),
      ...(stackFault ? { stackFault } : {}),
    };
  });
}

/** The Problem of an environment that the project does not have. @param rows those that it has */
export function unknownEnvironment(name: string, rows: readonly EnvironmentRow[]): Problem {
  const names = rows.map((row) => plainText(row.name));
  const meant = nearestWord(name, names);
  return new Problem({
    code: 'USAGE',
    what: `The project has no environment ${plainText(name)}.`,
    why: `It has ${names.join(', ') || 'none'}.`,
    next: meant ? `Did you mean ${meant}?` : 'Run `amplify-tui env list` to see them.',
  });
}

/** The access of an environment on this machine, a word or two. */
export function accessWords({ access }: EnvironmentRow): string {
  return access?.kind === 'profile' ? access.name : (access?.kind ?? 'no profile');
}

/** A stack's state in words. @param timeWords how a time is written */
export function stateWords(state: StackState | undefined, timeWords = utcTime): string {
  switch (state?.kind) {
    case 'known':
      return [stackWords(state.status), state.locked && 'locked for Gen 2'].filter(Boolean).join(', ');
    case 'gone':
      return goneWords(state.deletedAt, timeWords);
    case 'unknown':
      return state.why;
    default:
      return '';
  }
}

/** The state of a project's stack, as a sentence. */
export function stackSentence(state: StackState): string {
  if (state.kind === 'unknown') return `The state of the stack is not known: ${state.why}.`;
  if (state.kind === 'gone' && state.deletedAt === undefined)
    return 'The stack is not found with this access: it is deleted, or of another account.';
  return state.kind === 'gone'
    ? `The stack is ${stateWords(state)}.`
    : `State of the stack: ${stateWords(state)}.`;
}

/** That a stack no longer exists. @param deletedAt milliseconds since the epoch, if AWS says */
export function goneWords(deletedAt: number | undefined, timeWords = utcTime): string {
  return `not there any more${deletedAt === undefined ? '' : `, deleted ${timeWords(deletedAt)}`}`;
}

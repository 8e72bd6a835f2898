import type { HomeData, SessionContext } from '../../machines/session/types.ts';
import { isRead, type WatchContext } from '../../machines/watch/machine.ts';
import type { FollowConnection, FollowUpdate } from '../../src/aws/progress/model.ts';
import { outcomeWords } from '../../src/aws/progress/narration.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import { dayOf, timeOfDay } from '../../src/core/text.ts';
import { accessName, sameChoice } from '../../src/credentials/access.ts';
import type { AccessOption } from '../../src/credentials/access-option.ts';
import { accountOfStack, otherAccountOf } from '../../src/flows/configure-project/facts.ts';
import { inKeys, missingAccess } from './access-trouble.ts';

/**
 * What is known about the followed stack. `last` is its last state from AWS, which may be minutes old and may have been read
 * with another access.
 */
export type StackReading =
  /** No stack is followed. */
  | { readonly kind: 'none' }
  /** AWS is being asked. */
  | { readonly kind: 'reading'; readonly last: FollowUpdate | undefined }
  /** It was read, and is up to date. */
  | { readonly kind: 'known'; readonly update: FollowUpdate }
  /** It cannot be read with the access in use: why, and which key helps. */
  | {
      readonly kind: 'unreadable';
      readonly problem: ProblemText;
      readonly last: FollowUpdate | undefined;
      /** Whether it waits for what is missing, and will then continue to follow the stack. */
      readonly isFollowed: boolean;
    }
  /** AWS cannot be reached for the moment; it is tried again. */
  | {
      readonly kind: 'away';
      readonly connection: FollowConnection;
      readonly last: FollowUpdate | undefined;
    };

/** The part of the session that concerns a stack. */
export type StackContext = Pick<
  SessionContext,
  'home' | 'access' | 'identity' | 'identityProblem' | 'connection' | 'seenBefore'
>;

/** What follows the stack, and whether it has given up. */
export interface Follower extends Pick<WatchContext, 'stack' | 'region' | 'update' | 'problem'> {
  readonly isBroken: boolean;
}

/**
 * What is known about the stack, and why not more: problems take precedence over what was last read.
 *
 * @param follower undefined while no stack is followed
 */
export function readingOf(context: StackContext, follower: Follower | undefined): StackReading {
  const { identityProblem, seenBefore, connection } = context;
  if (!follower) return { kind: 'none' };
  const { update, problem, isBroken, stack } = follower;
  const read = update && isRead(update) ? update : undefined;
  const last = read ?? (seenBefore?.stack === stack ? seenBefore.update : undefined);
  const unreadable = (why: ProblemText) =>
    ({ kind: 'unreadable', problem: why, last, isFollowed: !isBroken && read !== undefined }) as const;
  const elsewhere = otherAccount(context, stack);
  // AWS's answers to this access are right, whatever the account.
  if (elsewhere && (!read || isBroken)) return unreadable(elsewhere);
  if (isBroken && problem) return unreadable(inStackWords(problem, follower));
  if (identityProblem) return unreadable(inKeys(identityProblem));
  const missing = update && missingAccess(update);
  if (missing) return unreadable(missing);
  if (read && isOwnGone(context, read))
    return { kind: 'unreadable', problem: goneProblem(read), last: read, isFollowed: false };
  if (read) return { kind: 'known', update: read };
  const worst = [update?.connection, connection].find((each) => each && each.kind !== 'ok');
  return worst ? { kind: 'away', connection: worst, last } : { kind: 'reading', last };
}

/** Whether the project names a stack that was deleted; of any other stack it is no problem. */
function isOwnGone({ home }: StackContext, { progress: { outcome, stackId } }: FollowUpdate): boolean {
  return (
    outcome === 'deleted' && home?.found.kind === 'project' && home.found.project.stack?.stackId === stackId
  );
}

function goneProblem({ progress: { stackName, endedAt } }: FollowUpdate): ProblemText {
  const when = endedAt === undefined ? '' : ` on ${dayOf(endedAt)} at ${timeOfDay(endedAt).slice(0, 5)}`;
  return {
    code: 'STACK_UNKNOWN',
    what: `The stack ${stackName} is gone: it was deleted${when}.`,
    why: 'The files of the project still name it.',
    next: '`v` on home shows the other environments, `x` deletes the rest of the project; then `i` makes it anew.',
  };
}

/** The problem that the stack is in another account than the access: both accounts, and the profiles that would work. */
function otherAccount({ identity, home, access }: StackContext, stack: string): ProblemText | undefined {
  const account = otherAccountOf(stack, identity);
  if (!identity || !account) return undefined;
  const { account: mine, accountAlias } = identity;
  return {
    code: 'PROFILE_ELSEWHERE',
    what: `This stack is in account ${account}. You are in ${mine}${accountAlias ? ` (${accountAlias})` : ''}.`,
    why: 'Only a profile of its own account may read it.',
    next: profilesOf(account, home, access),
  };
}

function profilesOf(account: string, home: HomeData | undefined, access: SessionContext['access']): string {
  const own = home?.found.kind === 'project' ? home.found.project.access : undefined;
  const isOwn = (name: string) => own?.kind === 'profile' && own.name === name;
  const isSuch = (option: AccessOption) =>
    option.account === account || (!option.account && isOwn(option.label));
  let first: string | undefined;
  for (const option of home?.profiles ?? []) {
    if (!option.usable.ok || !isSuch(option) || sameChoice(option.choice, access?.choice)) continue;
    first = accessName(option.choice);
    break;
  }
  if (first === undefined) return 'Press p and choose a profile of that account.';
  return isOwn(first)
    ? `Press p and choose ${first}: the project is tied to it.`
    : `Press p and choose ${first}, which is of that account.`;
}

/** A problem of the follower, worded for the stack. */
function inStackWords(problem: ProblemText, { stack, region }: Follower): ProblemText {
  const name = /:stack\/([^/]+)\//.exec(stack)?.[1] ?? stack;
  const account = accountOfStack({ stackId: stack });
  if (problem.code === 'STACK_UNKNOWN')
    return {
      ...problem,
      what: `The stack ${name} is gone.`,
      why: `AWS knows no stack of that name or id${account ? ` in account ${account}` : ''}, ${region}: it was deleted, or its region is another.`,
      next: 'Press r to refresh, or v for the environments of the project.',
    };
  if (problem.code === 'ACCESS_DENIED')
    return {
      ...inKeys(problem),
      what: `You may not read the stack ${name}.`,
      // The calls (L) have AWS's own words.
      why: `${problem.what} ${problem.why.replace(/\s*AWS says: .*$/s, '')}`,
    };
  return inKeys(problem);
}

/** `it was complete`: the state of a stack when it was last read, after the time if that is known. */
export function lastWords({ progress, readAt }: FollowUpdate, now: number): string {
  const was = `it was ${outcomeWords(progress)}`;
  return readAt === undefined ? was : `as of ${ageWords(readAt, now)} ${was}`;
}

/** `15:43` today, `2026-11-23 15:43` on another day. */
export function ageWords(at: number, now: number): string {
  const time = timeOfDay(at).slice(0, 5);
  return dayOf(at) === dayOf(now) ? time : `${dayOf(at)} ${time}`;
}

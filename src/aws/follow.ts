import type { Clock } from '../platform/clock.ts';
import { asProblem, Problem } from '../values/problem.ts';
import type { AwsClients } from './clients.ts';
import { createBudget } from './follow/budget.ts';
import { createConnectionWatch } from './follow/connection.ts';
import { createEventReader } from './follow/event-reader.ts';
import { createPace } from './follow/pace.ts';
import type { ExpectedResource, FollowUpdate, StackProgress, StackRecord } from './progress/model.ts';
import {
  applyEvents,
  applyExpected,
  applyResources,
  applyStack,
  createProgress,
} from './progress/reducer.ts';
import { isSettled } from './progress/status.ts';
import { describeStack, stackTemplate } from './stack.ts';
import { stackEventsPage, stackResourcesPage } from './stack-pages.ts';
import { expectedResources } from './template-resources.ts';

/** Calls in any minute: AWS's own limit is not published and shared by everyone in the account and region. */
export const callsPerMinute = 30;
/** DescribeStacks is asked this often in case an event is missing, milliseconds. */
const safetyNet = 30_000;
/** How long an operation that was just asked for may take to show, milliseconds. */
const takesEffect = 15_000;
/** How often DescribeStacks may lag behind an end that the events tell, before the events are believed. */
const lagging = 3;

export interface FollowOptions {
  /** Name or ARN; a deleted stack is found by its ARN only. */
  readonly stack: string;
  /** The stack's template: what will come and who waits for whom. Read from AWS when neither this nor `expected` is there. */
  readonly template?: string;
  readonly expected?: readonly ExpectedResource[];
  readonly clock: Clock;
  /** Ends the following; the stack goes on. */
  readonly signal?: AbortSignal;
  /** Called after every look at the stack, and when the connection gets worse. */
  readonly onUpdate: (update: FollowUpdate) => void;
  /** An operation that was asked for a moment ago: a stack that has not begun it yet is not taken for settled. */
  readonly operation?: 'create' | 'update' | 'delete' | 'import';
}

/**
 * Follows a stack until it has settled, whoever started its operation; the only poller there is.
 *
 * At most {@link callsPerMinute} calls, the first ones quick. It waits longer when AWS asks for that and after five
 * quiet minutes. Without a network or with expired credentials it keeps trying and says so; the stack goes on anyway.
 *
 * @param clients made with `maxAttempts: 1`, since the waiting is done here
 * @returns the end; a stack that is settled already is told once, in full
 * @throws Problem STACK_UNKNOWN, or what three tries could not get around; the signal's reason when stopped
 */
export async function followStack(clients: AwsClients, options: FollowOptions): Promise<StackProgress> {
  const { clock, signal } = options;
  const budget = createBudget(callsPerMinute, clock);
  const attachedAt = clock.now();
  const pace = createPace(budget, attachedAt);
  const connection = createConnectionWatch(pace);
  let progress = createProgress(nameOf(options.stack));

  const tell = () =>
    options.onUpdate({
      progress,
      connection: connection.state,
      clockOffset: clients.clockOffset(),
      callsLastMinute: budget.used(),
    });

  /** Makes one call, as often as it takes; what `isAnswer` names is thrown at once, for the caller to judge. */
  async function ask<T>(call: () => Promise<T>, isAnswer?: (problem: Problem) => boolean): Promise<T> {
    for (;;) {
      await budget.take(signal);
      try {
        const answer = await call();
        connection.answered();
        return answer;
      } catch (thrown) {
        signal?.throwIfAborted();
        const problem = asProblem(thrown);
        if (isAnswer?.(problem)) throw problem;
        const wait = connection.failed(problem, clock.now());
        tell();
        await clock.sleep(wait, signal);
      }
    }
  }

  // A stack that was created a moment ago may not be known by its id everywhere yet; a name is there or is not.
  const isArn = options.stack.startsWith('arn:');
  const first = await ask(
    () => describeOrFail(clients, options.stack, signal),
    (problem) => isUnknownStack(problem) && !isArn,
  );
  // From here on the id: another stack of the same name is another stack.
  const id = first.stackId;
  const expected =
    options.expected ?? (options.template ? await expectedResources(options.template) : undefined);
  progress = createProgress({ stackId: id, stackName: first.stackName, ...(expected ? { expected } : {}) });
  progress = applyStack(progress, first);
  if (!isSettled(first.status)) tell();

  const reader = createEventReader((next) => stackEventsPage(clients, id, next, signal));
  async function readEvents(): Promise<boolean> {
    let hadEvents = false;
    for (;;) {
      const page = await ask(() => reader.next(), isUnknownStack).catch(orUndefined(isUnknownStack));
      // An emulator that forgets deleted stacks; DescribeStacks decides.
      if (!page) {
        await describe();
        return hadEvents;
      }
      progress = applyEvents(progress, page.fresh);
      hadEvents ||= page.fresh.length > 0;
      if (page.complete) return hadEvents;
      tell();
    }
  }
  async function readResources(): Promise<void> {
    let next: string | undefined;
    do {
      const read = () => stackResourcesPage(clients, id, next, signal);
      const page = await ask(read, isPassable).catch(orUndefined(isPassable));
      progress = applyResources(progress, page?.items ?? []);
      next = page?.next;
    } while (next);
  }
  let describedAt = clock.now();
  let misses = 0;
  /** @returns the status that DescribeStacks tells; empty when it does not know the stack for a moment */
  async function describe(): Promise<string> {
    const record = await ask(() => describeStack(clients, id, signal));
    describedAt = clock.now();
    misses = record ? 0 : misses + 1;
    if (!record && progress.operation !== 'delete' && misses < 3) return '';
    const told = record ?? goneRecord(first, clock.now() + clients.clockOffset());
    progress = applyStack(progress, told);
    return told.status;
  }
  const isAwaited = () =>
    options.operation !== undefined &&
    progress.operation !== options.operation &&
    clock.now() - attachedAt < takesEffect;

  await readEvents();
  await readResources();
  if (!expected && !isSettled(progress.status)) {
    const read = () => stackTemplate(clients, id, signal);
    const template = await ask(read, isPassable).catch(orUndefined(isPassable));
    if (template) progress = applyExpected(progress, await expectedResources(template));
  }
  tell();
  if (isSettled(first.status) && isSettled(progress.status) && !isAwaited()) return progress;

  let hadEvents = true;
  let described: string | undefined;
  for (let lags = 0; ; ) {
    if (isSettled(progress.status) && !isAwaited()) {
      // The events may be those of an operation before; DescribeStacks decides, and it has the outputs.
      if (isSettled(described ?? (await describe())) || lags >= lagging) break;
      lags += 1;
    }
    await clock.sleep(pace.next(clock.now(), hadEvents), signal);
    // In place of a look at the events, so that it costs no call more.
    const isDue = clock.now() - describedAt >= safetyNet;
    described = isDue ? await describe() : undefined;
    hadEvents = isDue ? false : await readEvents();
    tell();
  }
  await readEvents();
  await readResources();
  tell();
  return progress;
}

/** A stack that was never there is not waited for. */
async function describeOrFail(
  clients: AwsClients,
  stack: string,
  signal: AbortSignal | undefined,
): Promise<StackRecord> {
  const record = await describeStack(clients, stack, signal);
  if (record) return record;
  throw new Problem({
    code: 'STACK_UNKNOWN',
    what: `There is no stack ${stack} in ${clients.region}.`,
    why: 'It is in another account or region, or was deleted; a deleted stack is found by its id only, for 90 days.',
    next: 'Check the name, --profile and --region.',
  });
}

function isUnknownStack({ code }: Problem): boolean {
  return code === 'STACK_UNKNOWN';
}

/** For what is good to have but may not be allowed, the list of resources and the template: it goes on without. */
function isPassable({ code }: Problem): boolean {
  return ['ACCESS_DENIED', 'AWS_REJECTED', 'STACK_UNKNOWN', 'AWS_ANSWER'].includes(code);
}

/** Turns the problems that are expected into undefined; everything else stays thrown. */
function orUndefined(isExpected: (problem: Problem) => boolean): (thrown: unknown) => undefined {
  return (thrown) => {
    if (thrown instanceof Problem && isExpected(thrown)) return undefined;
    throw thrown;
  };
}

/** A stack that was there and is not found any more has been deleted, in a cloud that forgets at once. */
function goneRecord(first: StackRecord, now: number): StackRecord {
  return { ...first, status: 'DELETE_COMPLETE', deletedAt: now };
}

/** What to call a stack before AWS has told anything of it. */
function nameOf(stack: string): { stackId: string; stackName: string } {
  return { stackId: stack, stackName: /:stack\/([^/]+)\//.exec(stack)?.[1] ?? stack };
}

import { asProblem, type Problem } from '../core/problem.ts';
import type { Clock } from '../platform/clock.ts';
import type { AwsClients } from './clients.ts';
import { createBudget } from './follow/budget.ts';
import { createCaller, isPassable } from './follow/caller.ts';
import { createConnectionWatch } from './follow/connection.ts';
import { createEventReader } from './follow/event-reader.ts';
import { describeOrFail, goneRecord, isUnknownStack, nameOf } from './follow/find-stack.ts';
import { createNestedReader } from './follow/nested-reader.ts';
import { createPace, steady } from './follow/pace.ts';
import { createStackTree, type NestedNode } from './follow/tree.ts';
import { callsPerMinute, createTurns, isEndNear, liveStacks, mostUrgent, urgency } from './follow/turns.ts';
import { countPages } from './pages.ts';
import type { ExpectedResource, FollowUpdate, StackProgress } from './progress/model.ts';
import {
  applyEvents,
  applyExpected,
  applyResources,
  applyStack,
  createProgress,
} from './progress/reducer.ts';
import { isSettled } from './progress/status.ts';
import { isRollbackStuck } from './progress/stuck-rollback.ts';
import { describeStack, stackTemplate } from './stack.ts';
import { stackEventsPage, stackResourcesPage } from './stack-pages.ts';
import { expectedResources } from './template-resources.ts';

/** DescribeStacks is asked this often in case an event is missing, milliseconds. */
const safetyNet = 30_000;
/** How long an operation that was just asked for may take to show, milliseconds. */
const takesEffect = 15_000;
/** How often DescribeStacks may lag behind an end that the events tell, before the events are believed. */
const lagging = 3;
/** When a nested stack has ended, the stack itself is looked at so soon, milliseconds. */
const atOnce = 300;
/** The part of the calls in a minute that coming to know a tree in flight may take at once. */
const catchUp = 0.35;
/** How often the connection is waited for then: the end is known already. */
const patience = 5;
/** What tells of every resource, and what lists them: AWS may allow one without the other. */
const eventsAction = 'cloudformation:DescribeStackEvents';
const resourcesAction = 'cloudformation:ListStackResources';
/** Without events the resources are listed with every so many looks at the stack. */
const resourcesEvery = 4;
/** Calls that are left alone when the rest about nested stacks is read at the end. */
const reserve = 4;

export interface FollowOptions {
  /** Name or ARN; a deleted stack is found by its ARN only. */
  readonly stack: string;
  /** The stack's template: what will come and who waits for whom. Read from AWS when neither this nor `expected` is there. */
  readonly template?: string;
  readonly expected?: readonly ExpectedResource[];
  /** What its template held when it was followed last: as good for a stack in which nothing goes on. */
  readonly lastExpected?: readonly ExpectedResource[] | undefined;
  readonly clock: Clock;
  /** Ends the following; the stack goes on. */
  readonly signal?: AbortSignal;
  /** Called after every look at the stack, and when the connection gets worse. */
  readonly onUpdate: (update: FollowUpdate) => void;
  /** An operation that was asked for a moment ago: a stack that has not begun it yet is not taken for settled. */
  readonly operation?: 'create' | 'update' | 'delete' | 'import' | 'continue-rollback';
}

/**
 * Follows a stack and everything nested in it until it has settled, whoever started its operation; the only poller
 * there is.
 *
 * All stacks share one budget: at most 30 calls in any minute for up to four stacks, six more for each further one
 * that is in work, 60 at most; the first calls are quick. It waits longer when AWS asks for that and after five quiet
 * minutes. Without a network or with expired credentials it keeps trying and says so; the stack goes on anyway. Where the
 * access may not read events, resources or the template, it follows what DescribeStacks tells, and names what is missing.
 *
 * @param clients made with `maxAttempts: 1`, since the waiting is done here
 * @returns the end; a stack that is settled already is told at once, then again with each nested stack that was read
 * @throws Problem STACK_UNKNOWN, or what three tries could not get around; the signal's reason when stopped
 */
export async function followStack(clients: AwsClients, options: FollowOptions): Promise<StackProgress> {
  const { clock, signal } = options;
  const { now } = clock;
  const startedAt = now();
  let mostStacks = 1;
  const budget = createBudget(() => callsPerMinute(mostStacks), clock);
  const pace = createPace(budget, startedAt);
  const connection = createConnectionWatch(pace);
  let shown = createProgress(nameOf(options.stack));
  /** What this access may not do; the following goes on with the rest. */
  const missing = new Set<string>();
  let readAt: number | undefined;
  const tell = () =>
    options.onUpdate({
      progress: shown,
      connection: connection.state,
      ...(missing.size > 0 ? { missing: [...missing] } : {}),
      clockOffset: clients.clockOffset(),
      callsLastMinute: budget.used(),
      ...(readAt === undefined ? {} : { readAt }),
    });
  const caller = createCaller({ budget, connection, clock, signal, tell });
  const { insist } = caller;

  // A stack that was created a moment ago may not be known by its id everywhere yet; a name is there or is not.
  const isArn = options.stack.startsWith('arn:');
  const first = await insist(
    () => describeOrFail(clients, options.stack, signal),
    (problem) => isUnknownStack(problem) && !isArn,
  );
  // From here on the id: another stack of the same name is another stack.
  const id = first.stackId;
  const settled = isSettled(first.status);
  // What was known before serves a stack in which nothing goes on.
  const expected =
    options.expected ??
    (settled ? options.lastExpected : undefined) ??
    (options.template ? await expectedResources(options.template) : undefined);
  const readerOf = (stackId: string) =>
    createEventReader((next) => stackEventsPage(clients, stackId, next, signal));
  const tree = createStackTree(
    {
      id,
      progress: createProgress({
        stackId: id,
        stackName: first.stackName,
        ...(expected ? { expected } : {}),
      }),
    },
    { openReader: readerOf, clockOffset: clients.clockOffset },
  );
  const update = (change: (progress: StackProgress) => StackProgress) => {
    readAt = now();
    tree.update(tree.root, change, readAt);
    looked();
  };
  let hasMoved = false;
  const looked = () => {
    shown = tree.root.progress;
    hasMoved ||= shown.outcome === 'running';
    mostStacks = Math.max(mostStacks, 1 + liveStacks(tree));
  };
  update((progress) => applyStack(progress, first));
  if (!settled) tell();

  const reader = readerOf(id);
  /** Lets a problem pass that the following goes on without; what is not allowed is noted. */
  const passing = (action: string, isDispensable: (problem: Problem) => boolean) => (thrown: unknown) => {
    const problem = asProblem(thrown);
    if (problem.code === 'ACCESS_DENIED') missing.add(`cloudformation:${action}`);
    else if (!isDispensable(problem)) throw thrown;
    return undefined;
  };
  /** @param isDispensable problems that the events are gone without for */
  async function readEvents(isDispensable = isUnknownStack): Promise<boolean> {
    let hadEvents = false;
    if (missing.has(eventsAction)) {
      await describe();
      looks += 1;
      if (looks % resourcesEvery === 0 && !missing.has(resourcesAction)) await readResources();
      return false;
    }
    for (;;) {
      const page = await insist(() => reader.next(), isDispensable).catch(
        passing('DescribeStackEvents', isDispensable),
      );
      if (!page) {
        // An emulator that forgets deleted stacks; DescribeStacks decides.
        if (!hasSettled()) await describe();
        return hadEvents;
      }
      update((progress) => applyEvents(progress, page.fresh));
      hadEvents ||= page.fresh.length > 0;
      if (page.complete) return hadEvents;
      tell();
    }
  }
  async function readResources(isDispensable = isPassable): Promise<void> {
    const nextOf = countPages(`list the resources of the stack ${id}`);
    let next: string | undefined;
    do {
      const read = () => stackResourcesPage(clients, id, next, signal);
      const page = await insist(read, isDispensable).catch(passing('ListStackResources', isDispensable));
      update((progress) => applyResources(progress, page?.items ?? []));
      next = nextOf(page?.next);
    } while (next);
  }
  let looks = 0;
  let describedAt = now();
  let misses = 0;
  /** @returns the status that DescribeStacks tells; empty when it does not know the stack for a moment */
  async function describe(): Promise<string> {
    const record = await insist(() => describeStack(clients, id, signal));
    describedAt = now();
    misses = record ? 0 : misses + 1;
    if (!record && shown.operation !== 'delete' && misses < 3) return '';
    const told = record ?? goneRecord(first, now() + clients.clockOffset());
    update((progress) => applyStack(progress, told));
    return told.status;
  }
  const readNested = createNestedReader({ clients, caller, tree, now, signal });
  const hasSettled = () => isSettled(shown.status) && !isAwaited();
  const isAwaited = () =>
    options.operation !== undefined &&
    (options.operation === 'continue-rollback'
      ? isRollbackStuck(shown) && !hasMoved
      : shown.operation !== options.operation) &&
    // Either way, for the clock may be set back meanwhile.
    Math.abs(now() - startedAt) < takesEffect;
  /** Reads about nested stacks without a pause, the most urgent first, as long as there is something to read. */
  async function readOn(isEnough: (node: NestedNode) => boolean, hasEnded = true): Promise<void> {
    for (let waits = 0; waits < patience; ) {
      const node = mostUrgent(tree, hasEnded ? Number.POSITIVE_INFINITY : now());
      if (!node || isEnough(node)) return;
      if ((await readNested(node)) === 'waited') waits += 1;
      looked();
      tell();
    }
  }

  await readEvents();
  await readResources();
  async function readTemplate(orElse: (thrown: unknown) => undefined): Promise<void> {
    const read = () => stackTemplate(clients, id, signal);
    const template = await insist(read, isPassable).catch(orElse);
    if (!template) return;
    const named = await expectedResources(template);
    update((progress) => applyExpected(progress, named));
  }
  if (!expected && !isSettled(shown.status)) await readTemplate(passing('GetTemplate', isPassable));
  tell();
  if (settled && hasSettled()) {
    // What waited for what is good to know and no more: what goes wrong with it is not told.
    if (!expected && shown.outcome === 'succeeded') await readTemplate(() => undefined);
    mostStacks = 1 + tree.nested.length;
    await readOn(() => false);
    return shown;
  }
  await readOn(() => budget.used() > callsPerMinute(mostStacks) * catchUp, false);

  const turns = createTurns(tree);
  let hadEvents = true;
  /** A nested stack has ended: its parent may have, too. */
  let hasNews = false;
  let described: string | undefined;
  for (let lags = 0; ; ) {
    if (hasSettled()) {
      // The events may be those of an operation before; DescribeStacks decides, and it has the outputs.
      if (isSettled(described ?? (await describe())) || lags >= lagging) break;
      lags += 1;
    }
    const live = liveStacks(tree);
    const usual = pace.next(now(), hadEvents, turns.spacing());
    // The end is near: calls that were spared for it are there to be used.
    const isSpared = connection.state.kind === 'ok' && budget.free() > reserve;
    const longest = hasNews ? atOnce : isEndNear(tree) ? steady : usual;
    const wait = isSpared ? Math.min(usual, longest) : usual;
    const turn = turns.next(now() + wait);
    await clock.sleep(wait, signal);
    if (turn) {
      described = undefined;
      const had = await readNested(turn);
      looked();
      hadEvents = had === 'events';
      if (had === 'waited') turns.hurry();
      hasNews = liveStacks(tree) < live;
      if (hasNews) turns.hurry();
    } else {
      // In place of a look at the events, so that it costs no call more.
      const isDue = Math.abs(now() - describedAt) >= safetyNet;
      described = isDue ? await describe() : undefined;
      hasNews = false;
      hadEvents = isDue ? false : await readEvents();
    }
    tell();
  }
  const isFine = shown.outcome === 'succeeded' || shown.outcome === 'deleted';
  // Nobody waits for the last words of a good end while AWS refuses calls: one try each.
  const anything = () => true;
  await readEvents(isFine ? anything : isUnknownStack);
  await readResources(isFine ? anything : isPassable);
  tell();
  // Why it failed is read whatever it costs.
  await readOn((node) => budget.free() <= reserve && (isFine || urgency(node) > 0));
  return shown;
}

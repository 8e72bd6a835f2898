import type { AwsClients } from './clients.ts';
import { createBudget } from './follow/budget.ts';
import { createCaller, isPassable } from './follow/caller.ts';
import { readChain } from './follow/chain.ts';
import { createConnectionWatch } from './follow/connection.ts';
import { createEventReader } from './follow/event-reader.ts';
import { describeOrFail, isOfOtherAccount, isUnknownStack } from './follow/find-stack.ts';
import { createFollowed } from './follow/followed.ts';
import { createMonitor, reserve } from './follow/monitor.ts';
import { createNestedReader } from './follow/nested-reader.ts';
import type { FollowOptions } from './follow/options.ts';
import { createPace } from './follow/pace.ts';
import { createPoller, type Poller } from './follow/poller.ts';
import { createStackTree } from './follow/tree.ts';
import { callsPerMinute, urgency } from './follow/turns.ts';
import type { StackProgress } from './progress/model.ts';
import { applyStack, createProgress } from './progress/reducer.ts';
import { isSettled } from './progress/status.ts';
import { stackEventsPage } from './stack-pages.ts';
import { expectedResources } from './template-resources.ts';

export type { FollowOptions } from './follow/options.ts';

/** The share of the calls per minute that catching up with a tree in progress may use at once. */
const catchUp = 0.35;

/**
 * Follows a stack and everything nested in it until it has settled, whoever started its operation; the only poller there
 * is.
 *
 * All stacks share one budget: at most 30 calls in any minute for up to four stacks, six more for each further active
 * one, 60 at most; the first calls come quickly. The intervals grow when AWS throttles and after five quiet minutes.
 * Without a network or with expired credentials it keeps trying and says so; the stack continues anyway. If the access
 * may not read events, resources or the template, it follows what DescribeStacks shows, and names what is missing.
 *
 * @param clients created with `maxAttempts: 1`, since the waiting is done here
 * @returns the end; the progress of an already settled stack is first passed on, then again with each nested stack read
 * @throws Problem STACK_UNKNOWN, or whatever remains after three tries; the signal's reason when stopped
 */
export async function followStack(clients: AwsClients, options: FollowOptions): Promise<StackProgress> {
  const { clock, signal } = options;
  const { now } = clock;
  const followed = createFollowed(options);
  const budget = createBudget(() => callsPerMinute(followed.mostStacks), clock);
  const pace = createPace(budget, now());
  const connection = createConnectionWatch(pace);
  const tell = () =>
    options.onUpdate({
      progress: followed.progress,
      connection: connection.state,
      ...(followed.missing.size > 0 ? { missing: [...followed.missing] } : {}),
      clockOffset: clients.clockOffset(),
      callsLastMinute: budget.used(),
      ...(followed.readAt === undefined ? {} : { readAt: followed.readAt }),
      ...(followed.hasSettled && followed.hasUnread ? { isUnread: true } : {}),
    });
  const caller = createCaller({ budget, connection, clock, signal, tell });

  // A new stack may not be known by its id everywhere yet; by name it is found, or does not exist.
  const isArn = options.stack.startsWith('arn:');
  const first = await caller.insist(
    () => describeOrFail(clients, options.stack, signal),
    (problem) => (isUnknownStack(problem) && !isArn) || isOfOtherAccount(problem, options.stack),
  );
  const settled = isSettled(first.status);
  // Earlier knowledge is good enough for a stack without an operation.
  const expected =
    options.expected ??
    (settled ? options.lastExpected : undefined) ??
    (options.template ? await expectedResources(options.template) : undefined);
  const openReader = (stackId: string) =>
    createEventReader((next) => stackEventsPage(clients, stackId, next, signal));
  // From here on by id: another stack of the same name is another stack.
  const { stackId, stackName } = first;
  const root = createProgress({ stackId, stackName, ...(expected ? { expected } : {}) });
  const { clockOffset } = clients;
  const tree = createStackTree({ id: stackId, progress: root }, { openReader, clockOffset });
  followed.open(tree);
  followed.update((progress) => applyStack(progress, first));
  if (!settled) tell();

  const reader = openReader(stackId);
  const poller = createPoller({ clients, caller, followed, reader, first, now, signal, tell });
  const reading = { clients, caller, tree, followed, tell, now, signal };
  const readNested = createNestedReader(reading);
  const parts = { budget, clock, connection, followed, pace, poller, readNested, signal, tell, tree };
  const monitor = createMonitor(parts);
  await poller.readEvents();
  await poller.readResources();
  if (!expected && !isSettled(followed.progress.status)) await poller.readTemplate(true);
  tell();
  if (settled && followed.hasSettled) {
    // The template is only nice to have, so a failure to read it is not reported.
    if (!expected && followed.progress.outcome === 'succeeded') await poller.readTemplate(false);
    followed.countAll();
    await monitor.readOn(() => false, true);
    await readChain(reading, () => true);
    return followed.progress;
  }
  await monitor.readOn(() => budget.used() > callsPerMinute(followed.mostStacks) * catchUp, false);
  await monitor.untilSettled();
  const { outcome } = followed.progress;
  const isFine = outcome === 'succeeded' || outcome === 'deleted';
  await readRest(poller, isFine);
  tell();
  // Reasons for a failure are read whatever they cost.
  await monitor.readOn((node) => budget.free() <= reserve && (isFine || urgency(node) > 0), true);
  await readChain(reading, () => budget.free() > reserve);
  return followed.progress;
}

/** The last details after a success are not worth waiting for while AWS throttles: one try each. */
async function readRest(poller: Poller, isFine: boolean): Promise<void> {
  const anything = () => true;
  await poller.readEvents(isFine ? anything : isUnknownStack);
  await poller.readResources(isFine ? anything : isPassable);
}

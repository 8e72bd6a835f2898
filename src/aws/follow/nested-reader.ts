import { asProblem } from '../../core/problem.ts';
import type { AwsClients } from '../clients.ts';
import { isStackEvent } from '../progress/order.ts';
import { applyEvents, applyExpected, applyResources } from '../progress/reducer.ts';
import { isSettled } from '../progress/status.ts';
import { stackTemplate } from '../stack.ts';
import { stackResourcesPage } from '../stack-pages.ts';
import { expectedResources } from '../template-resources.ts';
import { type Caller, isPassable } from './caller.ts';
import { steady } from './pace.ts';
import type { FirstLook, NestedNode, StackTree } from './tree.ts';

/** The longest interval for reading a quiet nested stack, milliseconds. */
const quietLongest = 30_000;
/** The shortest and longest time that it yields to others after a failure, milliseconds. */
const standsBack = 8_000;
const standsBackLongest = 60_000;
/** Consecutive failures after which a nested stack is given up. */
const tries = 4;

interface NestedReaderParts {
  readonly clients: AwsClients;
  readonly caller: Caller;
  readonly tree: StackTree;
  readonly now: () => number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Makes the most useful call about a nested stack: what exists already, what will come, then its events, page by page.
 *
 * @returns `events` if there were new ones; `waited` if the call failed and the connection had to be waited for
 */
export type ReadNested = (node: NestedNode) => Promise<'events' | 'nothing' | 'waited'>;

/** A problem with a nested stack never stops the following: the stack is skipped, and its parent shows what it can. */
export function createNestedReader({ clients, caller, tree, now, signal }: NestedReaderParts): ReadNested {
  function lookTaken(node: NestedNode): void {
    node.firstLooks.shift();
    node.dueAt = now() + (node.firstLooks.length > 0 ? 0 : node.interval);
  }

  async function readResources(node: NestedNode) {
    const made = await caller.once(() => stackResourcesPage(clients, node.id, node.resourcesToken, signal));
    if (made === 'waited') return made;
    node.resourcesToken = made.answer.next;
    if (!node.resourcesToken) lookTaken(node);
    tree.update(node, (progress) => applyResources(progress, made.answer.items), now());
    return 'nothing';
  }

  async function readTemplate(node: NestedNode) {
    const made = await caller.once(() => stackTemplate(clients, node.id, signal));
    if (made === 'waited') return made;
    lookTaken(node);
    const expected = await expectedResources(made.answer);
    tree.update(node, (progress) => applyExpected(progress, expected), now());
    return 'nothing';
  }

  async function readEvents(node: NestedNode, isFirst: boolean) {
    const hadEnded = node.state === 'ended';
    const made = await caller.once(() => node.reader.next());
    if (made === 'waited') return made;
    const { fresh, complete } = made.answer;
    node.heldEvents.push(...fresh);
    const events = complete ? node.heldEvents.splice(0) : [];
    tree.update(node, (progress) => applyEvents(progress, events), now());
    // More than a page has happened already: the list of resources shows the current state at once.
    if (isFirst) node.firstLooks.splice(0, 1, ...(complete ? [] : (['resources'] as const)));
    if (complete) {
      node.isRead = hadEnded || events.some((event) => isStackEvent(event) && isSettled(event.status));
      node.interval =
        fresh.length > 0 ? steady : Math.min(quietLongest, Math.max(steady, node.interval * 1.5));
      node.dueAt = node.firstLooks.length > 0 ? now() : now() + node.interval;
    }
    return fresh.length > 0 ? 'events' : 'nothing';
  }

  function read(node: NestedNode) {
    if (node.state === 'ended') node.firstLooks = looksAtEnd(node);
    const [look] = node.firstLooks;
    if (look === 'resources') return readResources(node);
    return look === 'template' ? readTemplate(node) : readEvents(node, look === 'events');
  }

  function stepBack(node: NestedNode): void {
    node.interval = Math.min(standsBackLongest, Math.max(standsBack, node.interval * 2));
    node.dueAt = now() + node.interval;
  }

  return async (node) => {
    try {
      const had = await read(node);
      if (had === 'waited') stepBack(node);
      else node.failures = 0;
      return had;
    } catch (thrown) {
      signal?.throwIfAborted();
      const problem = asProblem(thrown);
      // A new nested stack may not be known everywhere yet.
      if (isPassable(problem) && problem.code !== 'STACK_UNKNOWN' && node.firstLooks.length > 0) {
        lookTaken(node);
        return 'nothing';
      }
      node.failures += 1;
      node.isClosed = problem.code === 'ACCESS_DENIED' || node.failures >= tries;
      stepBack(node);
      return 'nothing';
    }
  };
}

/** For a stack that took no part, the list of resources is enough; for the others, the events show everything. */
function looksAtEnd({ firstLooks, takesPart }: NestedNode): FirstLook[] {
  if (!takesPart) return firstLooks.some((look) => look !== 'template') ? ['resources'] : [];
  return firstLooks.filter((look) => look !== 'template');
}

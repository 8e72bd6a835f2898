import { asProblem, type Problem } from '../../core/problem.ts';
import type { AwsClients } from '../clients.ts';
import { countPages } from '../pages.ts';
import type { StackEventRecord, StackRecord } from '../progress/model.ts';
import { applyEvents, applyExpected, applyResources, applyStack } from '../progress/reducer.ts';
import { describeStack, stackTemplate } from '../stack.ts';
import { stackResourcesPage } from '../stack-pages.ts';
import { expectedResources } from '../template-resources.ts';
import { type Caller, isPassable } from './caller.ts';
import type { EventReader } from './event-reader.ts';
import { goneRecord, isUnknownStack } from './find-stack.ts';
import type { Followed } from './followed.ts';

/** One reports what happens to every resource, the other lists them: AWS may allow one without the other. */
const eventsAction = 'cloudformation:DescribeStackEvents';
const resourcesAction = 'cloudformation:ListStackResources';
/** Without events, the resources are listed at every fourth read of the stack. */
const resourcesEvery = 4;

type Judge = (problem: Problem) => boolean;

/** Reads the stack itself. */
export interface Poller {
  /** @param isDispensable problems despite which the stack is followed without its events @returns whether there were new ones */
  readEvents(isDispensable?: Judge): Promise<boolean>;
  readResources(isDispensable?: Judge): Promise<void>;
  /** Reads the expected resources, if nobody has passed them. @param isNeeded false: problems with it are not reported */
  readTemplate(isNeeded: boolean): Promise<void>;
  /** @returns the status from DescribeStacks; empty if it temporarily does not know the stack */
  describe(): Promise<string>;
  /** When DescribeStacks was last called, milliseconds. */
  readonly describedAt: number;
}

interface PollerParts {
  readonly clients: AwsClients;
  readonly caller: Caller;
  readonly followed: Followed;
  readonly reader: EventReader;
  /** The stack as first found. */
  readonly first: StackRecord;
  readonly now: () => number;
  readonly signal: AbortSignal | undefined;
  /** Called after each page but the last. */
  readonly tell: () => void;
}

/**
 * Batches pages of events. They come newest first, and applying older ones costs as much as all events so far: the more
 * there are, the fewer times it is done.
 */
function createBatches(take: (events: readonly StackEventRecord[]) => void) {
  let taken = 0;
  let pending: StackEventRecord[] = [];
  const takeAll = () => {
    const events = pending;
    pending = [];
    taken += events.length;
    take(events);
  };
  return {
    /** Applies the events of an interrupted reading. */
    flush: () => {
      if (pending.length > 0) takeAll();
    },
    /** @returns whether everything read so far has been applied */
    add(events: readonly StackEventRecord[], isLast: boolean): boolean {
      pending.push(...events);
      // Also without new events: the stack was read.
      if (isLast || pending.length >= taken / 4) takeAll();
      return pending.length === 0;
    },
  };
}

export function createPoller(parts: PollerParts): Poller {
  const { clients, followed, reader, first, now, signal, tell } = parts;
  const { insist } = parts.caller;
  const { missing, update } = followed;
  const id = first.stackId;
  let looks = 0;
  let describedAt = now();
  let misses = 0;
  /** Ignores a problem that does not prevent following the stack, and notes denied actions. */
  const passing = (action: string, isDispensable: Judge) => (thrown: unknown) => {
    const problem = asProblem(thrown);
    if (problem.code === 'ACCESS_DENIED') missing.add(`cloudformation:${action}`);
    else if (!isDispensable(problem)) throw thrown;
    return undefined;
  };
  async function readEvents(isDispensable: Judge = isUnknownStack): Promise<boolean> {
    let hadEvents = false;
    if (missing.has(eventsAction)) {
      await describe();
      looks += 1;
      if (looks % resourcesEvery === 0 && !missing.has(resourcesAction)) await readResources();
      return false;
    }
    const batches = createBatches((events) => update((progress) => applyEvents(progress, events)));
    try {
      for (;;) {
        const page = await insist(() => reader.next(), isDispensable).catch(
          passing('DescribeStackEvents', isDispensable),
        );
        if (!page) {
          // An emulator that forgets deleted stacks; DescribeStacks decides.
          if (!followed.hasSettled) await describe();
          return hadEvents;
        }
        hadEvents ||= page.fresh.length > 0;
        const isTaken = batches.add(page.fresh, page.complete);
        if (page.complete) return hadEvents;
        if (isTaken) tell();
      }
    } finally {
      batches.flush();
    }
  }
  async function readResources(isDispensable: Judge = isPassable): Promise<void> {
    const nextOf = countPages(`list the resources of the stack ${id}`);
    let next: string | undefined;
    do {
      const read = () => stackResourcesPage(clients, id, next, signal);
      const page = await insist(read, isDispensable).catch(passing('ListStackResources', isDispensable));
      update((progress) => applyResources(progress, page?.items ?? []));
      next = nextOf(page?.next);
    } while (next);
  }
  async function readTemplate(isNeeded: boolean): Promise<void> {
    const read = () => stackTemplate(clients, id, signal);
    const orElse = isNeeded ? passing('GetTemplate', isPassable) : () => undefined;
    const template = await insist(read, isPassable).catch(orElse);
    if (!template) return;
    const named = await expectedResources(template);
    update((progress) => applyExpected(progress, named));
  }
  async function describe(): Promise<string> {
    const record = await insist(() => describeStack(clients, id, signal));
    describedAt = now();
    misses = record ? 0 : misses + 1;
    if (!record && followed.progress.operation !== 'delete' && misses < 3) return '';
    const told = record ?? goneRecord(first, now() + clients.clockOffset());
    update((progress) => applyStack(progress, told));
    return told.status;
  }
  return {
    readEvents,
    readResources,
    readTemplate,
    describe,
    get describedAt() {
      return describedAt;
    },
  };
}

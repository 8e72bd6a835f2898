import type { Clock } from '../../platform/clock.ts';
import { isSettled } from '../progress/status.ts';
import type { Budget } from './budget.ts';
import type { ConnectionWatch } from './connection.ts';
import type { Followed } from './followed.ts';
import type { ReadNested } from './nested-reader.ts';
import { type Pace, steady } from './pace.ts';
import type { Poller } from './poller.ts';
import type { NestedNode, StackTree } from './tree.ts';
import { createTurns, isEndNear, liveStacks, mostUrgent } from './turns.ts';

/** How often DescribeStacks is called in case an event is missing, milliseconds. */
const safetyNet = 30_000;
/** How often DescribeStacks may lag behind an end in the events before the events are trusted. */
const lagging = 3;
/** How soon the stack itself is read after a nested stack has ended, milliseconds. */
const atOnce = 300;
/** How many failures of the connection are tolerated while nested stacks are read without pauses. */
const patience = 5;
/** Calls that are kept back when the remaining nested stacks are read at the end. */
export const reserve = 4;

interface MonitorParts {
  readonly budget: Budget;
  readonly clock: Clock;
  readonly connection: ConnectionWatch;
  readonly followed: Followed;
  readonly pace: Pace;
  readonly poller: Poller;
  readonly readNested: ReadNested;
  readonly signal: AbortSignal | undefined;
  /** Called after every read. */
  readonly tell: () => void;
  readonly tree: StackTree;
}

/** Decides what to read when: the stack itself, or one that is nested in it. */
export interface Monitor {
  /** Reads until nothing changes any more. */
  untilSettled(): Promise<void>;
  /**
   * Reads nested stacks without pauses, the most urgent first, as long as there is something to read.
   *
   * @param hasEnded whether the stack has ended: then nested stacks that are not due count, too
   */
  readOn(isEnough: (node: NestedNode) => boolean, hasEnded: boolean): Promise<void>;
}

export function createMonitor(parts: MonitorParts): Monitor {
  const { budget, clock, connection, followed, pace, poller, readNested, signal, tell, tree } = parts;
  const { now } = clock;
  const turns = createTurns(tree);
  let hadEvents = true;
  /** Whether a nested stack has ended: its parent may have, too. */
  let hasNews = false;

  /** How long to wait until the next read, milliseconds. */
  function nextWait(): number {
    const usual = pace.next(now(), hadEvents, turns.spacing());
    // The end is near: the calls that were saved for it can be used.
    const isSpared = connection.state.kind === 'ok' && budget.free() > reserve;
    const longest = hasNews ? atOnce : isEndNear(tree) ? steady : usual;
    return isSpared ? Math.min(usual, longest) : usual;
  }
  async function lookAtNested(node: NestedNode, live: number): Promise<void> {
    const had = await readNested(node);
    followed.looked();
    hadEvents = had === 'events';
    if (had === 'waited') turns.hurry();
    hasNews = liveStacks(tree) < live;
    if (hasNews) turns.hurry();
  }
  /** @returns the status, if DescribeStacks was called in place of the events, so that it costs no extra call */
  async function lookAtStack(): Promise<string | undefined> {
    const isDue = Math.abs(now() - poller.describedAt) >= safetyNet;
    const described = isDue ? await poller.describe() : undefined;
    hasNews = false;
    hadEvents = isDue ? false : await poller.readEvents();
    return described;
  }
  return {
    async untilSettled() {
      let described: string | undefined;
      for (let lags = 0; ; ) {
        if (followed.hasSettled) {
          // The events may belong to an earlier operation; DescribeStacks decides, and has the outputs.
          if (isSettled(described ?? (await poller.describe())) || lags >= lagging) return;
          lags += 1;
        }
        const live = liveStacks(tree);
        const wait = nextWait();
        const node = turns.next(now() + wait);
        await clock.sleep(wait, signal);
        described = undefined;
        if (node) await lookAtNested(node, live);
        else described = await lookAtStack();
        tell();
      }
    },
    async readOn(isEnough, hasEnded) {
      for (let waits = 0; waits < patience; ) {
        const node = mostUrgent(tree, hasEnded ? Number.POSITIVE_INFINITY : now());
        if (!node || isEnough(node)) return;
        if ((await readNested(node)) === 'waited') waits += 1;
        followed.looked();
        tell();
      }
    },
  };
}

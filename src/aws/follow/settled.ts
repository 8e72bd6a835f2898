import type { Clock } from '../../platform/clock.ts';
import type { AwsClients } from '../clients.ts';
import type { FollowUpdate, StackRecord } from '../progress/model.ts';
import { describeStack } from '../stack.ts';
import { createBudget } from './budget.ts';
import { createCaller } from './caller.ts';
import { createConnectionWatch } from './connection.ts';
import { createPace } from './pace.ts';

/** How often a settled stack is read, with and without somebody pressing keys, milliseconds. */
export const settledLooks = { attended: 30_000, unattended: 300_000 } as const;
/** Milliseconds without a key after which nobody is assumed to be watching. */
const looksAway = 120_000;
const callsPerMinute = 30;

export interface SettledOptions {
  /** The last update of the stack. */
  readonly update: FollowUpdate;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** When a key was last pressed, milliseconds by the same clock. */
  readonly lastKeyAt: () => number;
  /** The interval in milliseconds; absent: {@link settledLooks}. */
  readonly every?: number | undefined;
  /** Called after every read, and when the connection gets worse. */
  readonly onUpdate: (update: FollowUpdate) => void;
}

/**
 * Reads a settled stack now and then, one call each time, and returns when it has changed: somebody has started
 * something, or has deleted it.
 *
 * @param clients created with `maxAttempts: 1`, since the waiting is done here
 * @throws Problem if three tries fail; the signal's reason when stopped
 */
export async function watchSettled(clients: AwsClients, options: SettledOptions): Promise<void> {
  const { update, clock, signal, lastKeyAt, every, onUpdate } = options;
  const { progress } = update;
  const budget = createBudget(() => callsPerMinute, clock);
  const connection = createConnectionWatch(createPace(budget, clock.now()));
  let readAt = update.readAt ?? clock.now();
  const tell = () =>
    onUpdate({
      ...update,
      connection: connection.state,
      clockOffset: clients.clockOffset(),
      callsLastMinute: budget.used(),
      readAt,
    });
  const { insist } = createCaller({ budget, connection, clock, signal, tell });
  let known: string | undefined;
  for (let askedAt = clock.now(); ; ) {
    await clock.sleep(every ?? settledLooks.attended, signal);
    const isAttended = Math.abs(clock.now() - lastKeyAt()) < looksAway;
    const due = every ?? settledLooks[isAttended ? 'attended' : 'unattended'];
    const isDue = Math.abs(clock.now() - askedAt) >= due;
    if (!isDue) continue;
    askedAt = clock.now();
    const record = await insist(() => describeStack(clients, progress.stackId, signal));
    if (record?.status !== progress.status) return;
    const now = mark(record);
    if (known !== undefined && known !== now) return;
    known = now;
    readAt = clock.now();
    tell();
  }
}

/** Differs after every operation, even one that began and ended between two reads. */
function mark({ createdAt, updatedAt, outputs }: StackRecord): string {
  return JSON.stringify([createdAt, updatedAt, outputs]);
}

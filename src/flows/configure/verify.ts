import type { Identity } from '../../core/plan.ts';
import { asProblem, Problem } from '../../core/problem.ts';
import { duration } from '../../core/text.ts';
import type { Clock } from '../../platform/clock.ts';
import { partitionName, partitionOf } from './regions.ts';

/** How long to wait until AWS knows a new key, milliseconds. AWS gives no number; people report 10 to 20 seconds. */
export const newKeyLimit = 90_000;
/** How long to wait for a key that a user enters, milliseconds: it may have just been created in the console. */
export const givenKeyLimit = 12_000;

/** Waiting for AWS to know a key. */
export interface KeyWait {
  /** How many times AWS was asked. */
  readonly tries: number;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** The time of the next try, milliseconds since the epoch. */
  readonly nextAt: number;
}

export interface WaitOptions {
  readonly clock: Clock;
  /** Milliseconds. */
  readonly limit: number;
  readonly onWait: (wait: KeyWait) => void;
  readonly signal?: AbortSignal;
}

/**
 * Asks AWS whose the keys are until it knows them: a new key is unknown in some places for some seconds. Waits only for
 * that; every other problem is thrown immediately.
 *
 * @throws Problem CREDENTIALS_REJECTED if AWS does not know the key after `limit`, others immediately
 */
export async function waitForKey<T>(
  ask: (signal?: AbortSignal) => Promise<T>,
  options: WaitOptions,
): Promise<T> {
  const { clock, limit, onWait, signal } = options;
  const since = clock.now();
  for (let tries = 1; ; tries++) {
    try {
      return await ask(signal);
    } catch (thrown) {
      signal?.throwIfAborted();
      const problem = asProblem(thrown);
      if (problem.code !== 'CREDENTIALS_REJECTED') throw problem;
      const waited = clock.now() - since;
      if (waited >= limit) throw unknownKey(waited, problem);
      const pause = Math.min(1000 * 2 ** (tries - 1), 8000, limit - waited);
      onWait({ tries, since, nextAt: clock.now() + pause });
      await clock.sleep(pause, signal);
    }
  }
}

function unknownKey(waited: number, cause: Problem): Problem {
  return new Problem(
    {
      code: 'CREDENTIALS_REJECTED',
      what: `AWS does not know this access key, asked for ${duration(waited)}.`,
      why: 'It was mistyped, deleted or switched off, or belongs to another partition such as China.',
      next: 'Compare the id with the console, where it has to be active, and enter it again.',
    },
    { cause },
  );
}

/** One region of every partition for which people have keys. */
const partitionRegions = ['us-east-1', 'us-gov-west-1', 'cn-north-1'] as const;

/**
 * Finds out whether a key that is unknown in the chosen region belongs to another partition: there AWS knows it, or calls
 * the secret wrong, which it only does for existing keys.
 *
 * @param ask finds out whose the keys are in a region
 * @returns undefined if no other partition knows it, or none can be asked
 */
export async function otherPartition(
  region: string,
  ask: (region: string, signal?: AbortSignal) => Promise<Identity>,
  signal?: AbortSignal,
): Promise<Problem | undefined> {
  const own = partitionOf(region);
  const others = partitionRegions.filter((each) => partitionOf(each) !== own);
  const known = await Promise.all(
    others.map(async (each) => {
      try {
        await ask(each, signal);
        return partitionOf(each);
      } catch (thrown) {
        signal?.throwIfAborted();
        return asProblem(thrown).code === 'CREDENTIALS_SIGNATURE' ? partitionOf(each) : undefined;
      }
    }),
  );
  const partition = known.find((each) => each !== undefined);
  if (!partition) return undefined;
  return new Problem({
    code: 'CREDENTIALS_REJECTED',
    what: `This access key belongs to ${partitionName(partition)}, not to ${partitionName(own)}.`,
    why: `The region ${region} is in another partition: accounts, users and keys of partitions have nothing in common.`,
    next: `Go back and choose a region of ${partitionName(partition)}.`,
  });
}

import { duration } from '../../core/text.ts';
import { type Learned, usualOf } from './estimate.ts';
import type { ResourceProgress, StackProgress } from './model.ts';
import { placeOf } from './narration.ts';

/** How many times longer than usual something takes before it counts as stuck, and the least time, milliseconds. */
const timesLonger = 3;
const atLeast = 60_000;

/** A resource that takes much longer than its type usually does. */
export interface StuckResource {
  readonly logicalId: string;
  readonly type: string;
  /** Logical ids of the nested stacks that lead to it, outermost first. */
  readonly path: readonly string[];
  /** How long it has been running, milliseconds. */
  readonly took: number;
  /** How long its type usually takes, milliseconds. */
  readonly usual: number;
}

/**
 * The resources that have been running for more than three times as long as usual, and for more than a minute; the one
 * furthest beyond its usual time first. Types without a known usual time are never included.
 *
 * @param now by AWS's clock, milliseconds
 * @param learned measured durations, preferred over the built-in ones
 */
export function stuckResources(progress: StackProgress, now: number, learned: Learned): StuckResource[] {
  const found: StuckResource[] = [];
  const collect = (resources: readonly ResourceProgress[], path: readonly string[]) => {
    for (const { logicalId, type, state, startedAt, nested } of resources) {
      if (nested) collect(nested.resources, [...path, logicalId]);
      if (startedAt === undefined || (state !== 'running' && state !== 'settling' && state !== 'removing'))
        continue;
      const usual = usualOf(type, learned)?.middle;
      const took = now - startedAt;
      if (usual !== undefined && took > atLeast && took > timesLonger * usual)
        found.push({ logicalId, type, path, took, usual });
    }
  };
  if (progress.outcome === 'running') collect(progress.resources, []);
  return found.sort((a, b) => b.took / b.usual - a.took / a.usual);
}

/** `auth › UserPool has been running for 3m 10s; it usually takes 22s`. */
export function stuckWords(stuck: StuckResource): string {
  return `${placeOf(stuck)} has been running for ${duration(stuck.took)}; it usually takes ${duration(stuck.usual)}`;
}

/** What a user can do about a stuck resource, one sentence or two. */
export function stuckAdvice({ operation, direction }: StackProgress): string {
  if (direction === 'back')
    return 'AWS gives up by itself after a while; the console shows what the resource waits for.';
  switch (operation) {
    case 'create':
      return 'AWS gives up by itself after a while. A creation cannot be cancelled; deleting the stack stops it.';
    case 'update':
      return 'AWS gives up by itself after a while. Cancelling the update in the console takes it back.';
    case 'delete':
      return 'Something may still use the resource; the console shows what it waits for.';
    default:
      return 'AWS gives up by itself after a while; the console shows what the resource waits for.';
  }
}

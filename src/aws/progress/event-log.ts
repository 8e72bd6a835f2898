import { emptyFold, type Fold, foldEvent } from './fold.ts';
import type { StackEventRecord } from './model.ts';
import { compareEvents, startsOperation } from './order.ts';

/**
 * All events of a stack, each once, in chronological order, with the state they result in.
 *
 * It is mutable, so that adding a batch costs about what the batch holds; {@link branch} copies it for a progress that is
 * not the newest.
 */
export class EventLog {
  readonly #known = new Set<string>();
  /** In the order of arrival. */
  readonly #arrived: StackEventRecord[] = [];
  #sorted: StackEventRecord[] = [];
  #fold: Fold = emptyFold();
  /** The index in {@link sorted} where the newest operation begins. */
  #beginning = 0;

  /** How many events have arrived. */
  get size(): number {
    return this.#arrived.length;
  }

  /** Oldest first. */
  get sorted(): readonly StackEventRecord[] {
    return this.#sorted;
  }

  /** The last events of the newest operation, oldest first. */
  ofOperation(most: number): StackEventRecord[] {
    return this.#sorted.slice(Math.max(this.#beginning, this.#sorted.length - most));
  }

  get fold(): Fold {
    return this.#fold;
  }

  has(event: StackEventRecord): boolean {
    return this.#known.has(event.eventId);
  }

  add(events: readonly StackEventRecord[]): void {
    const fresh: StackEventRecord[] = [];
    for (const event of events) {
      if (this.#known.has(event.eventId)) continue;
      this.#known.add(event.eventId);
      this.#arrived.push(event);
      fresh.push(event);
    }
    const [oldest] = fresh.sort(compareEvents);
    const newest = this.#sorted.at(-1);
    if (!oldest) return;
    if (!newest || compareEvents(newest, oldest) < 0) {
      for (const event of fresh) {
        if (startsOperation(event)) this.#beginning = this.#sorted.length;
        this.#sorted.push(event);
        foldEvent(this.#fold, event);
      }
      return;
    }
    this.#sorted = merge(this.#sorted, fresh);
    this.#fold = emptyFold();
    this.#beginning = Math.max(0, this.#sorted.findLastIndex(startsOperation));
    for (const event of this.#sorted) foldEvent(this.#fold, event);
  }

  /** A log with the first `size` events that arrived. */
  branch(size: number): EventLog {
    const log = new EventLog();
    log.add(this.#arrived.slice(0, size));
    return log;
  }
}

function merge(a: readonly StackEventRecord[], b: readonly StackEventRecord[]): StackEventRecord[] {
  const merged: StackEventRecord[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (left && (!right || compareEvents(left, right) <= 0)) {
      merged.push(left);
      i += 1;
    } else if (right) {
      merged.push(right);
      j += 1;
    } else return merged;
  }
}

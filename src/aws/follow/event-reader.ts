import { countPages } from '../pages.ts';
import type { StackEventRecord } from '../progress/model.ts';
import { startsOperation } from '../progress/order.ts';
import type { Page } from '../stack-pages.ts';

const doing = 'read the events of the stack';

/** Reads a stack's events, page after page, up to one that was read before. */
export interface EventReader {
  /**
   * Reads the next page.
   *
   * @returns its new events, and whether everything up to the known ones has been read
   */
  next(): Promise<{ readonly fresh: readonly StackEventRecord[]; readonly complete: boolean }>;
}

/**
 * @param readPage one call; a page that fails is read again by the next `next()`, nothing is skipped
 *
 * The first reading stops at the start of the current operation: earlier history would cost calls for nothing, except
 * that of the operation before a deletion, which explains it.
 */
export function createEventReader(
  readPage: (next: string | undefined) => Promise<Page<StackEventRecord>>,
): EventReader {
  /** Ids from completed readings, at which a reading may stop. */
  const known = new Set<string>();
  let reading: string[] = [];
  let token: string | undefined;
  let nextOf = countPages(doing);
  return {
    async next() {
      const page = await readPage(token);
      const knownAt = page.items.findIndex((event) => known.has(event.eventId));
      const fresh = knownAt === -1 ? page.items : page.items.slice(0, knownAt);
      reading.push(...fresh.map((event) => event.eventId));
      const isFirst = known.size === 0;
      const complete = knownAt !== -1 || page.next === undefined || (isFirst && hasBeginning(fresh));
      token = complete ? undefined : nextOf(page.next);
      if (complete) {
        for (const id of reading) known.add(id);
        reading = [];
        nextOf = countPages(doing);
      }
      return { fresh, complete };
    },
  };
}

function hasBeginning(newestFirst: readonly StackEventRecord[]): boolean {
  return newestFirst.some((event) => startsOperation(event) && event.status !== 'DELETE_IN_PROGRESS');
}

import { useState } from 'react';
import type { HomePlace } from '../../../src/state/projects.ts';
import type { FilterListProps } from '../../widgets/filter-list.tsx';
import { type PartId, parts } from './parts.ts';

/** The key of the selected row of each part. */
export type SelectedRows = Readonly<Partial<Record<PartId, string>>>;

/** Where the user is on home, and the selected rows; a view of the row next to its list listens to it. */
export interface HomeCursor {
  readonly get: () => SelectedRows;
  readonly put: (part: PartId, key: string | undefined) => void;
  /** The part with the focus. */
  readonly focus: () => PartId;
  readonly take: (part: PartId) => void;
  /** What is restored the next time: the focus, the rows that the user has moved to, the filters. */
  readonly place: () => HomePlace;
  /** Records that the user has moved to a row, or changed a filter. */
  readonly keep: (what: 'rows' | 'filters', part: PartId, text: string) => void;
  /** Restores the last position, once, and only while the user has not moved. Notifies nobody, since it happens before drawing. */
  readonly restore: (last: HomePlace | undefined) => void;
  /** Records the part whose selected row is being opened; undefined: none. */
  readonly open: (part: PartId | undefined) => void;
  /** The row that is being opened in a part, once. */
  readonly takeOpened: (part: PartId) => string | undefined;
  readonly listen: (listener: () => void) => () => void;
}

/** The longest stored text of a position, in characters. */
const longest = 300;

function createHomeCursor(): HomeCursor {
  let cursor: SelectedRows = {};
  let place: HomePlace = { rows: {}, filters: {} };
  let isFirst = true;
  let opened: PartId | undefined;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const change = (next: HomePlace) => {
    place = next;
    isFirst = false;
    tell();
  };
  return {
    get: () => cursor,
    put: (part, key) => {
      if (cursor[part] === key) return;
      cursor = { ...cursor, [part]: key };
      tell();
    },
    focus: () => parts.find((part) => part === place.part) ?? 'stack',
    take: (part) => change({ ...place, part }),
    place: () => place,
    keep: (what, part, text) => {
      const { [part]: _, ...others } = place[what];
      const isKept = text !== '' && text.length <= longest;
      change({ ...place, [what]: isKept ? { ...others, [part]: text } : others });
    },
    restore: (last) => {
      if (isFirst && last) place = last;
      isFirst = false;
    },
    open: (part) => {
      opened = part;
    },
    takeOpened: (part) => {
      if (opened !== part) return undefined;
      opened = undefined;
      return cursor[part];
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const stores = new WeakMap<object, HomeCursor>();

/** Where the user is on the home of a session, even while another pane is shown. */
export function homeCursorOf(session: object): HomeCursor {
  const store = stores.get(session) ?? createHomeCursor();
  stores.set(session, store);
  return store;
}

/** For home itself. @param home as read; undefined until it is */
export function useHomeCursor(
  session: object,
  home: { readonly place?: HomePlace | undefined } | undefined,
): HomeCursor {
  const cursor = homeCursorOf(session);
  // What was opened from here before is over.
  useState(() => cursor.open(undefined));
  if (home) cursor.restore(home.place);
  return cursor;
}

/** The key of the row with which the pane of a part begins: the one on which the user pressed Enter on home. */
export function useOpenedRow(session: object, part: PartId): string | undefined {
  return useState(() => homeCursorOf(session).takeOpened(part))[0];
}

type Kept = Pick<FilterListProps<unknown>, 'initialKey' | 'initialFilter' | 'onMove' | 'onFilter'>;

/** The list props that restore and remember the position in a part. */
export function keptList(cursor: HomeCursor, part: PartId): Kept {
  const { rows, filters } = cursor.place();
  return {
    initialKey: rows[part],
    initialFilter: filters[part],
    onMove: (key) => cursor.keep('rows', part, key),
    onFilter: (text) => cursor.keep('filters', part, text),
  };
}

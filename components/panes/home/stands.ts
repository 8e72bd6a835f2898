import type { HomePlace } from '../../../src/state/projects.ts';
import type { FilterListProps } from '../../widgets/filter-list.tsx';
import { type PartId, parts } from './parts.ts';

/** The row of each part that is stood on, by its key. */
export type Stands = Readonly<Partial<Record<PartId, string>>>;

/** Where the person is on home, and what the cursors stand on; whoever shows the row beside its list listens. */
export interface StandStore {
  readonly get: () => Stands;
  readonly put: (part: PartId, key: string | undefined) => void;
  /** The part with the focus. */
  readonly focus: () => PartId;
  readonly take: (part: PartId) => void;
  /** What comes back the next time: the focus, the rows that a person has gone to, the filters. */
  readonly place: () => HomePlace;
  /** A person has gone to a row, or has changed a filter. */
  readonly keep: (what: 'rows' | 'filters', part: PartId, text: string) => void;
  /** Takes the place of the last time, once, and only while nobody has gone anywhere. Tells nobody: it comes before all is drawn. */
  readonly restore: (last: HomePlace | undefined) => void;
  readonly listen: (listener: () => void) => () => void;
}

/** The longest text of a place that is kept, characters. */
const longest = 300;

function createStands(): StandStore {
  let stands: Stands = {};
  let place: HomePlace = { rows: {}, filters: {} };
  let isFirst = true;
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
    get: () => stands,
    put: (part, key) => {
      if (stands[part] === key) return;
      stands = { ...stands, [part]: key };
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
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const stores = new WeakMap<object, StandStore>();

/** Where the person is on the home of a session, also while another pane is shown. */
export function standsOf(session: object): StandStore {
  const store = stores.get(session) ?? createStands();
  stores.set(session, store);
  return store;
}

type Kept = Pick<FilterListProps<unknown>, 'initialKey' | 'initialFilter' | 'onMove' | 'onFilter'>;

/** What makes the list of a part begin where it was left, and tell where it is left. */
export function keptList(stands: StandStore, part: PartId): Kept {
  const { rows, filters } = stands.place();
  return {
    initialKey: rows[part],
    initialFilter: filters[part],
    onMove: (key) => stands.keep('rows', part, key),
    onFilter: (text) => stands.keep('filters', part, text),
  };
}

import { useMemo, useRef, useState } from 'react';
import type { StackProgress } from '../../src/aws/progress/model.ts';
import {
  causeRow,
  everyResource,
  type FlatResource,
  type Folds,
  failedResources,
  flatten,
  followedRow,
} from './flatten.ts';

/** The rows of a stack's resources, and what the user has done with them. */
export interface Rows {
  readonly shown: readonly FlatResource[];
  readonly failedOnly: boolean;
  /** Whether names include the nested stacks that lead to the rows, because those are not shown above them. */
  readonly placed: boolean;
  /** Whether something has failed, so that failures can be shown alone. */
  readonly hasFailed: boolean;
  /** Whether the selected nested stack is open; undefined when no nested stack is selected. */
  readonly open: boolean | undefined;
  /** The selected row; a function, because most moves draw nothing else again. */
  readonly selectedRow: () => FlatResource | undefined;
  readonly failedIsSelected: boolean;
  /** The resource whose details are shown. */
  readonly detailed: FlatResource | undefined;
  /** Whether the user has opened them: then Esc closes them before it leaves. */
  readonly closable: boolean;
  /** Key of the row in progress to keep visible while the user does nothing; undefined when nothing is in progress. */
  readonly follow: string | undefined;
  /** Key of the row where a failure started, which is selected once nothing is in progress. */
  readonly cause: string | undefined;
  readonly select: (row: FlatResource | undefined) => void;
  readonly toggleFailedOnly: () => void;
  /** Called with the filter, which also finds folded rows. */
  readonly filterBy: (text: string) => void;
  /** Opens or folds the selected nested stack. */
  readonly toggleFold: () => void;
  readonly toggleDetails: () => void;
}

/** Whether the details of a row are shown, what changes that, and false when the user has not asked for them. */
export type DetailsShown = readonly [shown: boolean, show: (shown: boolean) => void, asked?: boolean];

/** The properties of the selected row that affect the rest of the view. */
interface Selected {
  /** Key of the nested stack around it, with a slash at its end. */
  readonly within: string;
  readonly open: boolean | undefined;
  readonly failed: boolean;
  /** The key of the row itself, only while its details are shown. */
  readonly key: string | undefined;
}

/**
 * Rows are recreated only when the stack or the folds change, not with each tick of the clock or each move.
 *
 * @param begin key of the initially selected row, and the initial filter
 */
export function useRows(
  progress: StackProgress,
  [details, setDetails, asked = true]: DetailsShown,
  begin: { readonly initialKey?: string | undefined; readonly initialFilter?: string | undefined } = {},
): Rows {
  const [failedOnly, setFailedOnly] = useState(false);
  const [filtered, setFiltered] = useState(isFilter(begin.initialFilter ?? ''));
  const [folds, setFolds] = useState<Folds>(new Map());
  const [selected, setSelected] = useState<Selected>({
    within: within(begin.initialKey ?? '/'),
    open: undefined,
    failed: false,
    key: undefined,
  });
  const at = useRef<FlatResource>(undefined);
  const selectedWithin = selected.within;
  const shown = useMemo(() => {
    if (failedOnly) return failedResources(progress);
    return filtered ? everyResource(progress) : flatten(progress, { folds, selectedWithin });
  }, [progress, folds, selectedWithin, failedOnly, filtered]);
  const hasFailed = useMemo(() => failedResources(progress).length > 0, [progress]);
  const followed = useRef<string>(undefined);
  followed.current = useMemo(() => followedRow(shown, followed.current), [shown]);
  const cause = useMemo(() => causeRow(shown, progress), [shown, progress]);
  const take = (row: FlatResource | undefined, withDetails: boolean) => {
    at.current = row;
    const next = selectRow(row, withDetails);
    // Most moves change nothing but the list itself, so only that is drawn again.
    if (!isSame(selected, next)) setSelected(next);
  };
  return {
    shown,
    failedOnly,
    placed: failedOnly || filtered,
    hasFailed,
    open: selected.open,
    selectedRow: () => at.current,
    failedIsSelected: selected.failed,
    detailed: details ? (shown.find(({ key }) => key === selected.key) ?? shown[0]) : undefined,
    closable: details && asked,
    follow: followed.current,
    cause,
    select: (row) => take(row, details),
    toggleFailedOnly: () => setFailedOnly(!failedOnly),
    filterBy: (text) => setFiltered(isFilter(text)),
    toggleFold: () => {
      const row = at.current;
      if (row?.open === undefined) return;
      setFolds(new Map(folds).set(row.key, !row.open));
      take({ ...row, open: !row.open }, details);
    },
    toggleDetails: () => {
      setDetails(!details);
      take(at.current, !details);
    },
  };
}

/** Blanks alone are not a filter. */
function isFilter(text: string): boolean {
  return text.trim() !== '';
}

function selectRow(row: FlatResource | undefined, withDetails: boolean): Selected {
  if (!row) return { within: '/', open: undefined, failed: false, key: undefined };
  return {
    within: within(row.key),
    open: row.open,
    failed: row.failed,
    key: withDetails ? row.key : undefined,
  };
}

/** The key of the stack around a row, with a slash at its end. */
function within(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1);
}

function isSame(a: Selected, b: Selected): boolean {
  return a.within === b.within && a.open === b.open && a.failed === b.failed && a.key === b.key;
}

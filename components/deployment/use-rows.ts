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

/** The rows of a stack's resources, and what a person has done with them. */
export interface Rows {
  readonly shown: readonly FlatResource[];
  readonly failedOnly: boolean;
  /** Rows are named with the nested stacks that lead to them, since these do not stand above them. */
  readonly placed: boolean;
  /** Something has failed, so that there is something to show alone. */
  readonly hasFailed: boolean;
  /** Whether the nested stack that is stood on is open; undefined: no nested stack is stood on. */
  readonly open: boolean | undefined;
  /** The row that is stood on; asked for when it is needed, since most moves draw nothing anew. */
  readonly standsOn: () => FlatResource | undefined;
  readonly standsOnFailed: boolean;
  /** The resource whose details are shown. */
  readonly detailed: FlatResource | undefined;
  /** A person has opened them: Esc closes them before it leaves. */
  readonly closable: boolean;
  /** Key of the row in work that is brought into sight while nobody moves; undefined: nothing is in work. */
  readonly follow: string | undefined;
  /** Key of the row that a failure began with, where one stands once nothing is in work. */
  readonly cause: string | undefined;
  readonly select: (row: FlatResource | undefined) => void;
  readonly toggleFailedOnly: () => void;
  /** Told what they are filtered by: what is folded can be found, too. */
  readonly filterBy: (text: string) => void;
  /** Opens or folds the nested stack that is stood on. */
  readonly toggleFold: () => void;
  readonly toggleDetails: () => void;
}

/** Whether the details of a row are shown, what changes that, and false where nobody has asked for them. */
export type DetailsShown = readonly [shown: boolean, show: (shown: boolean) => void, asked?: boolean];

/** What of the row that is stood on changes how the rest looks. */
interface Stand {
  /** Key of the nested stack that it is in, with a slash at its end. */
  readonly within: string;
  readonly open: boolean | undefined;
  readonly failed: boolean;
  /** Of the row itself, only while its details are shown. */
  readonly key: string | undefined;
}

/**
 * Rows are made anew only when the stack or the folds change, not with each tick of the clock or each move.
 *
 * @param begin key of the row that is stood on at first, and what they are filtered by
 */
export function useRows(
  progress: StackProgress,
  [details, setDetails, asked = true]: DetailsShown,
  begin: { readonly initialKey?: string | undefined; readonly initialFilter?: string | undefined } = {},
): Rows {
  const [failedOnly, setFailedOnly] = useState(false);
  const [filtered, setFiltered] = useState(isFilter(begin.initialFilter ?? ''));
  const [folds, setFolds] = useState<Folds>(new Map());
  const [stand, setStand] = useState<Stand>({
    within: within(begin.initialKey ?? '/'),
    open: undefined,
    failed: false,
    key: undefined,
  });
  const at = useRef<FlatResource>(undefined);
  const standsIn = stand.within;
  const shown = useMemo(() => {
    if (failedOnly) return failedResources(progress);
    return filtered ? everyResource(progress) : flatten(progress, { folds, standsOn: standsIn });
  }, [progress, folds, standsIn, failedOnly, filtered]);
  const hasFailed = useMemo(() => failedResources(progress).length > 0, [progress]);
  const followed = useRef<string>(undefined);
  followed.current = useMemo(() => followedRow(shown, followed.current), [shown]);
  const cause = useMemo(() => causeRow(shown, progress), [shown, progress]);
  const take = (row: FlatResource | undefined, withDetails: boolean) => {
    at.current = row;
    const next = standOn(row, withDetails);
    // Most moves change nothing but the list itself, which then is all that is drawn anew.
    if (!isSame(stand, next)) setStand(next);
  };
  return {
    shown,
    failedOnly,
    placed: failedOnly || filtered,
    hasFailed,
    open: stand.open,
    standsOn: () => at.current,
    standsOnFailed: stand.failed,
    detailed: details ? (shown.find(({ key }) => key === stand.key) ?? shown[0]) : undefined,
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

/** Blanks alone filter nothing. */
function isFilter(text: string): boolean {
  return text.trim() !== '';
}

function standOn(row: FlatResource | undefined, withDetails: boolean): Stand {
  if (!row) return { within: '/', open: undefined, failed: false, key: undefined };
  return {
    within: within(row.key),
    open: row.open,
    failed: row.failed,
    key: withDetails ? row.key : undefined,
  };
}

/** The key of the stack that a row is in, with a slash at its end. */
function within(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1);
}

function isSame(a: Stand, b: Stand): boolean {
  return a.within === b.within && a.open === b.open && a.failed === b.failed && a.key === b.key;
}

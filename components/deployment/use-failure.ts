import { useState } from 'react';
import { machineCommands } from '../../machines/commands.ts';
import type { StackProgress } from '../../src/aws/progress/model.ts';
import { useSpace } from '../frame/screen-size.ts';
import type { PaneProps } from '../panes/pane-props.ts';
import { useGlyphs } from '../theme/theme-context.tsx';
import { type Deed, type Failure, failureRows } from './failure-view.tsx';
import type { DetailsShown } from './use-rows.ts';

/** From this many columns, details are open. */
export const wide = 120;

/** Keys that lead elsewhere or work on every pane; they do nothing about a failure. */
const elsewhere: ReadonlySet<string> = new Set(['p', 'q', '?', ':', 'escape']);

/** A failure shown above a stack: its rows, and one key for its full text and the details of a resource. */
export interface ShownFailure {
  readonly failure: Failure | undefined;
  /** The rows it takes. */
  readonly taken: number;
  readonly details: DetailsShown;
}

/** @param alsoLeft what else to say about what is left */
export function useFailure(
  session: PaneProps['session'],
  progress: StackProgress | undefined,
  alsoLeft?: string,
): ShownFailure {
  const { columns, rows } = useSpace();
  const [chosen, choose] = useState<boolean>();
  // The cause of the failure comes before the details of one row.
  const isOpen = chosen ?? (columns >= wide - 2 && progress?.causes.length === 0);
  const details = [isOpen, choose, chosen === true] as const;
  const glyphs = useGlyphs();
  if (!progress || progress.causes.length === 0) return { failure: undefined, taken: 0, details };
  const failure = { progress, alsoLeft, deeds: deedsOf(session), whole: isOpen };
  return { failure, taken: failureRows(failure, columns, rows, glyphs), details };
}

/** A failure in few rows, next to other content: the panes that the keys lead to say what to do. */
export function useBriefFailure(
  session: PaneProps['session'],
  progress: StackProgress,
): Pick<ShownFailure, 'failure' | 'taken'> {
  const { columns, rows } = useSpace();
  const glyphs = useGlyphs();
  if (progress.causes.length === 0) return { failure: undefined, taken: 0 };
  const failure = { progress, deeds: waysOf(session), whole: false, brief: true };
  const taken = failureRows(failure, columns, rows, glyphs);
  // The stack itself has to stay visible.
  return rows - taken < leastOfStack ? { failure: undefined, taken: 0 } : { failure, taken };
}

/** Rows of a stack below its failure. */
const leastOfStack = 7;

/** The commands on home that lead to a remedy for a failure. */
const ways: Readonly<Record<string, string>> = {
  OPEN_INIT: 'retry or clean up',
  OPEN_WATCH: 'whole text, and what can be done',
};

function waysOf(session: PaneProps['session']): Deed[] {
  const there = machineCommands(session).filter(({ id }) => Object.hasOwn(ways, id));
  // An init controls its own stack.
  const [first] = there.sort((a, b) => (a.footer ?? 0) - (b.footer ?? 0));
  return first ? [{ key: first.key, label: ways[first.id] ?? first.label }] : [];
}

function deedsOf(session: PaneProps['session']): Deed[] {
  return machineCommands(session)
    .filter(({ key, footer }) => footer !== undefined && !elsewhere.has(key))
    .sort((a, b) => (a.footer ?? 0) - (b.footer ?? 0))
    .map(({ key, label }) => ({ key, label }));
}

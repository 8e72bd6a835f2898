import type { PaneId } from '../../machines/flows.ts';
import { CallsPane } from './calls.tsx';
import { HomePane } from './home.tsx';
import { LogPane } from './log.tsx';
import type { Pane, PaneTable } from './pane-props.ts';

/** The panes of each flow are in `<flow>/table.ts`, one for each of its ids. */
const ofFlows = import.meta.glob<{ readonly panes: Readonly<Partial<Record<PaneId, Pane>>> }>(
  './*/table.ts',
  { eager: true },
);

/** Exactly one component for each pane of a state; a test checks that none is missing. */
export const panes = Object.assign(
  { home: HomePane, calls: CallsPane, log: LogPane },
  ...Object.values(ofFlows).map((module) => module.panes),
) as PaneTable;

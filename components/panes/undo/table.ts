import type { UndoPaneId } from '../../../machines/undo/meta.ts';
import type { Pane } from '../pane-props.ts';
import { DonePane, ListPane, ReviewPane } from './panes.tsx';

/** Exactly one component for each pane of `undo`. */
export const panes: Readonly<Record<UndoPaneId, Pane>> = {
  'undo.list': ListPane,
  'undo.review': ReviewPane,
  'undo.done': DonePane,
};

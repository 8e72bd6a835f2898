import type { AccessPaneId } from '../../../machines/access/meta.ts';
import type { Pane } from '../pane-props.ts';
import { ConfirmPane, DonePane, LookingPane, ReviewPane, RunningPane, StoppedPane } from './panes.tsx';

/** Exactly one component for each pane of `access`. */
export const panes: Readonly<Record<AccessPaneId, Pane>> = {
  'access.looking': LookingPane,
  'access.review': ReviewPane,
  'access.confirm': ConfirmPane,
  'access.running': RunningPane,
  'access.stopped': StoppedPane,
  'access.done': DonePane,
};

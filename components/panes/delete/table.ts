import type { DeletePaneId } from '../../../machines/delete/meta.ts';
import type { Pane } from '../pane-props.ts';
import {
  ConfirmPane,
  DonePane,
  FolderPane,
  LookingPane,
  ReviewPane,
  RunningPane,
  StoppedPane,
} from './panes.tsx';

/** Exactly one component for each pane of `delete`. */
export const panes: Readonly<Record<DeletePaneId, Pane>> = {
  'delete.looking': LookingPane,
  'delete.review': ReviewPane,
  'delete.folder': FolderPane,
  'delete.confirm': ConfirmPane,
  'delete.running': RunningPane,
  'delete.stopped': StoppedPane,
  'delete.done': DonePane,
};

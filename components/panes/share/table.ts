import type { SharePaneId } from '../../../machines/share/meta.ts';
import type { Pane } from '../pane-props.ts';
import { DonePane, FolderPane, LookingPane, ReviewPane } from './panes.tsx';

/** Exactly one component for each pane of `share`. */
export const panes: Readonly<Record<SharePaneId, Pane>> = {
  'share.looking': LookingPane,
  'share.folder': FolderPane,
  'share.review': ReviewPane,
  'share.done': DonePane,
};

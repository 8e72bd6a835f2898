import type { ProjectsPaneId } from '../../../machines/projects/meta.ts';
import type { Pane } from '../pane-props.ts';
import { FolderPane, FoundPane, ListPane, LookingPane } from './panes.tsx';

/** Exactly one component for each pane of the projects. */
export const panes: Readonly<Record<ProjectsPaneId, Pane>> = {
  'projects.looking': LookingPane,
  'projects.list': ListPane,
  'projects.folder': FolderPane,
  'projects.found': FoundPane,
};

import type { EnvironmentsPaneId } from '../../../machines/environments/meta.ts';
import type { Pane } from '../pane-props.ts';
import { ListPane } from './list.tsx';
import { DonePane, LookingPane, NamePane, ReviewPane } from './upgrade.tsx';

/** Exactly one component for each pane of the environments. */
export const panes: Readonly<Record<EnvironmentsPaneId, Pane>> = {
  'environments.looking': LookingPane,
  'environments.list': ListPane,
  'environments.name': NamePane,
  'environments.review': ReviewPane,
  'environments.done': DonePane,
};

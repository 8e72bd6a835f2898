import type { ConfigureProjectPaneId } from '../../../machines/configure-project/meta.ts';
import type { Pane } from '../pane-props.ts';
import { AccessPane, AccountPane } from './access.tsx';
import { DonePane } from './done.tsx';
import { FormPane } from './form.tsx';
import { LookingPane } from './looking.tsx';
import { ReviewPane } from './review.tsx';

/** Exactly one component for each pane of `configure project`. */
export const panes: Readonly<Record<ConfigureProjectPaneId, Pane>> = {
  'project.looking': LookingPane,
  'project.form': FormPane,
  'project.access': AccessPane,
  'project.account': AccountPane,
  'project.review': ReviewPane,
  'project.done': DonePane,
};

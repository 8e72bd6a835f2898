import type { ConfigurePaneId } from '../../../machines/configure/meta.ts';
import type { Pane } from '../pane-props.ts';
import { AccessPane } from './access.tsx';
import { AccountPane } from './account.tsx';
import { LookingPane, LostPane, UnfinishedPane } from './beginning.tsx';
import { ConsolePane } from './console.tsx';
import { DonePane, OldKeyPane } from './done.tsx';
import { KeysPane } from './keys.tsx';
import { NotFinishedPane } from './not-finished.tsx';
import { PlanTextPane } from './plan-text.tsx';
import { PolicyPane } from './policy.tsx';
import { RegionPane } from './region.tsx';
import { ReviewPane } from './review.tsx';
import { SaveAsPane } from './save-as.tsx';
import { TypedPane } from './typed.tsx';
import { UserPane } from './user.tsx';
import { WayPane } from './way.tsx';
import { WorkingPane } from './working.tsx';

/** Exactly one component for each pane of `configure`. */
export const panes: Readonly<Record<ConfigurePaneId, Pane>> = {
  'configure.looking': LookingPane,
  'configure.unfinished': UnfinishedPane,
  'configure.lost': LostPane,
  'configure.way': WayPane,
  'configure.access': AccessPane,
  'configure.region': RegionPane,
  'configure.account': AccountPane,
  'configure.user': UserPane,
  'configure.keys': KeysPane,
  'configure.policy': PolicyPane,
  'configure.console': ConsolePane,
  'configure.typed': TypedPane,
  'configure.save-as': SaveAsPane,
  'configure.review': ReviewPane,
  'configure.plan-text': PlanTextPane,
  'configure.working': WorkingPane,
  'configure.not-finished': NotFinishedPane,
  'configure.old-key': OldKeyPane,
  'configure.done': DonePane,
};

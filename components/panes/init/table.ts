import type { InitPaneId } from '../../../machines/init/meta.ts';
import type { Pane } from '../pane-props.ts';
import { AccessPane } from './access.tsx';
import { AppTypePane } from './app-type.tsx';
import { ExistingPane, LookingPane, NestedPane, UnfinishedPane, UnreadablePane } from './beginning.tsx';
import { BucketPane, CleanedPane } from './bucket.tsx';
import { DeployingPane } from './deploying.tsx';
import { DonePane } from './done.tsx';
import { EditorPane } from './editor.tsx';
import { EnvironmentPane } from './environment.tsx';
import { FrameworkPane } from './framework.tsx';
import { IdentityPane } from './identity.tsx';
import { NamePane } from './name.tsx';
import { NotFinishedPane } from './not-finished.tsx';
import { FilesAccessPane, OtherAccessPane } from './other-access.tsx';
import { PlanTextPane } from './plan-text.tsx';
import { RegionPane } from './region.tsx';
import { ResourcesPane } from './resources.tsx';
import { ReviewPane } from './review.tsx';
import { StackFailedPane } from './stack-failed.tsx';

/** Exactly one component for each pane of `init`. */
export const panes: Readonly<Record<InitPaneId, Pane>> = {
  'init.looking': LookingPane,
  'init.existing': ExistingPane,
  'init.environment': EnvironmentPane,
  'init.nested': NestedPane,
  'init.unreadable': UnreadablePane,
  'init.unfinished': UnfinishedPane,
  'init.name': NamePane,
  'init.editor': EditorPane,
  'init.app': AppTypePane,
  'init.framework': FrameworkPane,
  'init.resources': ResourcesPane,
  'init.access': AccessPane,
  'init.region': RegionPane,
  'init.identity': IdentityPane,
  'init.review': ReviewPane,
  'init.plan-text': PlanTextPane,
  'init.deploying': DeployingPane,
  'init.other-access': OtherAccessPane,
  'init.files-access': FilesAccessPane,
  'init.stack-failed': StackFailedPane,
  'init.not-finished': NotFinishedPane,
  'init.bucket': BucketPane,
  'init.cleaned': CleanedPane,
  'init.done': DonePane,
};

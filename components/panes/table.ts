import { accessPanes } from './access/table.ts';
import { assumePanes } from './assume-role/table.ts';
import { CallsPane } from './calls.tsx';
import { commandPanes } from './command/table.ts';
import { configurePanes } from './configure/table.ts';
import { configureProjectPanes } from './configure-project/table.ts';
import { deletePanes } from './delete/table.ts';
import { environmentsPanes } from './environments/table.ts';
import { HomePane } from './home.tsx';
import { AccessPane } from './init/access.tsx';
import { AppTypePane } from './init/app-type.tsx';
import { ExistingPane, LookingPane, NestedPane, UnfinishedPane, UnreadablePane } from './init/beginning.tsx';
import { BucketPane, CleanedPane } from './init/bucket.tsx';
import { DeployingPane } from './init/deploying.tsx';
import { DonePane } from './init/done.tsx';
import { EditorPane } from './init/editor.tsx';
import { EnvironmentPane } from './init/environment.tsx';
import { FrameworkPane } from './init/framework.tsx';
import { IdentityPane } from './init/identity.tsx';
import { NamePane } from './init/name.tsx';
import { NotFinishedPane } from './init/not-finished.tsx';
import { FilesAccessPane, OtherAccessPane } from './init/other-access.tsx';
import { PlanTextPane } from './init/plan-text.tsx';
import { RegionPane } from './init/region.tsx';
import { ResourcesPane } from './init/resources.tsx';
import { ReviewPane } from './init/review.tsx';
import { StackFailedPane } from './init/stack-failed.tsx';
import { LogPane } from './log.tsx';
import type { PaneTable } from './pane-props.ts';
import { profilesPanes } from './profiles/table.ts';
import { projectsPanes } from './projects/table.ts';
import { settingsPanes } from './settings/table.ts';
import { sharePanes } from './share/table.ts';
import { undoPanes } from './undo/table.ts';
import { WatchPane } from './watch.tsx';
import { WatchBucketPane } from './watch-bucket.tsx';
import { WatchRollbackPane } from './watch-rollback.tsx';

/** Exactly one component for each pane that a state can ask for; a missing one does not compile. */
export const panes: PaneTable = {
  ...assumePanes,
  ...configurePanes,
  ...configureProjectPanes,
  ...deletePanes,
  ...accessPanes,
  ...environmentsPanes,
  ...profilesPanes,
  ...projectsPanes,
  ...settingsPanes,
  ...sharePanes,
  ...undoPanes,
  ...commandPanes,
  home: HomePane,
  calls: CallsPane,
  log: LogPane,
  watch: WatchPane,
  'watch.bucket': WatchBucketPane,
  'watch.rollback': WatchRollbackPane,
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

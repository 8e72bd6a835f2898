import type { AccessPaneId } from './access/meta.ts';
import type { AssumePaneId } from './assume-role/meta.ts';
import type { CommandPaneId } from './command/meta.ts';
import type { ConfigurePaneId, ConfigureStepId } from './configure/meta.ts';
import type { ConfigureProjectPaneId } from './configure-project/meta.ts';
import type { DeletePaneId } from './delete/meta.ts';
import type { EnvironmentsPaneId } from './environments/meta.ts';
import type { ProfilesPaneId } from './profiles/meta.ts';
import type { ProjectsPaneId } from './projects/meta.ts';
import type { SettingsPaneId } from './settings/meta.ts';
import type { SharePaneId } from './share/meta.ts';
import type { UndoPaneId } from './undo/meta.ts';

/** Every pane that the screen can show; `components/panes` has exactly one component for each. */
export type PaneId =
  | AccessPaneId
  | AssumePaneId
  | ConfigurePaneId
  | ConfigureProjectPaneId
  | DeletePaneId
  | EnvironmentsPaneId
  | ProfilesPaneId
  | ProjectsPaneId
  | SettingsPaneId
  | SharePaneId
  | CommandPaneId
  | UndoPaneId
  | 'home'
  | 'calls'
  | 'log'
  | 'watch'
  | 'watch.bucket'
  | 'watch.rollback'
  | 'init.looking'
  | 'init.existing'
  | 'init.environment'
  | 'init.nested'
  | 'init.unreadable'
  | 'init.unfinished'
  | 'init.name'
  | 'init.editor'
  | 'init.app'
  | 'init.framework'
  | 'init.resources'
  | 'init.access'
  | 'init.region'
  | 'init.identity'
  | 'init.review'
  | 'init.plan-text'
  | 'init.deploying'
  | 'init.other-access'
  | 'init.files-access'
  | 'init.stack-failed'
  | 'init.not-finished'
  | 'init.bucket'
  | 'init.cleaned'
  | 'init.done';

/** Steps of a flow as the step list shows them. */
export type StepId =
  | ConfigureStepId
  | 'name'
  | 'environment'
  | 'editor'
  | 'app'
  | 'framework'
  | 'resources'
  | 'profile'
  | 'account'
  | 'review'
  | 'deploy';

/** What every leaf state says about itself. */
export interface StateMeta {
  readonly pane: PaneId;
  /** A short title or question, in the words of the task. */
  readonly title: string;
  readonly step?: StepId;
  /** Something goes on by itself: what, as `asking AWS who you are`. */
  readonly busy?: string;
}

/**
 * What a transition says about itself. Transitions with a key become commands: footer, help and palette are
 * generated from them, so a key can never do something else than the footer says.
 */
export interface TransitionMeta {
  /** Key name as the key router spells it: `enter`, `escape`, `i`, `ctrl+k`. */
  readonly key: string;
  /** Other keys that do the same. */
  readonly also?: readonly string[];
  /** Verb first, one to three words. */
  readonly label: string;
  /** A sentence for the help. */
  readonly help?: string;
  /** Place in the footer, smaller first; absent: help and palette only. */
  readonly footer?: number;
  /** Writes, deletes or says yes to what counts: its key acts only after the question could be read. */
  readonly decides?: true;
}

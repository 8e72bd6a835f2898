import type { ProblemText } from '../../src/core/problem.ts';
import type { ProjectFileChange } from '../../src/flows/configure-project/plan.ts';
import type { EnvironmentRow, StackState } from '../../src/flows/environments/rows.ts';
import type { Backup } from '../../src/flows/environments/upgrade/backup.ts';
import type { Layout } from '../../src/project/project.ts';

export interface EnvironmentsInput {
  readonly folder: string;
  /** The single task of a command; absent: the user chooses. */
  readonly task?: 'upgrade' | 'undo' | undefined;
}

/** What is read before the first key. */
export interface LookedEnvironments {
  readonly root: string;
  readonly layout: Layout;
  /** The one that this machine uses. */
  readonly environment?: string | undefined;
  /** What is wrong with the project's files. */
  readonly faults?: readonly ProblemText[] | undefined;
  readonly rows: readonly EnvironmentRow[];
  /** What people should know before an upgrade, one sentence each. */
  readonly notes?: readonly string[] | undefined;
  /** The backup of the last upgrade, if it can be undone. */
  readonly backup?: Backup | undefined;
  /** The files of the backup that were changed since the upgrade. */
  readonly changedSince?: readonly string[] | undefined;
}

/** The written or restored files, and the backup's folder. */
export interface WrittenUpgrade {
  readonly kind: 'written';
  readonly files: readonly string[];
  readonly backup: string;
  /** The folder with copies of files that were changed since the undone upgrade. */
  readonly kept?: string;
}

/** The result of an upgrade. */
export type UpgradeRun =
  | WrittenUpgrade
  /** A file has changed since the plan was made: nothing was written. */
  | { readonly kind: 'changed'; readonly label: string };

/** How the flow ended. */
export type EnvironmentsOutput =
  | { readonly kind: 'left' }
  | { readonly kind: 'switch'; readonly environment: string }
  /** Another one is to be created. */
  | { readonly kind: 'add' }
  /** It is to be deleted. */
  | { readonly kind: 'remove'; readonly environment: string }
  | { readonly kind: 'upgraded'; readonly environment: string }
  /** There was nothing to upgrade. */
  | { readonly kind: 'upgraded-before'; readonly root: string; readonly environment?: string | undefined }
  | { readonly kind: 'undone' };

export interface EnvironmentsContext extends EnvironmentsInput {
  readonly looked?: LookedEnvironments | undefined;
  /** By environment, as they arrive. */
  readonly states: Readonly<Record<string, StackState>>;
  readonly selected?: EnvironmentRow | undefined;
  /** The name of the environment that an upgrade creates. */
  readonly name: string;
  readonly plan?: readonly ProjectFileChange[] | undefined;
  /** The file that somebody changed after the review. */
  readonly changed?: string | undefined;
  readonly run?: WrittenUpgrade | undefined;
  readonly problem?: ProblemText | undefined;
  readonly output?: EnvironmentsOutput | undefined;
}

export type EnvironmentsEvent =
  | { type: 'STATE'; name: string; state: StackState }
  | { type: 'SELECT_ROW'; row: EnvironmentRow | undefined }
  | { type: 'TYPE'; name: string }
  | { type: 'SWITCH' }
  | { type: 'ADD' }
  | { type: 'REMOVE' }
  | { type: 'UNDO' }
  | { type: 'FINISH' }
  | { type: 'NEXT' }
  | { type: 'CONFIRM' }
  | { type: 'RETRY' }
  | { type: 'BACK' }
  | { type: 'CLOSE' };

import type { Identity, Plan } from '../../core/plan.ts';
import type { AccessChoice } from '../../credentials/access.ts';
import type { HandlerPaths } from '../../project/handlers.ts';
import type { GitIgnore } from '../../project/layouts/git-ignore.ts';
import type { Layout, ProjectSettings } from '../../project/project.ts';

/** Everything that `init` will do: the plan that the review shows, and the input for running it. */
export interface InitPlan extends Plan, InitPlanInput {
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Tags of the stack, by key. */
  readonly tags: Readonly<Record<string, string>>;
  /** What people should know, one sentence each. */
  readonly notes: readonly string[];
  /** The new files of #current-cloud-backend, by path in it; absent: they are among the files. */
  readonly current?: ReadonlyMap<string, string>;
  /** Whether Amplify's lines are added to .gitignore, or could be; absent if it needs none. */
  readonly ignoring?: 'added' | 'offered';
}

export interface InitPlanInput {
  readonly folder: string;
  readonly settings: ProjectSettings;
  readonly layout: Layout;
  /** The new environment; used only in the layout with environments. */
  readonly environment: string;
  readonly access: AccessChoice;
  readonly handlers: HandlerPaths;
  readonly identity: Identity;
  readonly stackName: string;
  /** ClientRequestToken: one per plan, so that a repeated CreateStack can never create a second stack. */
  readonly token: string;
  /** The existing texts of {@link sharedLabels}, by label: files that also belong to others. */
  readonly existing: ReadonlyMap<string, string>;
  /** Set if an environment is added to an existing backend. */
  readonly backend?: ExistingBackend | undefined;
  /** The choice for .gitignore; absent: see {@link addsGitIgnore}. */
  readonly gitIgnore?: GitIgnore | undefined;
  /** The categories with a folder in amplify/backend, if no project files exist for them. */
  readonly categories?: readonly string[] | undefined;
  /** Whether the folder is the root of a git repository. */
  readonly isRepository?: boolean | undefined;
}

/** An existing backend to which `init` adds an environment. */
export interface ExistingBackend {
  /** The existing texts of `backendLabels`, by label. */
  readonly texts: ReadonlyMap<string, string>;
  /** The environment that this machine uses until then. */
  readonly previous?: string | undefined;
  /** The environment whose parameters are copied to the new one, if it has any. */
  readonly parametersOf?: string | undefined;
}

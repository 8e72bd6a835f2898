import type { Identity, Plan } from '../../core/plan.ts';
import type { AccessChoice } from '../../credentials/access.ts';
import type { HandlerPaths } from '../../project/handlers.ts';
import type { GitIgnore } from '../../project/layouts/git-ignore.ts';
import type { Layout, ProjectSettings } from '../../project/project.ts';

/** Everything `init` is about to do: the plan that the review shows, and what running it needs. */
export interface InitPlan extends Plan, InitPlanInput {
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Tags of the stack, by key. */
  readonly tags: Readonly<Record<string, string>>;
  /** What the person should know, one sentence each. */
  readonly notes: readonly string[];
  /** The files that take the place of #current-cloud-backend, by path in it; absent: they are among the files. */
  readonly current?: ReadonlyMap<string, string>;
  /** Whether .gitignore gets Amplify's lines, or could; absent where it needs none. */
  readonly ignoring?: 'added' | 'offered';
}

export interface InitPlanInput {
  readonly folder: string;
  readonly settings: ProjectSettings;
  readonly layout: Layout;
  /** The environment that is made; counts in the layout that has environments. */
  readonly environment: string;
  readonly access: AccessChoice;
  readonly handlers: HandlerPaths;
  readonly identity: Identity;
  readonly stackName: string;
  /** ClientRequestToken: one a plan, so that a repeated CreateStack can never make a second stack. */
  readonly token: string;
  /** The texts of {@link sharedLabels} that are there, by label: files that belong to others, too. */
  readonly existing: ReadonlyMap<string, string>;
  /** Set where an environment is added to a backend whose files are there. */
  readonly backend?: ExistingBackend | undefined;
  /** What was said of .gitignore; absent: see {@link addsGitIgnore}. */
  readonly gitIgnore?: GitIgnore | undefined;
  /** The categories whose folders stand in amplify/backend already, of a project that no file tells. */
  readonly categories?: readonly string[] | undefined;
  /** The folder is the top of a git repository. */
  readonly isRepository?: boolean | undefined;
}

/** A backend whose files are there, to which `init` adds an environment. */
export interface ExistingBackend {
  /** The texts of `backendLabels` that are there, by label. */
  readonly texts: ReadonlyMap<string, string>;
  /** The environment that this machine works with until then. */
  readonly previous?: string | undefined;
  /** The environment whose parameters the new one takes over, where it has any. */
  readonly parametersOf?: string | undefined;
}

import type { DeletionName } from '../../core/delete-command.ts';
import type { Identity } from '../../core/plan.ts';
import type { ProblemText } from '../../core/problem.ts';
import type { consoleLinks } from '../../flows/status/console.ts';
import type { DeployedBackend } from '../../flows/status/deployed.ts';
import type { localChanges } from '../../flows/status/local-changes.ts';
import type { Project } from '../../project/project.ts';

/** An answer, or why there is none. */
export interface Attempt<T> {
  readonly value?: T;
  readonly problem?: ProblemText;
}

export interface ShownStatus {
  readonly project: Project;
  /** Why this access was chosen. */
  readonly source: string | undefined;
  readonly identity: Attempt<Identity>;
  readonly deployed: Attempt<DeployedBackend | undefined> | undefined;
  readonly local: Attempt<Awaited<ReturnType<typeof localChanges>>>;
  readonly drift: readonly string[];
  /** Whether the Amplify CLI is migrating the environment to Gen 2; undefined: unknown. */
  readonly locked: boolean | undefined;
  /** An unfinished deletion or init that was started here; only words if its note cannot be understood. */
  readonly unfinished?:
    | (Partial<DeletionName> & {
        readonly stackName?: string;
        readonly command?: string;
        readonly text: string;
        readonly next: string;
      })
    | undefined;
  readonly links: ReturnType<typeof consoleLinks> | undefined;
}

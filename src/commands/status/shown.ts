import type { DeletionName } from '../../core/delete-command.ts';
import type { Identity } from '../../core/plan.ts';
import type { ProblemText } from '../../core/problem.ts';
import type { consoleLinks } from '../../flows/status/console.ts';
import type { DeployedBackend } from '../../flows/status/deployed.ts';
import type { localChanges } from '../../flows/status/local-changes.ts';
import type { Project } from '../../project/project.ts';

/** Something that was asked, or why there is no answer. */
export interface Attempt<T> {
  readonly value?: T;
  readonly problem?: ProblemText;
}

export interface ShownStatus {
  readonly project: Project;
  /** Where the choice of the access comes from. */
  readonly source: string | undefined;
  readonly identity: Attempt<Identity>;
  readonly deployed: Attempt<DeployedBackend | undefined> | undefined;
  readonly local: Attempt<Awaited<ReturnType<typeof localChanges>>>;
  readonly drift: readonly string[];
  /** The Amplify CLI is moving the environment to Gen 2; undefined: not known. */
  readonly locked: boolean | undefined;
  /** A deletion, or an init by its stack, that was begun here and is not at its end; only words where its note cannot be understood. */
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

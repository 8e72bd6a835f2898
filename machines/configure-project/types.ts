import type { Identity } from '../../src/core/plan.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';
import type { AccessOption } from '../../src/credentials/access-option.ts';
import type { ProjectChange, ProjectField } from '../../src/flows/configure-project/answers.ts';
import type { ProjectFacts } from '../../src/flows/configure-project/facts.ts';
import type { ProjectPlan } from '../../src/flows/configure-project/plan.ts';
import type { ProjectAnswers } from '../../src/flows/configure-project/project-answers.ts';
import type { ProjectAccess } from '../../src/project/project.ts';
import type { Connected, ConnectionEvent } from '../kit/connection.ts';

export interface ConfigureProjectInput {
  readonly folder: string;
  /** The environment to switch to, if one was named. */
  readonly environment?: string | undefined;
}

/** What is read before the first key. */
export interface Looked {
  readonly facts: ProjectFacts;
  /** The default access, for a project that is tied to none. */
  readonly suggested?: ProjectAccess | undefined;
}

/** How the flow ended. */
export type ConfigureProjectOutput =
  | { readonly kind: 'left' }
  /** The user wants to put access keys into a profile first. */
  | { readonly kind: 'new-profile' }
  | {
      readonly kind: 'configured';
      readonly name: string;
      readonly changes: readonly ProjectChange[];
      readonly files: readonly string[];
      /** The plan that was carried out. */
      readonly plan: ProjectPlan;
      /** Whether the deployed backend was to be fetched, and could not be. */
      readonly incomplete: boolean;
      /** The project's new access, if it has changed. */
      readonly access?: { readonly choice: AccessChoice; readonly region: string } | undefined;
    };

/** The answers before the edits of one field, for Esc. */
export interface Undo {
  readonly field: ProjectField;
  readonly answers: ProjectAnswers;
}

export interface ConfigureProjectContext extends ConfigureProjectInput, Connected {
  readonly facts?: ProjectFacts | undefined;
  readonly answers?: ProjectAnswers | undefined;
  /** Oldest first. */
  readonly undo: readonly Undo[];
  /** The selected row in the list of accesses. */
  readonly selected?: AccessOption | undefined;
  /** The identity of the chosen access. */
  readonly identity?: Identity | undefined;
  readonly plan?: ProjectPlan | undefined;
  /** The file that somebody changed after the review. */
  readonly changed?: string | undefined;
  readonly written?: readonly string[] | undefined;
  readonly wantsProfile?: boolean | undefined;
  readonly problem?: ProblemText | undefined;
}

export type ConfigureProjectEvent =
  /** A field was edited; the answers are always complete. */
  | { type: 'EDIT'; field: ProjectField; answers: Partial<ProjectAnswers> }
  | { type: 'SELECT_ROW'; option: AccessOption | undefined }
  | { type: 'CHOOSE_ACCESS' }
  | { type: 'USE' }
  | { type: 'REMOVE' }
  | { type: 'NEW_PROFILE' }
  | { type: 'NEXT' }
  | { type: 'BACK' }
  /** Removes values that the backend does not give, or keeps them after all. */
  | { type: 'TAKE_OUT' }
  | { type: 'KEEP' }
  | ConnectionEvent
  | { type: 'TRY_NOW' }
  | { type: 'RETRY' }
  | { type: 'CONFIRM' }
  | { type: 'CLOSE' };

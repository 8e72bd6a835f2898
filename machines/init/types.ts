import type { FollowConnection } from '../../src/aws/progress/model.ts';
import type { Identity } from '../../src/core/plan.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import type { Rows } from '../../src/core/rows.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';
import type { AccessOption } from '../../src/credentials/access-option.ts';
import type { InitAnswers } from '../../src/flows/init/answers.ts';
import type { InitPlan } from '../../src/flows/init/init-plan.ts';
import type { Detection, FoundProject, Project } from '../../src/project/project.ts';
import type { InitJournalEntry } from '../../src/state/journal.ts';
import type { DeploymentOutput } from '../deployment/types.ts';

/** What the flow needs to know before the first question, from the folder and this machine. */
export interface InitLocalState {
  readonly found: FoundProject;
  /** The environments that the project's files record; a new one has another name. */
  readonly environments?: readonly string[];
  /** The environments with parameters that a new one can copy. */
  readonly withParameters?: readonly string[];
  readonly detection: Detection;
  /** Answers suggested by the folder, the command line and this machine. */
  readonly answers: InitAnswers;
  readonly nameEvidence: string;
  readonly editorEvidence: string;
  readonly accessOptions: Rows<AccessOption>;
  /** Why this access is preselected, as `AWS_PROFILE`. */
  readonly accessSource?: string | undefined;
  /** The access preselected for that reason. */
  readonly accessGiven?: AccessChoice | undefined;
  /** What names a profile that is missing on this machine, one sentence: nothing is preselected then. */
  readonly accessAbsent?: string | undefined;
  /** What to do if this machine has no AWS access at all. */
  readonly accessMissing?: ProblemText | undefined;
  /** An unfinished `init` of this folder. */
  readonly unfinished?: InitJournalEntry;
  /** Stacks of further notes of this folder, newest first; they are offered one after the other. */
  readonly moreUnfinished?: readonly string[];
  /** A note of this folder that cannot be read, which prevents a new init. */
  readonly noteProblem?: ProblemText;
}

export interface InitInput {
  readonly folder: string;
  /** Whether an environment is to be added to the existing project, without asking again. */
  readonly adds?: boolean | undefined;
}

/** How the flow ended. */
export type InitOutput =
  | Extract<DeploymentOutput, { kind: 'left' }>
  /** The user wants the existing project. */
  | { readonly kind: 'open'; readonly root: string }
  /** The project is a clone: this machine is set up for its backend. */
  | { readonly kind: 'attach' }
  | Extract<DeploymentOutput, { kind: 'created' }>;

export interface InitContext extends InitInput {
  readonly localState?: InitLocalState | undefined;
  readonly answers?: InitAnswers | undefined;
  readonly identity?: Identity | undefined;
  readonly plan?: InitPlan | undefined;
  /** Set while an unfinished `init` is resumed. */
  readonly resumed?: InitJournalEntry | undefined;
  /** The project that gets another environment. */
  readonly addsTo?: Project | undefined;
  readonly cleanUp?: boolean | undefined;
  /** The state of the connection to AWS; absent while no call is made. */
  readonly connection?: FollowConnection | undefined;
  /** Shown on the pane where it happened, until the next key. */
  readonly problem?: ProblemText | undefined;
  /** A short confirmation, as `Saved as amplify-answers.json`. */
  readonly note?: string | undefined;
  readonly output?: InitOutput | undefined;
}

export type InitEvent =
  /** An answer was typed or chosen; the answers are always complete. */
  | { type: 'EDIT'; answers: Partial<InitAnswers> }
  | { type: 'NEXT' }
  | { type: 'BACK' }
  | { type: 'CANCEL' }
  /** From whatever calls AWS: the connection has become worse, or good again. */
  | { type: 'CONNECTION'; connection: FollowConnection }
  | { type: 'TRY_NOW' }
  /** Another access for an unfinished init. */
  | { type: 'OTHER_ACCESS' }
  | { type: 'TAKE_ACCESS'; choice: AccessChoice; cleanUp?: boolean }
  | { type: 'RETRY' }
  | { type: 'OPEN' }
  | { type: 'NEW_ENVIRONMENT' }
  | { type: 'RESET' }
  /** The AWS files have changed: reads the profiles again, and chooses a new one. */
  | { type: 'ACCESS_MADE'; choice: AccessChoice | undefined }
  | { type: 'RESUME' }
  | { type: 'CLEAN_UP' }
  | { type: 'FORGET' }
  | { type: 'CONFIRM' }
  | { type: 'CONTENTS' }
  | { type: 'SCRIPT' }
  | { type: 'SAVE_ANSWERS' }
  /** Whether Amplify's lines are added to .gitignore. */
  | { type: 'IGNORE' }
  | { type: 'CLOSE' };

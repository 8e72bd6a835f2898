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

/** What the flow needs to know before the first question; found by looking at the folder and this machine. */
export interface InitSurroundings {
  readonly found: FoundProject;
  /** The environments that the project's files record; a new one has another name. */
  readonly environments?: readonly string[];
  /** Those of them with parameters that a new one can take over. */
  readonly withParameters?: readonly string[];
  readonly detection: Detection;
  /** Answers that the folder, the command line and this machine suggest. */
  readonly answers: InitAnswers;
  readonly nameEvidence: string;
  readonly editorEvidence: string;
  readonly accessOptions: Rows<AccessOption>;
  /** Why this access is preselected, as `AWS_PROFILE`. */
  readonly accessSource?: string | undefined;
  /** What is preselected for that reason. */
  readonly accessGiven?: AccessChoice | undefined;
  /** Who names a profile that is not on this machine, one sentence: nothing is preselected then. */
  readonly accessAbsent?: string | undefined;
  /** What to do when this machine has no AWS access at all. */
  readonly accessMissing?: ProblemText | undefined;
  /** An `init` of this folder that was not finished. */
  readonly unfinished?: InitJournalEntry;
  /** Stacks of further notes of this folder, newest first; they are offered one after the other. */
  readonly moreUnfinished?: readonly string[];
  /** A note of this folder that cannot be read: nothing is begun over it. */
  readonly noteProblem?: ProblemText;
}

export interface InitInput {
  readonly folder: string;
  /** An environment is to be added to the project that is there: that is not asked again. */
  readonly adds?: boolean | undefined;
}

/** How the flow ended. */
export type InitOutput =
  | Extract<DeploymentOutput, { kind: 'left' }>
  /** The person wants the project that is there already. */
  | { readonly kind: 'open'; readonly root: string }
  /** The project is a clone: this machine is set up for its backend. */
  | { readonly kind: 'attach' }
  | Extract<DeploymentOutput, { kind: 'created' }>;

export interface InitContext extends InitInput {
  readonly surroundings?: InitSurroundings | undefined;
  readonly answers?: InitAnswers | undefined;
  readonly identity?: Identity | undefined;
  readonly plan?: InitPlan | undefined;
  /** Set while an unfinished `init` is taken up again. */
  readonly resumed?: InitJournalEntry | undefined;
  /** The project that gets a new environment, beside those that it has. */
  readonly addsTo?: Project | undefined;
  readonly cleanUp?: boolean | undefined;
  /** How the connection to AWS is; absent while nothing is asked. */
  readonly connection?: FollowConnection | undefined;
  /** Shown on the pane where it happened, until the next key. */
  readonly problem?: ProblemText | undefined;
  /** A short confirmation, as `Saved as amplify-answers.json`. */
  readonly note?: string | undefined;
  readonly output?: InitOutput | undefined;
}

export type InitEvent =
  /** Something was typed or chosen; the answers are always whole. */
  | { type: 'EDIT'; answers: Partial<InitAnswers> }
  | { type: 'NEXT' }
  | { type: 'BACK' }
  | { type: 'CANCEL' }
  /** From whatever asks AWS: it got worse, or it is good again. */
  | { type: 'CONNECTION'; connection: FollowConnection }
  | { type: 'TRY_NOW' }
  /** Another access for what was begun. */
  | { type: 'OTHER_ACCESS' }
  | { type: 'TAKE_ACCESS'; choice: AccessChoice; cleanUp?: boolean }
  | { type: 'RETRY' }
  | { type: 'OPEN' }
  | { type: 'NEW_ENVIRONMENT' }
  | { type: 'RESET' }
  /** The AWS files were changed on the way: the profiles are read again, and one that was made is chosen. */
  | { type: 'ACCESS_MADE'; choice: AccessChoice | undefined }
  | { type: 'RESUME' }
  | { type: 'CLEAN_UP' }
  | { type: 'FORGET' }
  | { type: 'CONFIRM' }
  | { type: 'CONTENTS' }
  | { type: 'SCRIPT' }
  | { type: 'SAVE_ANSWERS' }
  /** Amplify's lines go into .gitignore, or it stays as it is. */
  | { type: 'IGNORE' }
  | { type: 'CLOSE' };

import type { FollowConnection, FollowUpdate } from '../../src/aws/progress/model.ts';
import type { Identity } from '../../src/core/plan.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import type { Rows } from '../../src/core/rows.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';
import type { AccessOption } from '../../src/credentials/access-option.ts';
import type { InitPlan } from '../../src/flows/init/init-plan.ts';
import type { ProjectStack } from '../../src/project/project.ts';
import type { InitJournalEntry } from '../../src/state/journal.ts';

export interface DeploymentInput {
  readonly plan: InitPlan;
  /** The note of an unfinished init that is taken up again. */
  readonly resumed?: InitJournalEntry | undefined;
  /** Take it up only to remove what it left in AWS. */
  readonly cleanUp?: boolean;
  /** The access to go on with where the plan's own does not work any more. */
  readonly access?: AccessChoice | undefined;
}

/** A part of a deployment that needs AWS; it can be gone back to after another access was chosen. */
export type DeploymentPhase =
  | 'creating'
  | 'following'
  | 'storing'
  | 'removing'
  | 'removingForNewName'
  | 'cleaning'
  | 'deletingBucket';

/** A stack that has failed, and how it stands. */
export interface FailedStack {
  readonly stackName: string;
  /** To follow its name, as `was rolled back`. */
  readonly words: string;
  /** The environment that it was to add to a project; undefined where the project is new. */
  readonly environment?: string | undefined;
}

export type DeploymentOutput =
  | { readonly kind: 'left'; readonly failed?: FailedStack | undefined }
  | {
      readonly kind: 'created';
      readonly stack: ProjectStack;
      readonly files: readonly string[];
      readonly plan: InitPlan;
      /** Why no Amplify app lists the backend. */
      readonly appMissing?: string;
    };

export interface DeploymentContext extends DeploymentInput {
  /** Known as soon as AWS has accepted the stack. */
  readonly stackId?: string | undefined;
  readonly update?: FollowUpdate | undefined;
  readonly problem?: ProblemText | undefined;
  /** The first attempt's progress, kept for the person to read while its stack is being removed. */
  readonly failure?: FollowUpdate | undefined;
  readonly stack?: ProjectStack | undefined;
  /** Why no Amplify app lists the backend, where one was wanted. */
  readonly appMissing?: string | undefined;
  /** Paths relative to the project's root. */
  readonly files: readonly string[];
  readonly bucketLeft: boolean;
  /** Names of the buckets of earlier attempts that stayed: the notes of those attempts are gone. */
  readonly bucketsKept: readonly string[];
  /** It was this program that has told AWS to delete the stack, now or in the run that is taken up. */
  readonly deletedHere?: boolean | undefined;
  /** How the connection to AWS is; absent while nothing is asked. */
  readonly connection?: FollowConnection | undefined;
  /** What the list of other accesses shows. */
  readonly accessOptions?: Rows<AccessOption> | undefined;
  /** What the access in use may not do is what another one was chosen for. */
  readonly denied?: boolean | undefined;
  /** Who the other access is that goes on, until it is known whether the project's files get it, too. */
  readonly other?: Identity | undefined;
  /** The access that is being tried out. */
  readonly candidate?: AccessChoice | undefined;
  /** What broke or was interrupted last: where to go on after another access was chosen. */
  readonly phase?: DeploymentPhase | undefined;
  /** The stack is to be deleted as soon as AWS has answered whether it made one. */
  readonly abandoned?: boolean | undefined;
  readonly note?: string | undefined;
  readonly output?: DeploymentOutput | undefined;
}

export type DeploymentEvent =
  /** From the follower. */
  | { type: 'UPDATE'; update: FollowUpdate }
  | { type: 'SETTLED'; update: FollowUpdate }
  | { type: 'BROKEN'; problem: ProblemText }
  /** From the remover: the stack is gone. */
  | { type: 'REMOVED'; bucketLeft: boolean }
  /** From whatever asks AWS: it got worse, or it is good again. */
  | { type: 'CONNECTION'; connection: FollowConnection }
  /** Tries again now instead of waiting. */
  | { type: 'TRY_NOW' }
  | { type: 'OTHER_ACCESS' }
  | { type: 'TAKE_ACCESS'; choice: AccessChoice }
  | { type: 'BACK' }
  /** The project's files get the access that goes on. */
  | { type: 'TIE' }
  /** They keep the one that was confirmed. */
  | { type: 'KEEP_TIED' }
  /** Stops it and deletes what it has made in AWS. */
  | { type: 'ABANDON' }
  | { type: 'RETRY' }
  | { type: 'CLEAN_UP' }
  | { type: 'KEEP' }
  | { type: 'OPEN_CONSOLE' }
  | { type: 'COPY_ERROR' }
  | { type: 'DELETE_BUCKET' }
  | { type: 'KEEP_BUCKET' }
  | { type: 'CLOSE' };

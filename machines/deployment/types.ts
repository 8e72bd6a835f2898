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
  /** The note of an unfinished init that is resumed. */
  readonly resumed?: InitJournalEntry | undefined;
  /** Resume it only to remove what it left in AWS. */
  readonly cleanUp?: boolean;
  /** The access to continue with if the plan's own no longer works. */
  readonly access?: AccessChoice | undefined;
}

/** A phase of a deployment that needs AWS; it can be repeated with another access. */
export type DeploymentPhase =
  | 'creating'
  | 'following'
  | 'storing'
  | 'removing'
  | 'removingForNewName'
  | 'cleaning'
  | 'deletingBucket';

/** A failed stack, and its state. */
export interface FailedStack {
  readonly stackName: string;
  /** To follow its name, as `was rolled back`. */
  readonly words: string;
  /** The environment that it was to add to a project; undefined for a new project. */
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
  /** Known once AWS has accepted the stack. */
  readonly stackId?: string | undefined;
  readonly update?: FollowUpdate | undefined;
  readonly problem?: ProblemText | undefined;
  /** The first attempt's progress, to be read while its stack is being removed. */
  readonly failure?: FollowUpdate | undefined;
  readonly stack?: ProjectStack | undefined;
  /** Why no Amplify app lists the backend, if one should. */
  readonly appMissing?: string | undefined;
  /** Paths relative to the project's root. */
  readonly files: readonly string[];
  readonly bucketLeft: boolean;
  /** Names of buckets that earlier attempts left; the notes of those attempts are gone. */
  readonly bucketsKept: readonly string[];
  /** Whether this program asked AWS to delete the stack, now or in the resumed run. */
  readonly deletedHere?: boolean | undefined;
  /** The state of the connection to AWS; absent while no call is made. */
  readonly connection?: FollowConnection | undefined;
  /** The list of other accesses. */
  readonly accessOptions?: Rows<AccessOption> | undefined;
  /** Whether another access is being chosen because the current one was denied something. */
  readonly denied?: boolean | undefined;
  /** The identity of the other access, until the user has decided whether the project's files get it, too. */
  readonly other?: Identity | undefined;
  /** The access that is being tried. */
  readonly candidate?: AccessChoice | undefined;
  /** What broke or was interrupted last: where to continue after another access was chosen. */
  readonly phase?: DeploymentPhase | undefined;
  /** Whether to delete the stack as soon as AWS has answered whether it was created. */
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
  /** From whatever calls AWS: the connection has become worse, or good again. */
  | { type: 'CONNECTION'; connection: FollowConnection }
  /** Retries now instead of waiting. */
  | { type: 'TRY_NOW' }
  | { type: 'OTHER_ACCESS' }
  | { type: 'TAKE_ACCESS'; choice: AccessChoice }
  | { type: 'BACK' }
  /** Ties the project's files to the new access. */
  | { type: 'TIE' }
  /** The files keep the confirmed one. */
  | { type: 'KEEP_TIED' }
  /** Stops it and deletes what it has created in AWS. */
  | { type: 'ABANDON' }
  | { type: 'RETRY' }
  | { type: 'CLEAN_UP' }
  | { type: 'KEEP' }
  | { type: 'OPEN_CONSOLE' }
  | { type: 'COPY_ERROR' }
  | { type: 'DELETE_BUCKET' }
  | { type: 'KEEP_BUCKET' }
  | { type: 'CLOSE' };

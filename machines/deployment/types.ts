import type { FollowUpdate } from '../../src/aws/progress/model.ts';
import type { InitPlan } from '../../src/init/plan.ts';
import type { ProjectStack } from '../../src/project/project.ts';
import type { InitJournalEntry } from '../../src/session/journal.ts';
import type { ProblemText } from '../../src/values/problem.ts';

export interface DeploymentInput {
  readonly plan: InitPlan;
  /** The note of an unfinished init that is taken up again. */
  readonly resumed?: InitJournalEntry | undefined;
  /** Take it up only to remove what it left in AWS. */
  readonly cleanUp?: boolean;
}

export type DeploymentOutput =
  | { readonly kind: 'left' }
  | { readonly kind: 'created'; readonly stack: ProjectStack; readonly files: readonly string[] };

export interface DeploymentContext extends DeploymentInput {
  /** Known as soon as AWS has accepted the stack. */
  readonly stackId?: string | undefined;
  readonly update?: FollowUpdate | undefined;
  readonly problem?: ProblemText | undefined;
  /** The first attempt's progress, kept for the person to read while its stack is being removed. */
  readonly failure?: FollowUpdate | undefined;
  readonly stack?: ProjectStack | undefined;
  /** Paths relative to the project's root. */
  readonly files: readonly string[];
  readonly bucketLeft: boolean;
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
  | { type: 'RETRY' }
  | { type: 'CLEAN_UP' }
  | { type: 'KEEP' }
  | { type: 'OPEN_CONSOLE' }
  | { type: 'COPY_ERROR' }
  | { type: 'DELETE_BUCKET' }
  | { type: 'KEEP_BUCKET' }
  | { type: 'CLOSE' };

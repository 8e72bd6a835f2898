import type { FollowConnection, FollowUpdate } from '../../src/aws/progress/model.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import type { DeleteChoices, DeletePlan, FoundPieces } from '../../src/flows/delete/plan.ts';
import type { DeleteNews } from '../../src/flows/delete/run.ts';

export interface DeleteInput {
  readonly folder: string;
  /** The environment to delete; absent: the whole project. */
  readonly environment?: string | undefined;
  /** Only resumes a deletion that was started. */
  readonly resume?: boolean | undefined;
  /** Decisions made beforehand, as by options of the command line. */
  readonly choices?: Partial<DeleteChoices> | undefined;
}

/** The project to look for, and the decisions about it so far. */
export type DeleteAsked = Pick<DeleteContext, 'folder' | 'environment' | 'resume' | 'decided'>;

/** The findings, and the decisions of an earlier run. */
export interface LookedDelete {
  readonly found: FoundPieces;
  readonly choices: DeleteChoices;
}

/** How the flow ended. */
export type DeleteOutput =
  | { readonly kind: 'left' }
  | { readonly kind: 'deleted'; readonly name: string; readonly scope: FoundPieces['scope'] };

export interface DeleteContext extends DeleteInput {
  readonly found?: FoundPieces | undefined;
  readonly decided: DeleteChoices;
  /** The folder for the bucket's contents, as typed. */
  readonly typedFolder: string;
  /** The name typed as a confirmation. */
  readonly typed: string;
  readonly plan?: DeletePlan | undefined;
  /** The current step. */
  readonly step?: number | undefined;
  readonly counted?: Extract<DeleteNews, { kind: 'count' }> | undefined;
  /** The update of the stack that is being deleted, or was last. */
  readonly update?: FollowUpdate | undefined;
  /** The state of the connection to AWS; absent while no call is made. */
  readonly connection?: FollowConnection | undefined;
  /** Labels of the removed or changed files. */
  readonly removed?: readonly string[] | undefined;
  readonly problem?: ProblemText | undefined;
}

export type DeleteEvent =
  | { type: 'CONNECTION'; connection: FollowConnection }
  | { type: 'NEWS'; news: DeleteNews }
  | { type: 'DELETED'; files: readonly string[] }
  | { type: 'BROKEN'; problem: ProblemText }
  | { type: 'KEEP_BUCKET' }
  | { type: 'KEEP_FILES' }
  | { type: 'DOWNLOAD' }
  | { type: 'TYPE_FOLDER'; folder: string }
  | { type: 'TYPE'; name: string }
  | { type: 'NEXT' }
  | { type: 'CONFIRM' }
  | { type: 'TRY_NOW' }
  | { type: 'RETRY' }
  | { type: 'BACK' }
  | { type: 'CLOSE' };

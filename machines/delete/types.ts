import type { FollowConnection, FollowUpdate } from '../../src/aws/progress/model.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import type { DeleteChoices, DeletePlan, FoundPieces } from '../../src/flows/delete/plan.ts';
import type { DeleteNews } from '../../src/flows/delete/run.ts';

export interface DeleteInput {
  readonly folder: string;
  /** The environment that is removed; absent: the whole project goes. */
  readonly environment?: string | undefined;
  /** Only a deletion that was begun is continued. */
  readonly resume?: boolean | undefined;
  /** What was decided before, as by options of the command line. */
  readonly choices?: Partial<DeleteChoices> | undefined;
}

/** What is looked for: the project, and what was decided about it so far. */
export type DeleteAsked = Pick<DeleteContext, 'folder' | 'environment' | 'resume' | 'decided'>;

/** What was found, and what an earlier run has decided. */
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
  /** The folder for the bucket's contents as it is typed. */
  readonly typedFolder: string;
  /** What the person types to confirm. */
  readonly typed: string;
  readonly plan?: DeletePlan | undefined;
  /** The step that is done now. */
  readonly step?: number | undefined;
  readonly counted?: Extract<DeleteNews, { kind: 'count' }> | undefined;
  /** Of the stack that is being deleted, or was last. */
  readonly update?: FollowUpdate | undefined;
  /** How the connection to AWS is; absent while nothing is asked. */
  readonly connection?: FollowConnection | undefined;
  /** Labels of what was removed or changed on disk. */
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

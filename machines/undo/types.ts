import type { ProblemText } from '../../src/core/problem.ts';
import type { UndoPlan } from '../../src/flows/undo/plan.ts';
import type { ChangeRow } from '../../src/flows/undo/rows.ts';

/** How the flow ended. */
export type UndoOutput = { readonly kind: 'left' } | { readonly kind: 'undone'; readonly what: string };

export interface UndoContext {
  readonly rows: readonly ChangeRow[];
  /** The id of the selected change. */
  readonly selected?: string | undefined;
  readonly plan?: UndoPlan | undefined;
  /** The files that were written or removed. */
  readonly written?: readonly string[] | undefined;
  readonly problem?: ProblemText | undefined;
}

export type UndoEvent =
  | { type: 'SELECT_ROW'; id: string | undefined }
  | { type: 'NEXT' }
  | { type: 'BACK' }
  | { type: 'RETRY' }
  | { type: 'CONFIRM' }
  | { type: 'CLOSE' };

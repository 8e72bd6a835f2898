import type { ProblemText } from '../../src/core/problem.ts';
import type { FoundProjects } from '../../src/flows/projects/find.ts';
import type { ProjectRow } from '../../src/flows/projects/rows.ts';

/** How the flow ended: with the folder to show, or with none. */
export type ProjectsOutput = { readonly kind: 'left' } | { readonly kind: 'open'; readonly folder: string };

export interface ProjectsContext {
  readonly rows: readonly ProjectRow[];
  /** The folder of the selected row. */
  readonly selected?: string | undefined;
  /** The typed folder: to open, or to search. */
  readonly typed: string;
  /** The purpose of the typed folder. */
  readonly purpose: 'open' | 'find';
  readonly found?: FoundProjects | undefined;
  /** The folder to show. */
  readonly chosen?: string | undefined;
  /** What was just removed from the list. */
  readonly note?: string | undefined;
  readonly problem?: ProblemText | undefined;
}

export type ProjectsEvent =
  | { type: 'SELECT_ROW'; folder: string | undefined }
  | { type: 'TYPE'; folder: string }
  | { type: 'NEXT' }
  | { type: 'OTHER' }
  | { type: 'FIND' }
  | { type: 'FORGET' }
  | { type: 'RETRY' }
  | { type: 'BACK' };

import type { ProblemText } from '../../src/core/problem.ts';
import type { FoundProjects } from '../../src/flows/projects/find.ts';
import type { ProjectRow } from '../../src/flows/projects/rows.ts';

/** How the flow ended: with the folder to be shown now, or with none. */
export type ProjectsOutput = { readonly kind: 'left' } | { readonly kind: 'open'; readonly folder: string };

export interface ProjectsContext {
  readonly rows: readonly ProjectRow[];
  /** The folder of the row that the person stands on. */
  readonly standing?: string | undefined;
  /** What the person types: a folder to open, or to look below. */
  readonly typed: string;
  /** What the typed folder is for. */
  readonly purpose: 'open' | 'find';
  readonly found?: FoundProjects | undefined;
  /** The folder to be shown. */
  readonly chosen?: string | undefined;
  /** What was taken out of the list just now. */
  readonly note?: string | undefined;
  readonly problem?: ProblemText | undefined;
}

export type ProjectsEvent =
  | { type: 'STAND_ON'; folder: string | undefined }
  | { type: 'TYPE'; folder: string }
  | { type: 'NEXT' }
  | { type: 'OTHER' }
  | { type: 'FIND' }
  | { type: 'FORGET' }
  | { type: 'RETRY' }
  | { type: 'BACK' };

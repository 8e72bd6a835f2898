import type { ProblemText } from '../../src/core/problem.ts';
import type { SharePlan } from '../../src/flows/share/plan.ts';

export interface ShareInput {
  readonly folder: string;
  /** The folder of the other frontend, if one was named. */
  readonly target?: string;
}

/** How the flow ended. */
export type ShareOutput =
  | { readonly kind: 'left' }
  | { readonly kind: 'shared'; readonly roots: readonly string[] };

/** A folder that cannot be updated now, and why. */
export interface LeftTarget {
  readonly root: string;
  readonly problem: ProblemText;
}

/** A plan, and the folders that it leaves out. */
export interface PlannedShare {
  readonly plan: SharePlan;
  readonly left: readonly LeftTarget[];
}

/** The number of files written in a folder. */
export interface SharedFolder {
  readonly root: string;
  readonly files: number;
}

export interface ShareContext extends ShareInput {
  /** The remembered folders that share the backend. */
  readonly targets: readonly string[];
  /** What the user types: the folder of another frontend; empty: all that are remembered. */
  readonly typed: string;
  readonly planned?: PlannedShare | undefined;
  readonly written?: readonly SharedFolder[] | undefined;
  readonly problem?: ProblemText | undefined;
}

export type ShareEvent =
  | { type: 'TYPE'; folder: string }
  | { type: 'NEXT' }
  | { type: 'BACK' }
  | { type: 'RETRY' }
  | { type: 'CONFIRM' }
  | { type: 'CLOSE' };

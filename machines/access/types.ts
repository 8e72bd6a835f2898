import type { ProblemText } from '../../src/core/problem.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';
import type { AccessPlan, Decided, FoundAccess } from '../../src/flows/access/plan.ts';

export interface AccessInput {
  /** The profile whose access it is, or the name of the role. */
  readonly profile: string;
  /** A role that is named itself, by its name or ARN, whatever profile has it. */
  readonly role?: string | undefined;
  /** The access that AWS is asked with; absent: the one that is used when nobody chooses. */
  readonly acting?: AccessChoice | undefined;
}

/** What was found, and what an earlier run has decided. */
export interface LookedAccess {
  readonly found: FoundAccess;
  readonly decided: Decided;
}

/** How the flow ended. */
export type AccessOutput =
  | { readonly kind: 'left' }
  | { readonly kind: 'removed'; readonly profile: string; readonly profiles: readonly string[] };

export interface AccessContext extends AccessInput {
  readonly found?: FoundAccess | undefined;
  readonly decided: Decided;
  /** What the person types to confirm. */
  readonly typed: string;
  readonly plan?: AccessPlan | undefined;
  /** The step that is done now. */
  readonly step?: number | undefined;
  readonly removed?: boolean | undefined;
  readonly problem?: ProblemText | undefined;
}

export type AccessEvent =
  /** A piece is taken away, too, or kept. */
  | { type: 'DECIDE'; key: string; taken: boolean }
  | { type: 'STEP'; index: number }
  | { type: 'TYPE'; name: string }
  | { type: 'NEXT' }
  | { type: 'CONFIRM' }
  | { type: 'RETRY' }
  | { type: 'BACK' }
  | { type: 'CLOSE' };

import type { ProblemText } from '../../src/core/problem.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';
import type { AccessPlan, Decided, FoundAccess } from '../../src/flows/access/plan.ts';

export interface AccessInput {
  /** The profile in question, or the name of the role. */
  readonly profile: string;
  /** A role given by its name or ARN, whatever profile uses it. */
  readonly role?: string | undefined;
  /** The access for calling AWS; absent: the default one. */
  readonly acting?: AccessChoice | undefined;
}

/** The findings, and the decisions of an earlier run. */
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
  /** The name typed as a confirmation. */
  readonly typed: string;
  readonly plan?: AccessPlan | undefined;
  /** The current step. */
  readonly step?: number | undefined;
  readonly removed?: boolean | undefined;
  readonly problem?: ProblemText | undefined;
}

export type AccessEvent =
  /** Also removes a piece, or keeps it. */
  | { type: 'DECIDE'; key: string; taken: boolean }
  | { type: 'STEP'; index: number }
  | { type: 'TYPE'; name: string }
  | { type: 'NEXT' }
  | { type: 'CONFIRM' }
  | { type: 'RETRY' }
  | { type: 'BACK' }
  | { type: 'CLOSE' };

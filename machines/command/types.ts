import type { ProblemText } from '../../src/core/problem.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';

export interface CommandInput {
  readonly folder: string;
  /** Whose credentials it gets; absent: what `exec` would take. */
  readonly choice?: AccessChoice | undefined;
}

/** How the flow ended. */
export type CommandOutput = { readonly kind: 'left' } | { readonly kind: 'ran'; readonly code: number };

export interface CommandContext extends CommandInput {
  readonly typed: string;
  /** The command that ran last, and its exit code. */
  readonly ran?: { readonly text: string; readonly code: number } | undefined;
  readonly problem?: ProblemText | undefined;
}

export type CommandEvent = { type: 'TYPE'; text: string } | { type: 'NEXT' } | { type: 'BACK' };

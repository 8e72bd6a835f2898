import type { ProblemText } from '../../src/core/problem.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';

export interface CommandInput {
  readonly folder: string;
  /** The access whose credentials it gets; absent: the one that `exec` would use. */
  readonly choice?: AccessChoice | undefined;
}

/** How the flow ended. */
export type CommandOutput = { readonly kind: 'left' } | { readonly kind: 'ran'; readonly code: number };

export interface CommandContext extends CommandInput {
  readonly typed: string;
  /** The last command, and its exit code. */
  readonly ran?: { readonly text: string; readonly code: number } | undefined;
  readonly problem?: ProblemText | undefined;
}

export type CommandEvent = { type: 'TYPE'; text: string } | { type: 'NEXT' } | { type: 'BACK' };

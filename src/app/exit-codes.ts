import type { ProblemText } from '../core/problem.ts';
import type { BackendState } from '../flows/status/backend-state.ts';

/** The meaning of each exit code; a code never changes its meaning (docs/stability.md). */
export const exitCodes = {
  0: 'done',
  1: 'failed',
  2: 'wrong usage, or answers are missing: another command line helps',
  3: 'an MFA code is needed',
  4: 'the stack waits for its change set to be executed',
  5: 'the work is done, and standard output could not be written',
  6: 'what is here is not what was deployed: a push would change something',
  7: 'AWS is not as the project says',
  8: 'something is under way on the stack',
  126: 'the command cannot be run',
  127: 'the command is not there',
  130: 'interrupted',
  141: 'the reader of standard output has ended',
} as const;

export type ExitCode = keyof typeof exitCodes;

/**
 * The exit code of a problem: 2 when another command line helps, 3 when an MFA code is needed, 130 for an interruption, 1 for
 * everything else.
 */
export function exitCodeOf(problem: Pick<ProblemText, 'code'>): ExitCode {
  const byCommandLine: readonly string[] = [
    'USAGE',
    'ENVIRONMENT',
    'ANSWERS_MISSING',
    'ANSWERS_UNREADABLE',
    'NEEDS_TERMINAL',
    'PROFILE_UNKNOWN',
    'READ_ONLY',
  ];
  if (byCommandLine.includes(problem.code)) return 2;
  if (problem.code === 'MFA_NEEDED') return 3;
  return problem.code === 'INTERRUPTED' ? 130 : 1;
}

/** The exit codes of `status --exit-code`. */
export const exitCodeOfState: Readonly<Record<BackendState, ExitCode>> = {
  unknown: 1,
  failed: 1,
  waiting: 4,
  changed: 6,
  drift: 7,
  'in-progress': 8,
  unchanged: 0,
};

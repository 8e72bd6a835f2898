/** What each exit code says; a code keeps its meaning (docs/stability.md). */
export const exitCodes = {
  0: 'done',
  1: 'failed',
  2: 'wrong usage, or answers are missing: another command line helps',
  3: 'an MFA code is needed',
  4: 'the stack waits for its change set to be executed',
  5: 'the work is done, and standard output could not be written',
  126: 'the command cannot be run',
  127: 'the command is not there',
  130: 'interrupted',
  141: 'whoever read standard output has ended',
} as const;

export type ExitCode = keyof typeof exitCodes;

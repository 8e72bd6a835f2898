import type { AssumeNote } from './journal.ts';

/** What a note says was created in AWS, one line each; empty: nothing. */
export function madeLines({ made }: AssumeNote): string[] {
  return [
    ...(made.role ? [`the role ${made.role}`] : []),
    ...(made.policy ? [`the policy ${made.policy}`] : []),
    ...(made.user ? [`the user ${made.user} and its access keys`] : []),
    ...(made.device ? [`the MFA device ${made.device}`] : []),
  ];
}

import type { FollowUpdate } from '../../src/aws/progress/model.ts';
import type { ProblemCode, ProblemText } from '../../src/core/problem.ts';

/** The remedies in keys of home and of the stack's pane, where a command line would get a command. */
const keys: Readonly<Partial<Record<ProblemCode, string>>> = {
  MFA_NEEDED: 'Press r, then type the code of your device.',
  MFA_REFUSED: 'Wait for the next code of your device, then press r.',
  SIGNED_OUT: 'Press l to sign in, or p for another profile.',
  SIGN_IN_EXPIRED: 'Press l to sign in again, or p for another profile.',
  CREDENTIALS_EXPIRED: 'Put new keys where these came from, then press r; or p for another profile.',
  ACCESS_NONE: 'Press p to choose a profile; esc, then c, sets one up.',
  PROFILE_UNKNOWN: 'Press p to choose another profile; esc, then c, sets one up.',
  PROFILE_NOT_USABLE: 'Press p: it shows what is wrong, and the other profiles.',
  REGION_MISSING: 'Press p, then e: it gives the profile a region.',
  ACCESS_DENIED: 'Press p for another profile, or ask an administrator of the account; r asks again.',
};

/** A problem with the access, with a remedy in keys if there is one. */
export function inKeys(problem: ProblemText): ProblemText {
  const next = keys[problem.code] ?? withKey(problem.next);
  // If the AWS CLI is missing or a file is unreadable, no key helps, so the advice stays.
  return /^(?:Install|Correct that first)\b/.test(problem.next) ? problem : { ...problem, next };
}

/** The panes that show it have a key for trying again. */
function withKey(next: string): string {
  return next.replace(/, then try again\b/, ', then press r').replace(/^Try again\b/, 'Press r to retry');
}

/** Why nothing is known about a stack when AWS rejects the credentials. */
export function missingAccess({ connection }: FollowUpdate): ProblemText | undefined {
  if (connection.kind !== 'expired') return undefined;
  const code = connection.code ?? 'CREDENTIALS_EXPIRED';
  const what = whats[code] ?? 'The credentials have expired.';
  return inKeys({
    code,
    what,
    why: connection.why,
    next: 'Press r to read them again, or p for another profile.',
  });
}

const whats: Readonly<Partial<Record<ProblemCode, string>>> = {
  MFA_NEEDED: 'The stack cannot be read: an MFA code is needed.',
  SIGNED_OUT: 'The stack cannot be read: the profile is signed out.',
  SIGN_IN_EXPIRED: 'The stack cannot be read: the sign-in has expired.',
  CREDENTIALS_EXPIRED: 'The stack cannot be read: the credentials have expired.',
};

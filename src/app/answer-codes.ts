import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import type { MfaRequest } from '../credentials/mfa.ts';
import type { AppContext } from './app-context.ts';

/** Passes the answer to a question for a code to its caller. */
export interface CodeAnswers {
  readonly give: (code: string) => void;
  readonly leave: () => void;
}

/** Lets a screen answer the questions for MFA codes. @param show puts the question on the screen */
export function answerCodes(appContext: AppContext, show: (request: MfaRequest) => void): CodeAnswers {
  let waiting: { give: (code: string) => void; leave: () => void } | undefined;
  appContext.signIn.answerWith(
    (request) =>
      new Promise((resolve, reject) => {
        waiting = { give: resolve, leave: () => reject(left(request)) };
        show(request);
      }),
  );
  const answer = (how: (one: NonNullable<typeof waiting>) => void) => {
    const one = waiting;
    waiting = undefined;
    if (one) how(one);
  };
  return { give: (code) => answer((one) => one.give(code)), leave: () => answer((one) => one.leave()) };
}

/** The Problem of a closed question. Nothing has failed: the user did not want to sign in now. */
export function left({ profile }: Pick<MfaRequest, 'profile'>): Problem {
  return new Problem({
    code: 'MFA_NEEDED',
    what: `You are not signed in with ${plainText(profile)}.`,
    why: 'The role needs an MFA code and you closed the prompt.',
    next: 'Try again when you have your device at hand, or choose another profile.',
  });
}

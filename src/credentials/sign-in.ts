import { asProblem, Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import type { Access } from './access.ts';
import { type AskMfaCode, oneQuestionAtATime } from './mfa.ts';

/**
 * How the program gets MFA codes: one question at a time, answered by the running driver. The caller that resolves credentials
 * says whether a user is there (`mayAsk`): background work never asks.
 */
export interface SignIn {
  readonly ask: AskMfaCode;
  /** Sets who asks: a dialog, the terminal, an option of the command line. Until then every question is refused. */
  readonly answerWith: (ask: AskMfaCode) => void;
}

/** Starts without anybody to answer. */
export function openSignIn(): SignIn {
  let answer: AskMfaCode = async ({ profile, device }) => {
    throw codeNeeded(profile, device);
  };
  return {
    ask: oneQuestionAtATime((request, signal) => answer(request, signal)),
    answerWith: (ask) => {
      answer = ask;
    },
  };
}

/**
 * Uses an access while a user is there to answer: a code is asked for beforehand when the role needs one, and again whenever
 * AWS no longer accepts the session.
 *
 * @param use rejects with MFA_NEEDED when there is no valid session
 */
export async function withCodes<T>(
  { credentials }: Pick<Access, 'credentials'>,
  use: () => Promise<T>,
): Promise<T> {
  let { accessKeyId } = await credentials({ mayAsk: true });
  for (;;) {
    try {
      return await use();
    } catch (thrown) {
      if (asProblem(thrown).code !== 'MFA_NEEDED') throw thrown;
      const others = await credentials({ mayAsk: true });
      // The same session again, so a missing one was not the cause.
      if (others.accessKeyId === accessKeyId) throw thrown;
      accessKeyId = others.accessKeyId;
    }
  }
}

/** The Problem of a role that needs a code of its MFA device. */
export function codeNeeded(profile: string, device: string): Problem {
  return new Problem({
    code: 'MFA_NEEDED',
    what: `The profile ${plainText(profile)} needs an MFA code.`,
    why: `Its role is given with a code of ${plainText(device)} only.`,
    next: 'Type the code when you are asked, or give it with --mfa-code.',
  });
}

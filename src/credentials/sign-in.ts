import { asProblem, Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import type { Access } from './access.ts';
import { type AskMfaCode, oneQuestionAtATime } from './mfa.ts';

/**
 * How the program comes to MFA codes: one question at a time, answered by the driver that runs. Who resolves credentials says
 * whether a person is there (`mayAsk`): what looks at AWS in the background never asks.
 */
export interface SignIn {
  readonly ask: AskMfaCode;
  /** Says who asks: a dialog, the terminal, an option of the command line. Until then nobody can be asked. */
  readonly answerWith: (ask: AskMfaCode) => void;
}

/** Begins without anybody who could answer. */
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
 * Uses an access where a person is there to answer: a code is asked for before, where the role wants one, and once more
 * whenever the session turns out to be one that AWS does not take any more.
 *
 * @param use rejects with MFA_NEEDED when there is no session (any more)
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
      // The same session again: a missing one was not the cause.
      if (others.accessKeyId === accessKeyId) throw thrown;
      accessKeyId = others.accessKeyId;
    }
  }
}

/** The Problem of a role that only a person with the MFA device can have. */
export function codeNeeded(profile: string, device: string): Problem {
  return new Problem({
    code: 'MFA_NEEDED',
    what: `The profile ${plainText(profile)} needs an MFA code.`,
    why: `Its role is given with a code of ${plainText(device)} only.`,
    next: 'Type the code when you are asked, or give it with --mfa-code.',
  });
}

/** A request for the six digits of an MFA device. */
export interface MfaRequest {
  readonly profile: string;
  readonly roleArn: string;
  /** ARN or serial number of the device. */
  readonly device: string;
  /** How long the session that the code opens lasts, in seconds. */
  readonly seconds: number;
  /** Why it is asked again. A code counts once only, so the same one never helps. */
  readonly refused?: 'wrong';
}

/**
 * Asks a person for a code. Whichever driver runs answers it: a dialog, the terminal, an option of the command line.
 *
 * @returns six digits
 * @throws Problem MFA_NEEDED when nobody can be asked, INTERRUPTED when the person leaves the question
 */
export type AskMfaCode = (request: MfaRequest, signal?: AbortSignal) => Promise<string>;

/** Makes sure that one code is asked for at a time, however many wait: the next question comes after the answer. */
export function oneQuestionAtATime(ask: AskMfaCode): AskMfaCode {
  let last: Promise<unknown> = Promise.resolve();
  return (request, signal) => {
    const answer = last.then(() => {
      signal?.throwIfAborted();
      return ask(request, signal);
    });
    last = answer.catch(() => undefined);
    return answer;
  };
}

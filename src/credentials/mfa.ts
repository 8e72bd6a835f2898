/** A request for the six digits of an MFA device. */
export interface MfaRequest {
  readonly profile: string;
  readonly roleArn: string;
  /** ARN or serial number of the device. */
  readonly device: string;
  /** The duration of the session that the code opens, in seconds. */
  readonly seconds: number;
  /** Why it is asked again. A code works only once, so the same one never helps. */
  readonly refused?: 'wrong';
}

/**
 * Asks the user for a code. The running driver answers: a dialog, the terminal, or an option of the command line.
 *
 * @returns six digits
 * @throws Problem MFA_NEEDED when nobody can be asked, INTERRUPTED when the user cancels the question
 */
export type AskMfaCode = (request: MfaRequest, signal?: AbortSignal) => Promise<string>;

/** Asks for one code at a time, however many callers wait: the next question comes after the answer. */
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

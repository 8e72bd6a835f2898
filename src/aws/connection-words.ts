import { duration, plainText } from '../core/text.ts';
import type { FollowConnection } from './progress/model.ts';

/**
 * The state of the connection to AWS, in the words of the screen, counting down to the next try: `no connection for 12s,
 * trying again in 4s`. A try that is due is in progress.
 *
 * @param now milliseconds since the epoch by this machine's clock
 * @returns without a full stop; undefined if all is well
 */
export function connectionWords(connection: FollowConnection | undefined, now: number): string | undefined {
  switch (connection?.kind) {
    case undefined:
    case 'ok':
      return undefined;
    case 'throttled':
      return `AWS asks for fewer requests, ${until('trying again', 'trying', connection.nextTryAt, now)}`;
    case 'offline':
      return `no connection for ${duration(now - connection.since)}, ${until('trying again', 'trying', connection.nextTryAt, now)}`;
    case 'expired':
      return `${missingWords(connection)}${lookingWords(connection, now)}; what runs in AWS continues`;
  }
}

/** Whether AWS cannot be asked, so that what happens there by now is unknown. */
export function isUnseen({ kind }: FollowConnection): boolean {
  return kind === 'expired' || kind === 'offline';
}

/** What is missing if AWS rejects the credentials, as `an MFA code is needed`. */
export function missingWords({ code }: Extract<FollowConnection, { kind: 'expired' }>): string {
  if (code === 'MFA_NEEDED') return 'an MFA code is needed';
  if (code === 'SIGN_IN_EXPIRED') return 'the sign-in has expired';
  return code === 'SIGNED_OUT' ? 'the profile is signed out' : 'the credentials have expired';
}

/** The reason for the state, one sentence; undefined if the state is self-explanatory. */
export function connectionReason(connection: FollowConnection | undefined): string | undefined {
  return connection?.kind === 'offline' || connection?.kind === 'expired'
    ? plainText(connection.why)
    : undefined;
}

/** If only a user can help, there is no countdown. */
function lookingWords(
  { code, nextTryAt }: Extract<FollowConnection, { kind: 'expired' }>,
  now: number,
): string {
  if (code === 'MFA_NEEDED') return '';
  return nextTryAt === undefined
    ? ', checking again'
    : `, ${until('checking again', 'checking again', nextTryAt, now)}`;
}

/** Rounded up, so that it shows 1s until it is due. */
function until(later: string, due: string, at: number, now: number): string {
  const left = Math.ceil((at - now) / 1000) * 1000;
  return left > 0 ? `${later} in ${duration(left)}` : `${due} now`;
}

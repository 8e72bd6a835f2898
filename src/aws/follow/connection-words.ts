import { duration } from '../../values/text.ts';
import type { FollowConnection } from '../progress/model.ts';

/**
 * How the connection is, in the words of the screen, counting down to the next try: `no connection for 12s, trying
 * again in 4s`. A try that is due is under way.
 *
 * @param now by this machine's clock, milliseconds
 * @returns undefined when all is well
 */
export function connectionWords(connection: FollowConnection, now: number): string | undefined {
  switch (connection.kind) {
    case 'ok':
      return undefined;
    case 'throttled':
      return `AWS asks to wait; ${until('next look', 'looking', connection.nextTryAt, now)}`;
    case 'offline':
      return `no connection for ${duration(now - connection.since)}, ${until('trying again', 'trying', connection.nextTryAt, now)}`;
    case 'expired':
      return `the credentials have expired, ${expiredWords(connection.nextTryAt, now)}; the stack goes on in AWS`;
  }
}

function expiredWords(nextTryAt: number | undefined, now: number): string {
  return nextTryAt === undefined
    ? 'looking for new ones'
    : until('looking for new ones', 'looking for new ones', nextTryAt, now);
}

/** Rounded up, so that it says 1s until it is due. */
function until(later: string, due: string, at: number, now: number): string {
  const left = Math.ceil((at - now) / 1000) * 1000;
  return left > 0 ? `${later} in ${duration(left)}` : `${due} now`;
}

import { duration, plainText } from '../values/text.ts';
import type { FollowConnection } from './progress/model.ts';

/**
 * How the connection to AWS is, in the words of the screen, counting down to the next try: `no connection for 12s,
 * trying again in 4s`. A try that is due is under way.
 *
 * @param now milliseconds since the epoch by this machine's clock
 * @returns no full stop at its end; undefined when all is well
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
      return `the credentials have expired, ${expiredWords(connection.nextTryAt, now)}; what runs in AWS goes on`;
  }
}

/** Why the connection is as it is, one sentence; undefined where the state says it all. */
export function connectionReason(connection: FollowConnection | undefined): string | undefined {
  return connection?.kind === 'offline' || connection?.kind === 'expired'
    ? plainText(connection.why)
    : undefined;
}

function expiredWords(nextTryAt: number | undefined, now: number): string {
  const looking = 'looking for new ones';
  return nextTryAt === undefined ? looking : until(looking, looking, nextTryAt, now);
}

/** Rounded up, so that it says 1s until it is due. */
function until(later: string, due: string, at: number, now: number): string {
  const left = Math.ceil((at - now) / 1000) * 1000;
  return left > 0 ? `${later} in ${duration(left)}` : `${due} now`;
}

import { duration, plainText } from '../values/text.ts';
import type { FollowConnection } from './progress/model.ts';

/**
 * How the connection to AWS is, in a sentence without a full stop; undefined when it is good.
 *
 * @param now milliseconds since the epoch by this machine's clock: the countdown runs with it
 */
export function connectionWords(connection: FollowConnection | undefined, now: number): string | undefined {
  if (!connection || connection.kind === 'ok') return undefined;
  if (connection.kind === 'throttled')
    return `AWS asks for fewer requests, trying again in ${until(connection.nextTryAt, now)}`;
  if (connection.kind === 'expired') return 'the credentials have expired; what runs in AWS goes on';
  return `no connection for ${duration(now - connection.since)}, trying again in ${until(connection.nextTryAt, now)}`;
}

/** Rounded up: it says 1s until the very moment. */
function until(at: number, now: number): string {
  return duration(Math.max(0, Math.ceil((at - now) / 1000)) * 1000);
}

/** Why the connection is as it is, one sentence; undefined where the state says it all. */
export function connectionReason(connection: FollowConnection | undefined): string | undefined {
  return connection?.kind === 'offline' || connection?.kind === 'expired'
    ? plainText(connection.why)
    : undefined;
}

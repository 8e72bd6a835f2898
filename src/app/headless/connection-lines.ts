import type { ActorRefFrom, SnapshotFrom } from 'xstate';
import type { initMachine } from '../../../machines/init/machine.ts';
import { connectionReason, missingWords } from '../../aws/connection-words.ts';
import type { FollowConnection } from '../../aws/progress/model.ts';
import type { Report } from './report.ts';
import { ignoreFault } from './settled.ts';

/**
 * Reports each change of the connection to AWS, except while a stack is followed: the follower reports that with its updates.
 *
 * @returns stops it
 */
export function tellConnection(actor: ActorRefFrom<typeof initMachine>, report: Report): () => void {
  let known = 'ok';
  let stopChild: (() => void) | undefined;
  const tell = (connection: FollowConnection | undefined) => {
    // Absent when no call is in progress any more, however it ended.
    const kind = connection?.kind ?? known;
    if (!connection || kind === known) return;
    known = kind;
    report.tell({ type: 'connection', state: stateOf(connection) });
    if (connection.kind === 'ok') return report.say('the connection is back');
    const why = connectionReason(connection);
    // One line for the whole time: it says that it keeps trying, not when.
    const what = connection.kind === 'expired' ? missingWords(connection) : words[connection.kind];
    report.say(`▲ ${what}${why ? `: ${why}` : ''}${connection.kind === 'expired' ? hint : ''}`);
  };
  const look = (snapshot: SnapshotFrom<typeof initMachine>) => {
    const deployment = snapshot.children.deployment;
    if (!deployment) return tell(snapshot.context.connection);
    if (stopChild) return;
    const child = deployment.subscribe({
      next: ({ context: { connection, update } }) => {
        if (connection === undefined || connection !== update?.connection) tell(connection);
      },
      error: ignoreFault,
    });
    stopChild = () => child.unsubscribe();
  };
  const subscription = actor.subscribe({ next: look, error: ignoreFault });
  return () => {
    stopChild?.();
    subscription.unsubscribe();
  };
}

/** The connection in one word for JSON. */
export function stateOf(connection: FollowConnection): string {
  if (connection.kind !== 'expired') return connection.kind;
  if (connection.code === 'MFA_NEEDED') return 'mfa-needed';
  const { code } = connection;
  return code === 'SIGNED_OUT' || code === 'SIGN_IN_EXPIRED' ? 'signed-out' : 'expired';
}

const words = {
  offline: 'no connection, trying again',
  throttled: 'AWS asks for fewer requests, waiting longer',
} as const;
const hint = ' The profile is read again every few seconds.';

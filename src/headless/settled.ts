import type { ActorRefFrom, Subscription } from 'xstate';
import { leafMeta } from '../../machines/commands.ts';
import type { initMachine } from '../../machines/init/machine.ts';

type InitActor = ActorRefFrom<typeof initMachine>;

/**
 * Waits until nothing goes on by itself, in the flow or in its deployment: then there is something to answer, or the
 * end. The flow tells nothing while its deployment changes, so both are listened to.
 *
 * @throws the signal's reason when it aborts first
 */
export function settled(actor: InitActor, signal: AbortSignal) {
  return new Promise<ReturnType<InitActor['getSnapshot']>>((resolve, reject) => {
    const subscriptions: Subscription[] = [];
    const finish = (end: () => void) => {
      for (const subscription of subscriptions.splice(0)) subscription.unsubscribe();
      signal.removeEventListener('abort', onAbort);
      end();
    };
    const onAbort = () => finish(() => reject(signal.reason));
    let followed: unknown;
    const look = () => {
      const snapshot = actor.getSnapshot();
      if (snapshot.status !== 'active' || !isBusy(actor)) return finish(() => resolve(snapshot));
      const { deployment } = snapshot.children;
      if (!deployment || deployment === followed) return;
      followed = deployment;
      subscriptions.push(deployment.subscribe({ next: look, error: look, complete: look }));
    };
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort);
    subscriptions.push(actor.subscribe({ next: look, error: look, complete: look }));
    look();
  });
}

function isBusy(actor: InitActor): boolean {
  const snapshot = actor.getSnapshot();
  const deployment = snapshot.children.deployment?.getSnapshot();
  return leafMeta(deployment?.status === 'active' ? deployment : snapshot).busy !== undefined;
}

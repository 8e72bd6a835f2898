import type { ActorRefFrom, Subscription } from 'xstate';
import { leafMeta } from '../../machines/commands.ts';
import type { configureMachine } from '../../machines/configure/machine.ts';
import { count, duration } from '../values/text.ts';
import type { Report } from './report.ts';

type ConfigureActor = ActorRefFrom<typeof configureMachine>;

/**
 * Waits until nothing goes on by itself: then there is something to answer, or the end.
 *
 * @throws the signal's reason when it aborts first
 */
export function configureSettled(actor: ConfigureActor, signal: AbortSignal) {
  return new Promise<ReturnType<ConfigureActor['getSnapshot']>>((resolve, reject) => {
    const subscriptions: Subscription[] = [];
    const finish = (end: () => void) => {
      for (const subscription of subscriptions.splice(0)) subscription.unsubscribe();
      signal.removeEventListener('abort', onAbort);
      end();
    };
    const onAbort = () => finish(() => reject(signal.reason));
    const look = () => {
      const snapshot = actor.getSnapshot();
      if (snapshot.status !== 'active' || leafMeta(snapshot).busy === undefined)
        finish(() => resolve(snapshot));
    };
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort);
    // An actor that has ended calls back at once.
    subscriptions.push(actor.subscribe({ next: look, error: look, complete: look }));
    look();
  });
}

/** Tells how often AWS was asked for a key that it does not know yet. @returns a function that stops it */
export function tellWaits(actor: ConfigureActor, report: Report): () => void {
  let told = 0;
  const subscription = actor.subscribe({
    next: ({ context: { wait } }) => {
      if (!wait) {
        told = 0;
        return;
      }
      if (wait.tries === told) return;
      told = wait.tries;
      report.tell({ type: 'waiting', for: 'key', tries: wait.tries });
      report.say(
        `AWS does not know the key yet: asked ${count(wait.tries, 'time')}, again after ${duration(wait.nextAt - wait.since)}.`,
      );
    },
    error: () => {},
  });
  return () => subscription.unsubscribe();
}

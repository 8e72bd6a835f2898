import type { ActorRefFrom, AnyActorRef, Subscription } from 'xstate';
import type { FlowId, FlowMachines } from '../../../machines/flows.ts';
import { leafMeta } from '../../../machines/leaf-meta.ts';
import { Problem } from '../../core/problem.ts';

/** The machines that run without a screen. */
export type FlowMachine = FlowMachines[Exclude<FlowId, 'command' | 'projects' | 'settings'>];

type Flow = ActorRefFrom<FlowMachine>;

/** Whether a run was stopped by an uncaught error, which is then the signal's reason, and not by the user. */
export function isFault(signal: AbortSignal): boolean {
  return signal.reason instanceof Problem;
}

/** For listeners that only report progress: the flow's awaiter throws its error, and XState would throw an unhandled one again. */
export function ignoreFault(): void {}

/**
 * Waits until nothing is in progress in the flow or in its deployment: then there is something to answer, or the end. A flow
 * emits nothing while its deployment changes, so it listens to both.
 *
 * @throws the signal's reason when it aborts first, and the flow's own error
 */
export function settled<F extends Flow>(
  actor: F,
  signal: AbortSignal,
): Promise<ReturnType<F['getSnapshot']>> {
  return new Promise((resolve, reject) => {
    const subscriptions: Subscription[] = [];
    const finish = (end: () => void) => {
      for (const subscription of subscriptions.splice(0)) subscription.unsubscribe();
      signal.removeEventListener('abort', onAbort);
      end();
    };
    const onAbort = () => finish(() => reject(signal.reason));
    let followed: unknown;
    const look = () => {
      const snapshot = actor.getSnapshot() as ReturnType<F['getSnapshot']>;
      if (snapshot.status === 'error') return finish(() => reject(snapshot.error));
      if (snapshot.status !== 'active' || !isBusy(actor)) return finish(() => resolve(snapshot));
      const deployment = deploymentOf(actor);
      if (!deployment || deployment === followed) return;
      followed = deployment;
      subscriptions.push(deployment.subscribe({ next: look, error: look, complete: look }));
    };
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort);
    // An actor that has ended calls back immediately.
    subscriptions.push((actor as AnyActorRef).subscribe({ next: look, error: look, complete: look }));
    look();
  });
}

function deploymentOf(actor: Flow): AnyActorRef | undefined {
  const { children } = actor.getSnapshot();
  return 'deployment' in children ? children.deployment : undefined;
}

function isBusy(actor: Flow): boolean {
  const deployment = deploymentOf(actor)?.getSnapshot();
  return leafMeta(deployment?.status === 'active' ? deployment : actor.getSnapshot()).busy !== undefined;
}

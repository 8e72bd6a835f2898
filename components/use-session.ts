import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { ActorRefFrom, AnyActorRef } from 'xstate';
import { flowIds } from '../machines/flows.ts';
import type { sessionMachine } from '../machines/session/machine.ts';

/**
 * Draws the component again when the session or anything running in it changes: the flow on screen, its deployment,
 * the watched stack.
 *
 * @returns a number that grows with every change
 */
export function useSessionVersion(session: ActorRefFrom<typeof sessionMachine>): number {
  const version = useRef(0);
  const subscribe = useCallback(
    (listener: () => void) => {
      const subscriptions = new Map<AnyActorRef, { unsubscribe(): void }>();
      const onChange = () => {
        version.current += 1;
        follow();
        listener();
      };
      const follow = () => {
        const running = runningActors(session);
        for (const [actor, subscription] of subscriptions) {
          if (running.includes(actor)) continue;
          subscription.unsubscribe();
          subscriptions.delete(actor);
        }
        for (const actor of running) {
          if (!subscriptions.has(actor))
            subscriptions.set(
              actor,
              actor.subscribe({ next: onChange, error: onChange, complete: onChange }),
            );
        }
      };
      follow();
      return () => {
        for (const subscription of subscriptions.values()) subscription.unsubscribe();
      };
    },
    [session],
  );
  return useSyncExternalStore(subscribe, () => version.current);
}

function runningActors(session: ActorRefFrom<typeof sessionMachine>): AnyActorRef[] {
  const { children } = session.getSnapshot();
  const flows: (AnyActorRef | undefined)[] = flowIds.map((id) => children[id]);
  const deployment: AnyActorRef | undefined = children.init?.getSnapshot().children.deployment;
  // One that has ended tells it again to each new subscriber, at once.
  return [session as AnyActorRef, deployment, ...flows].filter(
    (actor) => actor?.getSnapshot().status === 'active',
  ) as AnyActorRef[];
}

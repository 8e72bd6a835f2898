import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { ActorRefFrom, AnyActorRef } from 'xstate';
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
  const { init, configure, watch } = session.getSnapshot().context;
  const { profiles, configureProject, share, assumeRole, environments } = session.getSnapshot().children;
  const deployment: AnyActorRef | undefined = init?.getSnapshot().children.deployment;
  return [
    session as AnyActorRef,
    init as AnyActorRef | undefined,
    deployment,
    configure as AnyActorRef | undefined,
    watch as AnyActorRef | undefined,
    profiles as AnyActorRef | undefined,
    configureProject as AnyActorRef | undefined,
    share as AnyActorRef | undefined,
    assumeRole as AnyActorRef | undefined,
    environments as AnyActorRef | undefined,
  ].filter((actor) => actor !== undefined && actor.getSnapshot().status === 'active') as AnyActorRef[];
}

import type { ActorRefFrom, AnyActorRef } from 'xstate';
import { flowIds } from './flows.ts';
import type { sessionMachine } from './session/machine.ts';

type Session = ActorRefFrom<typeof sessionMachine>;

/**
 * Calls back for every change of the session and of what runs in it: its flows, the watched stack, the deployment of
 * `init`, including those that start later.
 *
 * @returns ends it
 */
export function followSession(session: Session, onChange: () => void): () => void {
  const subscriptions = new Map<AnyActorRef, { unsubscribe(): void }>();
  const look = () => {
    follow();
    onChange();
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
        subscriptions.set(actor, actor.subscribe({ next: look, error: look, complete: look }));
    }
  };
  follow();
  return () => {
    for (const subscription of subscriptions.values()) subscription.unsubscribe();
  };
}

function runningActors(session: Session): AnyActorRef[] {
  const { children } = session.getSnapshot();
  const flows: (AnyActorRef | undefined)[] = flowIds.map((id) => children[id]);
  const deployment: AnyActorRef | undefined = children.init?.getSnapshot().children.deployment;
  // An ended actor notifies each new subscriber immediately.
  return [session as AnyActorRef, deployment, ...flows].filter(
    (actor) => actor?.getSnapshot().status === 'active',
  ) as AnyActorRef[];
}

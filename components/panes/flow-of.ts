import { useSelector } from '@xstate/react';
import type { ActorRefFrom, AnyActorRef, AnyMachineSnapshot, AnyStateMachine, ContextFrom } from 'xstate';
import type { PaneProps } from './pane-props.ts';

/**
 * The running flow of a pane.
 *
 * @param id the flow's among the children of the session
 * @throws Error when it is not running: a pane is shown only while its flow is
 */
export function flowOf<Logic extends AnyStateMachine>(
  session: PaneProps['session'],
  id: string,
): ActorRefFrom<Logic> {
  const { children }: AnyMachineSnapshot = session.getSnapshot();
  const flow = children[id];
  if (!flow) throw new Error(`a pane of ${id} is shown, but it does not run`);
  return flow as ActorRefFrom<Logic>;
}

/** A running flow and its current context, also by member. */
type FlowNow<Machine extends AnyStateMachine> = ContextFrom<Machine> & {
  readonly flow: ActorRefFrom<Machine>;
  readonly context: ContextFrom<Machine>;
};

/** The hook of a flow's panes: its component is drawn again when the flow's context changes. */
export function flowHook<Machine extends AnyStateMachine>(id: string) {
  return function useFlow(session: PaneProps['session']): FlowNow<Machine> {
    const flow = flowOf<Machine>(session, id);
    const context = useSelector<AnyActorRef, ContextFrom<Machine>>(flow, (snapshot) => snapshot.context);
    return Object.assign({}, context, { flow, context });
  };
}

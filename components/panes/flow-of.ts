import { useSelector } from '@xstate/react';
import type { ActorRefFrom, AnyActorRef, AnyMachineSnapshot, AnyStateMachine, ContextFrom } from 'xstate';
import type { PaneProps } from './pane-props.ts';

/**
 * The running flow that a pane is shown for.
 *
 * @param id of the flow among the children of the session
 * @throws Error when it does not run: a pane is shown only while its flow does
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

/** A flow that runs, what it knows now, and each part of that by its own name. */
type FlowNow<Machine extends AnyStateMachine> = ContextFrom<Machine> & {
  readonly flow: ActorRefFrom<Machine>;
  readonly context: ContextFrom<Machine>;
};

/** The hook of a flow's panes: its component is drawn again when the flow comes to know something else. */
export function flowHook<Machine extends AnyStateMachine>(id: string) {
  return function useFlow(session: PaneProps['session']): FlowNow<Machine> {
    const flow = flowOf<Machine>(session, id);
    const context = useSelector<AnyActorRef, ContextFrom<Machine>>(flow, (snapshot) => snapshot.context);
    return Object.assign({}, context, { flow, context });
  };
}

import type { ActorRefFrom, AnyActorLogic, AnyMachineSnapshot } from 'xstate';
import type { PaneProps } from './pane-props.ts';

/**
 * The running flow that a pane is shown for.
 *
 * @param id of the flow among the children of the session
 * @throws Error when it does not run: a pane is shown only while its flow does
 */
export function flowOf<Logic extends AnyActorLogic>(
  session: PaneProps['session'],
  id: string,
): ActorRefFrom<Logic> {
  const { children }: AnyMachineSnapshot = session.getSnapshot();
  const flow = children[id];
  if (!flow) throw new Error(`a pane of ${id} is shown, but it does not run`);
  return flow as ActorRefFrom<Logic>;
}

import { useSelector } from '@xstate/react';
import type { ActorRefFrom, AnyMachineSnapshot } from 'xstate';
import type { environmentsMachine } from '../../../machines/environments/machine.ts';
import type { PaneProps } from '../pane-props.ts';

/** The running flow of the environments, which these panes are only shown for, and what it knows now. */
export function useEnvironments(session: PaneProps['session']) {
  const { children }: AnyMachineSnapshot = session.getSnapshot();
  if (!children.environments) throw new Error('a pane of the environments is shown, but they do not run');
  const flow = children.environments as ActorRefFrom<typeof environmentsMachine>;
  const snapshot = useSelector(flow, (now) => now);
  return { flow, place: String(snapshot.value), ...snapshot.context };
}

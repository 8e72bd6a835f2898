import { useSelector } from '@xstate/react';
import type { environmentsMachine } from '../../../machines/environments/machine.ts';
import { flowOf } from '../flow-of.ts';
import type { PaneProps } from '../pane-props.ts';

/** The running flow of the environments, with its current state and context. */
export function useEnvironments(session: PaneProps['session']) {
  const flow = flowOf<typeof environmentsMachine>(session, 'environments');
  const snapshot = useSelector(flow, (now) => now);
  return { flow, place: String(snapshot.value), ...snapshot.context };
}

import { useSelector } from '@xstate/react';
import type { ActorRefFrom, AnyMachineSnapshot } from 'xstate';
import type { assumeMachine } from '../../../machines/assume-role/machine.ts';
import type { PaneProps } from '../pane-props.ts';

/** The running `assume-role`, which these panes are only shown for, and what it knows now. */
export function useAssume(session: PaneProps['session']) {
  const { children }: AnyMachineSnapshot = session.getSnapshot();
  if (!children.assumeRole) throw new Error('a pane of assume-role is shown, but it does not run');
  const flow = children.assumeRole as ActorRefFrom<typeof assumeMachine>;
  const context = useSelector(flow, (snapshot) => snapshot.context);
  return { flow, ...context };
}

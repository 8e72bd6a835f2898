import { useSelector } from '@xstate/react';
import type { assumeMachine } from '../../../machines/assume-role/machine.ts';
import { flowOf } from '../flow-of.ts';
import type { PaneProps } from '../pane-props.ts';

/** The running `assume-role`, which runs while these panes are shown, and what it knows now. */
export function useAssume(session: PaneProps['session']) {
  const flow = flowOf<typeof assumeMachine>(session, 'assumeRole');
  const context = useSelector(flow, (snapshot) => snapshot.context);
  return { flow, ...context };
}

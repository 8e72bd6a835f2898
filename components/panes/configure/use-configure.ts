import { useSelector } from '@xstate/react';
import type { ActorRefFrom, AnyMachineSnapshot } from 'xstate';
import type { configureMachine } from '../../../machines/configure/machine.ts';
import type { PaneProps } from '../pane-props.ts';

type Configure = ActorRefFrom<typeof configureMachine>;

/** The running `configure`, which runs while panes of that flow are shown. */
export function configureOf(session: PaneProps['session']): Configure {
  const { children }: AnyMachineSnapshot = session.getSnapshot();
  const { configure } = children;
  if (!configure) throw new Error('a pane of configure is shown, but no configure runs');
  return configure as Configure;
}

/** The flow and what it knows now. */
export function useConfigure(session: PaneProps['session']) {
  const configure = configureOf(session);
  const context = useSelector(configure, (snapshot) => snapshot.context);
  return { configure, context, ...context };
}

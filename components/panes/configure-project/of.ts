import { useSelector } from '@xstate/react';
import type { ActorRefFrom, AnyMachineSnapshot } from 'xstate';
import type { configureProjectMachine } from '../../../machines/configure-project/machine.ts';
import type { PaneProps } from '../pane-props.ts';

type Flow = ActorRefFrom<typeof configureProjectMachine>;

/** The running `configure project`, which these panes are only shown for, and what it knows now. */
export function useConfigureProject(session: PaneProps['session']) {
  const { children }: AnyMachineSnapshot = session.getSnapshot();
  if (!children.configureProject)
    throw new Error('a pane of configure project is shown, but it does not run');
  const flow = children.configureProject as Flow;
  const context = useSelector(flow, (snapshot) => snapshot.context);
  return { flow, context, ...context };
}

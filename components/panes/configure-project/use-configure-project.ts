import { useSelector } from '@xstate/react';
import type { configureProjectMachine } from '../../../machines/configure-project/machine.ts';
import { flowOf } from '../flow-of.ts';
import type { PaneProps } from '../pane-props.ts';

/** The running `configure project`, which runs while these panes are shown, and what it knows now. */
export function useConfigureProject(session: PaneProps['session']) {
  const flow = flowOf<typeof configureProjectMachine>(session, 'configureProject');
  const context = useSelector(flow, (snapshot) => snapshot.context);
  return { flow, context, ...context };
}

import { useSelector } from '@xstate/react';
import type { ActorRefFrom, AnyMachineSnapshot } from 'xstate';
import type { profilesMachine } from '../../../machines/profiles/machine.ts';
import type { PaneProps } from '../pane-props.ts';

type Profiles = ActorRefFrom<typeof profilesMachine>;

/** The running machine of the profiles, which these panes are only shown for, and what it knows now. */
export function useProfiles(session: PaneProps['session']) {
  const { children }: AnyMachineSnapshot = session.getSnapshot();
  if (!children.profiles) throw new Error('a pane of the profiles is shown, but they are not open');
  const profiles = children.profiles as Profiles;
  const context = useSelector(profiles, (snapshot) => snapshot.context);
  return { profiles, context, ...context };
}

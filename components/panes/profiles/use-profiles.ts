import { useSelector } from '@xstate/react';
import type { profilesMachine } from '../../../machines/profiles/machine.ts';
import { flowOf } from '../flow-of.ts';
import type { PaneProps } from '../pane-props.ts';

/** The running machine of the profiles, which runs while these panes are shown, and what it knows now. */
export function useProfiles(session: PaneProps['session']) {
  const profiles = flowOf<typeof profilesMachine>(session, 'profiles');
  const context = useSelector(profiles, (snapshot) => snapshot.context);
  return { profiles, context, ...context };
}

import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { ActorRefFrom } from 'xstate';
import { followSession } from '../machines/follow-session.ts';
import type { sessionMachine } from '../machines/session/machine.ts';

/**
 * Draws the component again when the session or anything running in it changes: the flow on screen, its deployment,
 * the watched stack.
 *
 * @returns a number that grows with every change
 */
export function useSessionVersion(session: ActorRefFrom<typeof sessionMachine>): number {
  const version = useRef(0);
  const subscribe = useCallback(
    (listener: () => void) =>
      followSession(session, () => {
        version.current += 1;
        listener();
      }),
    [session],
  );
  return useSyncExternalStore(subscribe, () => version.current);
}

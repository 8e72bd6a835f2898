import { useMemo, useSyncExternalStore } from 'react';
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
  const { subscribe, version } = useMemo(() => versionOf(session), [session]);
  return useSyncExternalStore(subscribe, version);
}

/** Followed from the first drawing on, because the parts of a pane report their positions before React subscribes. */
function versionOf(session: ActorRefFrom<typeof sessionMachine>) {
  let version = 0;
  const listeners = new Set<() => void>();
  const follow = () =>
    followSession(session, () => {
      version += 1;
      for (const listener of listeners) listener();
    });
  let stop: (() => void) | undefined = follow();
  return {
    version: () => version,
    subscribe(listener: () => void): () => void {
      stop ??= follow();
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
  };
}

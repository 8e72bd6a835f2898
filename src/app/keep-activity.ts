import type { ActorRefFrom, SnapshotFrom } from 'xstate';
import type { sessionMachine } from '../../machines/session/machine.ts';
import type { AppContext } from './app-context.ts';

/** Remembers what happened in this session for the next one. */
export function keepActivity(session: ActorRefFrom<typeof sessionMachine>, appContext: AppContext): void {
  let known = session.getSnapshot().context.home ? session.getSnapshot().context.activity.length : undefined;
  const keep = ({ context }: SnapshotFrom<typeof sessionMachine>) => {
    if (known === undefined) {
      if (context.home) known = context.home.activity.length;
      return;
    }
    for (const entry of context.activity.slice(known)) {
      // The activity of another project is kept by its own session.
      if (entry.folder !== context.folder || entry.passing) continue;
      appContext.activity
        .add(entry)
        .catch((error: unknown) => appContext.log.warn(`activity was not kept: ${String(error)}`));
    }
    known = context.activity.length;
  };
  // An error of the session itself ends the program, and its runner reports it.
  session.subscribe({ next: keep, error: () => {} });
}

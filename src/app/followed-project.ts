import type { AppContext } from './app-context.ts';
import { followFiles } from './follow-files.ts';
import { followInstance } from './follow-instance.ts';
import { keepActivity } from './keep-activity.ts';
import { keepProject, type Placed } from './keep-project.ts';
import type { OpenProject } from './open-projects.ts';

/**
 * Opens a project and follows its session from the start: what happens in it is remembered.
 *
 * @param begin creates the session for an app context that knows the session's access
 * @param placedOf where the user is in it; absent when there is no screen
 */
export function followedProject(
  given: AppContext,
  begin: (own: AppContext) => OpenProject['session'],
  placedOf?: (session: OpenProject['session']) => Placed,
): OpenProject {
  // The flows start with the access of the session.
  const appContext: AppContext = { ...given, inUse: () => session.getSnapshot().context.access };
  const session = begin(appContext);
  const placed = placedOf?.(session);
  keepActivity(session, appContext);
  const remember = keepProject(session, appContext, placed);
  // A session that has ended by then gets no event.
  followInstance(session, appContext).catch((error: unknown) =>
    appContext.log.info(`no instance: ${String(error)}`),
  );
  // On a screen, what another program changes is seen without a key.
  const unwatch = placed && followFiles(session, appContext.folder);
  const close = async () => {
    unwatch?.();
    session.stop();
    await remember();
  };
  return { appContext, session, close };
}

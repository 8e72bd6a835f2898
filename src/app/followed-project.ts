import type { AppContext } from './app-context.ts';
import { followInstance } from './follow-instance.ts';
import { keepActivity } from './keep-activity.ts';
import { keepProject, type Placed } from './keep-project.ts';
import type { OpenProject } from './open-projects.ts';

/**
 * An open project, whose session is followed from its beginning: what happens in it is remembered.
 *
 * @param begin makes the session of the app context that it is given, which knows what the session works with
 * @param placedOf where the person is in it; absent where there is no screen
 */
export function followedProject(
  given: AppContext,
  begin: (own: AppContext) => OpenProject['session'],
  placedOf?: (session: OpenProject['session']) => Placed,
): OpenProject {
  // The flows begin with the access that the session works with.
  const appContext: AppContext = { ...given, inUse: () => session.getSnapshot().context.access };
  const session = begin(appContext);
  const placed = placedOf?.(session);
  keepActivity(session, appContext);
  const remember = keepProject(session, appContext, placed);
  // A session that has ended before is told nothing.
  followInstance(session, appContext).catch((error: unknown) =>
    appContext.log.info(`no instance: ${String(error)}`),
  );
  const close = async () => {
    session.stop();
    await remember();
  };
  return { appContext, session, close };
}

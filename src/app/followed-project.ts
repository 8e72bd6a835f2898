import type { AppContext } from './app-context.ts';
import { followInstance } from './follow-instance.ts';
import { keepActivity } from './keep-activity.ts';
import { keepProject, type Placed } from './keep-project.ts';
import type { OpenProject } from './open-projects.ts';

/**
 * An open project, whose session is followed from its beginning: what happens in it is remembered.
 *
 * @param placed where the person is in it; absent where there is no screen
 */
export function followedProject(
  appContext: AppContext,
  session: OpenProject['session'],
  placed?: Placed,
): OpenProject {
  keepActivity(session, appContext);
  const remember = keepProject(session, appContext, placed);
  // A session that ends before has nothing to hear of it.
  followInstance(session, appContext).catch((error: unknown) =>
    appContext.log.info(`no instance: ${String(error)}`),
  );
  const close = async () => {
    session.stop();
    await remember();
  };
  return { appContext, session, close };
}

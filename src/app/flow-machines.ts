import type { RunningProject } from '../../machines/session/types.ts';
import type { LendTerminal } from '../platform/lend-terminal.ts';
import { wireAccess } from './actors/access.ts';
import { wireAssume } from './actors/assume-role.ts';
import { wireCommand } from './actors/command.ts';
import { wireConfigure } from './actors/configure.ts';
import { wireConfigureProject } from './actors/configure-project.ts';
import { wireDelete } from './actors/delete.ts';
import { wireEnvironments } from './actors/environments.ts';
import { wireInit } from './actors/init.ts';
import { wireProfiles } from './actors/profiles.ts';
import { wireProjects } from './actors/projects.ts';
import { wireSettings } from './actors/settings.ts';
import { wireShare } from './actors/share.ts';
import { wireUndo } from './actors/undo.ts';
import type { AppContext } from './app-context.ts';
import type { Desktop } from './desktop.ts';

export type FlowMachines = ReturnType<typeof wireFlowMachines>;

/** The flows of the session with everything they touch. @param elsewhere what goes on in other projects that are open */
export function wireFlowMachines(
  appContext: AppContext,
  desktop: Desktop,
  elsewhere: () => readonly RunningProject[],
) {
  return {
    init: wireInit(appContext, desktop),
    configure: wireConfigure(appContext, desktop),
    configureProject: wireConfigureProject(appContext),
    settings: wireSettings(appContext, desktop),
    share: wireShare(appContext),
    undo: wireUndo(appContext),
    command: (lend: LendTerminal) => wireCommand(appContext, lend),
    environments: wireEnvironments(appContext),
    delete: wireDelete(appContext),
    access: wireAccess(appContext),
    assumeRole: wireAssume(appContext, desktop),
    profiles: wireProfiles(appContext, desktop),
    projects: wireProjects(appContext, elsewhere),
  };
}

import type { RunningProject } from '../../machines/session/types.ts';
import { wireAssume } from './actors/assume-role.ts';
import { wireConfigure } from './actors/configure.ts';
import { wireConfigureProject } from './actors/configure-project.ts';
import { wireDelete } from './actors/delete.ts';
import { wireEnvironments } from './actors/environments.ts';
import { wireInit } from './actors/init.ts';
import { wireProfiles } from './actors/profiles.ts';
import { wireProjects } from './actors/projects.ts';
import { wireShare } from './actors/share.ts';
import type { Desk } from './desk.ts';
import type { House } from './house.ts';

export type FlowMachines = ReturnType<typeof wireFlowMachines>;

/** The flows of the session with everything they touch. @param elsewhere what goes on in other projects that are open */
export function wireFlowMachines(house: House, desk: Desk, elsewhere: () => readonly RunningProject[]) {
  return {
    init: wireInit(house, desk),
    configure: wireConfigure(house, desk),
    configureProject: wireConfigureProject(house),
    share: wireShare(house),
    environments: wireEnvironments(house),
    delete: wireDelete(house),
    assumeRole: wireAssume(house, desk),
    profiles: wireProfiles(house, desk),
    projects: wireProjects(house, elsewhere),
  };
}

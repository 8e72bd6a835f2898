import { wireAssume } from './assume-actors.ts';
import { wireConfigure } from './configure-actors.ts';
import { wireConfigureProject } from './configure-project-actors.ts';
import type { Desk } from './desk.ts';
import { wireEnvironments } from './environments-actors.ts';
import type { House } from './house.ts';
import { wireInit } from './init-actors.ts';
import { wireProfiles } from './profile-actors.ts';
import { wireShare } from './share-actors.ts';

export type FlowMachines = ReturnType<typeof wireFlowMachines>;

/** The flows of the session with everything they touch. */
export function wireFlowMachines(house: House, desk: Desk) {
  return {
    init: wireInit(house, desk),
    configure: wireConfigure(house, desk),
    configureProject: wireConfigureProject(house),
    share: wireShare(house),
    environments: wireEnvironments(house),
    assumeRole: wireAssume(house, desk),
    profiles: wireProfiles(house, desk),
  };
}

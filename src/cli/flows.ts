import { panes } from '../../components/panes/table.ts';
import { wireAssume } from './assume-actors.ts';
import { wireConfigure } from './configure-actors.ts';
import { wireConfigureProject } from './configure-project-actors.ts';
import type { Desk } from './desk.ts';
import { wireEnvironments } from './environments-actors.ts';
import type { House } from './house.ts';
import { wireInit } from './init-actors.ts';
import { wireProfiles } from './profile-actors.ts';
import { wireShare } from './share-actors.ts';

export type Flows = ReturnType<typeof wireFlows>;

/**
 * The flows of the session with everything they touch, and every pane: what the first frame of home does without. A
 * project's stack is watched from there.
 */
export function wireFlows(house: House, desk: Desk) {
  return {
    panes,
    init: wireInit(house, desk),
    configure: wireConfigure(house, desk),
    configureProject: wireConfigureProject(house),
    share: wireShare(house),
    environments: wireEnvironments(house),
    assumeRole: wireAssume(house, desk),
    profiles: wireProfiles(house, desk),
  };
}

import type { AnyStateMachine, OutputFrom } from 'xstate';
import type { accessMachine } from './access/machine.ts';
import type { assumeMachine } from './assume-role/machine.ts';
import type { commandMachine } from './command/machine.ts';
import type { configureMachine } from './configure/machine.ts';
import type { configureProjectMachine } from './configure-project/machine.ts';
import type { deleteMachine } from './delete/machine.ts';
import type { environmentsMachine } from './environments/machine.ts';
import { type FlowId, flowIds } from './flows.ts';
import type { initMachine } from './init/machine.ts';
import { flowNotProvided } from './not-provided.ts';
import type { profilesMachine } from './profiles/machine.ts';
import type { projectsMachine } from './projects/machine.ts';
import type { settingsMachine } from './settings/machine.ts';
import type { shareMachine } from './share/machine.ts';
import type { undoMachine } from './undo/machine.ts';
import type { watchMachine } from './watch/machine.ts';

/**
 * The type of each flow's machine, by its id: what the session knows of a flow comes from it. Types alone: no flow is loaded
 * by this file.
 */
export interface FlowMachines extends Record<FlowId, AnyStateMachine> {
  access: typeof accessMachine;
  assumeRole: typeof assumeMachine;
  command: typeof commandMachine;
  configure: typeof configureMachine;
  configureProject: typeof configureProjectMachine;
  delete: typeof deleteMachine;
  environments: typeof environmentsMachine;
  init: typeof initMachine;
  profiles: typeof profilesMachine;
  projects: typeof projectsMachine;
  settings: typeof settingsMachine;
  share: typeof shareMachine;
  undo: typeof undoMachine;
  watch: typeof watchMachine;
}

/** Each flow as it is until it is wired: it fails by name when it starts. */
export const flowsNotProvided = Object.fromEntries(
  flowIds.map((id) => [id, flowNotProvided(id)]),
) as unknown as FlowMachines;

/** A flow of the session has ended. */
export type FlowEnded = {
  [Flow in FlowId]: {
    type: `xstate.done.actor.${Flow}`;
    output: OutputFrom<FlowMachines[Flow]>;
    actorId: string;
  };
}[FlowId];

import type { AnyStateMachine, OutputFrom } from 'xstate';
import * as list from './flow-list.ts';
import type { Flow } from './kit/flow.ts';
import { flowNotProvided } from './not-provided.ts';

/** The definition of each flow, by its id. */
export const flows = { ...list };

/** A flow of the session, by the id of its actor. */
export type FlowId = keyof typeof flows;

/** The most used first. */
export const flowIds = (Object.keys(flows) as FlowId[]).sort(
  (one, other) => flows[one].place - flows[other].place,
) as readonly FlowId[];

/** The definition of a flow. */
export const flowOf = (id: FlowId): Flow => flows[id];

/** The name of its folders and files on every layer: `assume-role`. */
export const folderOf = (id: FlowId): string => id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

type TypesOf<Id extends FlowId> = NonNullable<(typeof flows)[Id]['types']>;

/** Every pane that the screen can show; `components/panes` has exactly one component for each. */
export type PaneId = { [Id in FlowId]: TypesOf<Id>['pane'] }[FlowId] | 'home' | 'calls' | 'log';

/** The flow that a pane belongs to; undefined for home and the log. */
export function flowOfPane(pane: string): FlowId | undefined {
  const [begins] = pane.split('.');
  return flowIds.find((id) => flows[id].panes === begins);
}

/** The type of each flow's machine, by its id, from which the session derives its own types. */
export type FlowMachines = { [Id in FlowId]: TypesOf<Id>['machine'] };

/** A machine for each flow. @param made creates a stand-in for the flow's own, with its type for the session */
export function machineOfEach(made: (id: FlowId) => AnyStateMachine): FlowMachines {
  return Object.fromEntries(flowIds.map((id) => [id, made(id)])) as FlowMachines;
}

/** Each flow before it is wired: it fails with its name when started. */
export const flowsNotProvided = machineOfEach(flowNotProvided);

/** Opens a flow by its key alone. */
export type FlowOpened = {
  [Id in FlowId]: { type: (typeof flows)[Id]['event'] };
}[Exclude<FlowId, 'access' | 'configure'>];

/** A flow of the session has ended. */
export type FlowEnded = {
  [Id in FlowId]: { type: `xstate.done.actor.${Id}`; output: OutputFrom<FlowMachines[Id]>; actorId: string };
}[FlowId];

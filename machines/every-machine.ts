import { type AnyStateMachine, StateMachine } from 'xstate';
import { deploymentMachine } from './deployment/machine.ts';
import { type FlowId, flowIds, flowOf } from './flows.ts';

const modules = import.meta.glob<Readonly<Record<string, unknown>>>('./*/machine.ts', { eager: true });

/** Every machine by its id: those of the flows, the session and the deployment. Loads all of them. */
const machines: ReadonlyMap<string, AnyStateMachine> = new Map(
  Object.values(modules)
    .flatMap((module) => Object.values(module))
    .filter((value): value is AnyStateMachine => value instanceof StateMachine)
    .map((machine) => [machine.id, machine]),
);

/** The machine of a flow. @throws Error if `machines/<flow>/machine.ts` has none with its id */
export function machineOf(id: FlowId): AnyStateMachine {
  const machine = machines.get(id);
  if (!machine) throw new Error(`no machine has the id ${id}`);
  return machine;
}

/** The flows' machines by the heading of their keys, most used first; the deployment's after `init`, which starts it. */
export const machinesByHeading: Readonly<Record<string, AnyStateMachine>> = Object.fromEntries(
  flowIds.flatMap((id): [string, AnyStateMachine][] => [
    [flowOf(id).group, machineOf(id)],
    ...(id === 'init' ? [['Deployment', deploymentMachine] satisfies [string, AnyStateMachine]] : []),
  ]),
);

import { type FlowId, type FlowMachines, flowIds, folderOf } from '../../machines/flows.ts';
import type { FlowNeeds, Wire } from './wiring.ts';

const ofFlows = import.meta.glob<{ readonly wire?: Wire<FlowId> }>('./actors/*.ts', { eager: true });

/**
 * The machines of the session's flows with everything they touch, each created on first use. `watch` is not among them, because
 * home needs it before any flow is loaded.
 */
export function wireFlowMachines(needs: FlowNeeds): FlowMachines {
  const made = new Map<FlowId, FlowMachines[FlowId]>();
  const machineOf = (id: FlowId) => {
    const machine = made.get(id) ?? ofFlows[`./actors/${folderOf(id)}.ts`]?.wire?.(needs);
    if (!machine) throw new Error(`src/app/actors/${folderOf(id)}.ts has no \`wire\``);
    made.set(id, machine);
    return machine;
  };
  return Object.defineProperties(
    {},
    Object.fromEntries(flowIds.map((id) => [id, { get: () => machineOf(id), enumerable: true }])),
  ) as FlowMachines;
}

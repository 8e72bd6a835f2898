import { panes } from '../../components/panes/table.ts';
import type { Desk } from './desk.ts';
import { wireFlowMachines } from './flow-machines.ts';
import type { House } from './house.ts';

export type Flows = ReturnType<typeof wireFlows>;

/**
 * The flows of the session with everything they touch, and every pane: what the first frame of home does without. A
 * project's stack is watched from there.
 */
export function wireFlows(house: House, desk: Desk) {
  return { panes, ...wireFlowMachines(house, desk) };
}

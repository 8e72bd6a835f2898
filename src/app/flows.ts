/** Every pane, and the flows of a session with everything they touch: what the first frame of home does not need. */
export { panes } from '../../components/panes/table.ts';
export { wireFlowMachines } from './flow-machines.ts';

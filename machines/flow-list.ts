// The list of flows: one line each. Everything else of a flow is in its own folders (docs/adding-a-flow.md).
export { flow as access } from './access/flow.ts';
export { flow as assumeRole } from './assume-role/flow.ts';
export { flow as command } from './command/flow.ts';
export { flow as configure } from './configure/flow.ts';
export { flow as configureProject } from './configure-project/flow.ts';
export { flow as delete } from './delete/flow.ts';
export { flow as environments } from './environments/flow.ts';
export { flow as init } from './init/flow.ts';
export { flow as profiles } from './profiles/flow.ts';
export { flow as projects } from './projects/flow.ts';
export { flow as settings } from './settings/flow.ts';
export { flow as share } from './share/flow.ts';
export { flow as undo } from './undo/flow.ts';
export { flow as watch } from './watch/flow.ts';

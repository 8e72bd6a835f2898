import type { configureProjectMachine } from '../../../machines/configure-project/machine.ts';
import { flowHook } from '../flow-of.ts';

/** The running `configure project` of these panes, with its current context. */
export const useConfigureProject = flowHook<typeof configureProjectMachine>('configureProject');

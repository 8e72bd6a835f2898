import type { configureProjectMachine } from '../../../machines/configure-project/machine.ts';
import { flowHook } from '../flow-of.ts';

/** The running `configure project`, which runs while these panes are shown, and what it knows now. */
export const useConfigureProject = flowHook<typeof configureProjectMachine>('configureProject');

import type { configureMachine } from '../../../machines/configure/machine.ts';
import { flowHook } from '../flow-of.ts';

/** The running `configure`, which runs while these panes are shown, and what it knows now. */
export const useConfigure = flowHook<typeof configureMachine>('configure');

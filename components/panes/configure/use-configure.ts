import type { configureMachine } from '../../../machines/configure/machine.ts';
import { flowHook } from '../flow-of.ts';

/** The running `configure` of these panes, with its current context. */
export const useConfigure = flowHook<typeof configureMachine>('configure');

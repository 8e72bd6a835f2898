import type { assumeMachine } from '../../../machines/assume-role/machine.ts';
import { flowHook } from '../flow-of.ts';

/** The running `assume-role`, which runs while these panes are shown, and what it knows now. */
export const useAssume = flowHook<typeof assumeMachine>('assumeRole');

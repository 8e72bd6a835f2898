import type { assumeMachine } from '../../../machines/assume-role/machine.ts';
import { flowHook } from '../flow-of.ts';

/** The running `assume-role` of these panes, with its current context. */
export const useAssume = flowHook<typeof assumeMachine>('assumeRole');

import type { profilesMachine } from '../../../machines/profiles/machine.ts';
import { flowHook } from '../flow-of.ts';

/** The running machine of the profiles, with its current context. */
export const useProfiles = flowHook<typeof profilesMachine>('profiles');

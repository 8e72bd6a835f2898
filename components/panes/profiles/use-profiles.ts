import type { profilesMachine } from '../../../machines/profiles/machine.ts';
import { flowHook } from '../flow-of.ts';

/** The running machine of the profiles, which runs while these panes are shown, and what it knows now. */
export const useProfiles = flowHook<typeof profilesMachine>('profiles');

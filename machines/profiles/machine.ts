import { failsWithIt } from '../kit/problem.ts';
import { changeStates } from './change.ts';
import { keepStates } from './keep.ts';
import { listStates } from './list.ts';
import { pinStates } from './pin.ts';
import { profilesSetup } from './setup.ts';

/**
 * The profiles: the list, tests, the project's profile, and changes of the AWS files. Neither project files nor AWS files
 * are written before CONFIRM on a review. It lives as long as its pane is open; the session is notified when an access is
 * chosen.
 */
export const profilesMachine = profilesSetup.createMachine({
  id: 'profiles',
  context: ({ input }) => ({ ...input, tests: new Map() }),
  initial: 'looking',
  invoke: { src: 'look', onError: failsWithIt },
  on: {
    LOOKED: { actions: 'takeLooked' },
    SESSIONS: { actions: 'takeSessions' },
    SELECT_ROW: { actions: 'selectRow' },
    DRAFT: { actions: 'takeDraft' },
    NAME: { actions: 'takeName' },
  },
  states: { ...listStates, ...changeStates, ...pinStates, ...keepStates },
});

import type { TransitionMeta } from '../meta.ts';
import { signIn } from '../sign-in.ts';
import { keepHere } from './home-commands.ts';
import { keepable, sessionSetup } from './setup.ts';

// The text that helps with an access that does not work names p, the key of the profiles on home.
const others: TransitionMeta = { key: 'escape', also: ['p'], label: 'other profiles', footer: 2 };

/**
 * From one access to another: AWS is asked who the new one is, and the user reads account, ARN and region before they
 * can do anything else.
 */
export const switchStates = {
  switching: sessionSetup.createStateConfig({
    meta: { pane: 'profiles.who', title: 'Switching', busy: 'asking AWS who this is' },
    always: [
      { guard: 'isKnown', target: 'switched' },
      { guard: 'isRejected', target: 'notSwitched' },
    ],
    on: { OPEN_PROFILES: { target: 'profiles', meta: others } },
  }),
  switched: sessionSetup.createStateConfig({
    meta: { pane: 'profiles.who', title: 'You are now signed in as' },
    on: {
      HOME: { target: 'home', meta: { key: 'enter', label: 'home', footer: 1 } },
      KEEP: {
        guard: 'canKeep',
        actions: { type: 'keep', params: ({ context }) => ({ name: keepable(context).name ?? '' }) },
        meta: keepHere,
      },
      OPEN_PROFILES: { target: 'profiles', meta: others },
    },
  }),
  notSwitched: sessionSetup.createStateConfig({
    meta: { pane: 'profiles.who', title: 'This access does not work' },
    on: {
      REFRESH: {
        target: 'switching',
        actions: 'forgetRejection',
        meta: { key: 'r', label: 'retry', footer: 1 },
      },
      SIGN_IN: { guard: 'isSignedOut', target: 'switching', meta: signIn },
      OPEN_PROFILES: { target: 'profiles', meta: others },
      HOME: { target: 'home', meta: { key: 'enter', label: 'home all the same', footer: 3 } },
    },
  }),
};

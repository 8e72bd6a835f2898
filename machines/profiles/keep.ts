import { assign } from 'xstate';
import { plainText } from '../../src/core/text.ts';
import { failsTo } from '../kit/problem.ts';
import { chosenName } from './chosen.ts';
import { profilesSetup } from './setup.ts';

/** From the list over what changes, the only door to our own settings, back to the list. */
export const keepStates = {
  keepReview: profilesSetup.createStateConfig({
    meta: { pane: 'profiles.keep', title: 'Review: nothing has been changed yet' },
    on: {
      CONFIRM: {
        guard: 'canKeep',
        target: 'keeping',
        meta: { key: 'enter', label: 'write', footer: 1, decides: true },
      },
      BACK: { target: 'list', meta: { key: 'escape', label: 'back', footer: 2 } },
    },
  }),
  keeping: profilesSetup.createStateConfig({
    meta: { pane: 'profiles.keep', title: 'Writing the settings', busy: 'writing the settings' },
    invoke: {
      src: 'keepHere',
      input: ({ context }) => ({ name: chosenName(context) ?? '' }),
      onDone: {
        target: 'list',
        actions: [
          assign(({ context }) => ({
            folderProfile: chosenName(context),
            confirmation: `This folder starts with ${plainText(chosenName(context) ?? '')} from now on`,
          })),
          'tellKept',
        ],
      },
      onError: failsTo('list'),
    },
  }),
};

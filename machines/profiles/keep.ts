import { assign } from 'xstate';
import { plainText } from '../../src/core/text.ts';
import { given } from '../kit/given.ts';
import { back, confirm } from '../kit/keys.ts';
import { failsTo } from '../kit/problem.ts';
import { reviewMeta, writingMeta } from '../kit/states.ts';
import { chosenName } from './chosen.ts';
import { profilesSetup } from './setup.ts';

/** The change of our own settings, which only CONFIRM writes; then the list again. */
export const keepStates = {
  keepReview: profilesSetup.createStateConfig({
    meta: reviewMeta('profiles.keep'),
    on: {
      CONFIRM: {
        guard: 'canKeep',
        target: 'keeping',
        meta: confirm('write'),
      },
      BACK: { target: 'list', meta: back() },
    },
  }),
  keeping: profilesSetup.createStateConfig({
    meta: writingMeta('profiles.keep', 'Writing the settings'),
    invoke: {
      src: 'keepHere',
      input: ({ context }) => given({ name: chosenName(context) }, 'name'),
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

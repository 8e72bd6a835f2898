import { assign } from 'xstate';
import { plainText } from '../../src/core/text.ts';
import { given } from '../kit/given.ts';
import { back, confirm } from '../kit/keys.ts';
import { failsTo } from '../kit/problem.ts';
import { reviewMeta, writingMeta } from '../kit/states.ts';
import { chosenName } from './chosen.ts';
import { profilesSetup } from './setup.ts';

/** The profile's identity and the change of the project's file, which only CONFIRM writes; then the list again. */
export const pinStates = {
  planningPin: profilesSetup.createStateConfig({
    meta: { pane: 'profiles.pin', title: 'Who is that?', busy: 'asking AWS who this is' },
    invoke: {
      src: 'planPin',
      input: ({ context }) => ({
        ...given(context, 'project'),
        ...given({ name: chosenName(context) }, 'name'),
      }),
      onDone: [
        {
          guard: ({ event }) => event.output.file !== undefined,
          target: 'pinReview',
          actions: assign(({ event }) => ({ pin: event.output })),
        },
        { target: 'list', actions: assign({ confirmation: 'The project already names this profile' }) },
      ],
      onError: failsTo('list'),
    },
    on: { BACK: { target: 'list', meta: back('cancel') } },
  }),
  pinReview: profilesSetup.createStateConfig({
    meta: reviewMeta('profiles.pin'),
    on: {
      CONFIRM: {
        guard: 'hasPin',
        target: 'writingPin',
        meta: confirm('write'),
      },
      BACK: { target: 'list', meta: back() },
    },
  }),
  writingPin: profilesSetup.createStateConfig({
    meta: writingMeta('profiles.pin', 'Writing the file'),
    invoke: {
      src: 'writePin',
      input: ({ context }) => given(given(context, 'pin').pin, 'file'),
      onDone: {
        target: 'list',
        actions: [
          assign(({ context, event }) => ({
            confirmation: `The project uses ${plainText(context.pin?.name ?? '')}: ${event.output.join(', ')}`,
          })),
          'tellPinned',
        ],
      },
      onError: failsTo('list'),
    },
  }),
};

import { assign } from 'xstate';
import { plainText } from '../../src/core/text.ts';
import { failsTo } from '../kit/problem.ts';
import { chosenName } from './chosen.ts';
import { profilesSetup } from './setup.ts';

const back = { target: 'list', meta: { key: 'escape', label: 'back', footer: 2 } } as const;

/** From the list over who the profile is and what would change, the only door to the project's file, back to the list. */
export const pinStates = {
  planningPin: profilesSetup.createStateConfig({
    meta: { pane: 'profiles.pin', title: 'Who is that?', busy: 'asking AWS who this is' },
    invoke: {
      src: 'planPin',
      input: ({ context }) => {
        const name = chosenName(context);
        if (!context.project || name === undefined) throw new Error('there is nothing to tie together');
        return { project: context.project, name };
      },
      onDone: [
        {
          guard: ({ event }) => event.output.file !== undefined,
          target: 'pinReview',
          actions: assign(({ event }) => ({ pin: event.output })),
        },
        { target: 'list', actions: assign({ confirmation: 'The project names this profile already' }) },
      ],
      onError: failsTo('list'),
    },
    on: { BACK: { ...back, meta: { ...back.meta, label: 'stop asking' } } },
  }),
  pinReview: profilesSetup.createStateConfig({
    meta: { pane: 'profiles.pin', title: 'Review: nothing has been changed yet' },
    on: {
      CONFIRM: {
        guard: 'hasPin',
        target: 'writingPin',
        meta: { key: 'enter', label: 'write', footer: 1, decides: true },
      },
      BACK: back,
    },
  }),
  writingPin: profilesSetup.createStateConfig({
    meta: { pane: 'profiles.pin', title: 'Writing the file', busy: 'writing the file' },
    invoke: {
      src: 'writePin',
      input: ({ context: { pin } }) => {
        if (!pin?.file) throw new Error('there is nothing to write');
        return { file: pin.file };
      },
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

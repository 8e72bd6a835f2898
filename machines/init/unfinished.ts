import { assign } from 'xstate';
import type { AccessChoice } from '../../src/credentials/access.ts';
import { asking, back, initSetup, next, problemOf, whileAsking } from './setup.ts';
import type { InitContext } from './types.ts';

const meta = { pane: 'init.unfinished', title: 'An init of this folder was not finished' } as const;

/** A note says that an init of this folder did not reach its end: go on, clean up, forget. */
export const unfinishedStates = {
  unfinished: initSetup.createStateConfig({
    meta,
    initial: 'asking',
    states: {
      asking: {
        meta,
        on: {
          RESUME: {
            target: '#init.resuming',
            actions: assign(({ context }) => ({ ...takeUp(context), cleanUp: false })),
            meta: { ...next('go on and finish'), help: 'Goes on with the same stack; makes no second one.' },
          },
          CLEAN_UP: {
            target: '#init.resuming',
            actions: assign(({ context }) => ({ ...takeUp(context), cleanUp: true })),
            meta: {
              key: 'c',
              label: 'clean up',
              footer: 3,
              help: 'Deletes the stack that was begun; asks before it deletes a bucket.',
            },
          },
          FORGET: {
            target: 'forgetting',
            meta: {
              key: 'f',
              label: 'forget it',
              footer: 4,
              help: 'Removes the note of it; what is in AWS stays.',
            },
          },
          OTHER_ACCESS: {
            guard: 'hasProblem',
            target: 'choosing',
            meta: {
              key: 'p',
              label: 'take another profile',
              footer: 5,
              help: 'Goes on with another profile of the same account.',
            },
          },
          TAKE_ACCESS: {
            target: '#init.resuming',
            actions: assign(({ context, event }) => ({ ...takeUp(context, event.choice), cleanUp: false })),
          },
          BACK: { target: '#init.left', meta: back('leave') },
        },
      },
      choosing: {
        meta: { pane: 'init.other-access', title: 'Which profile shall go on?' },
        on: {
          TAKE_ACCESS: {
            target: '#init.resuming',
            actions: assign(({ context, event }) => ({
              ...takeUp(context, event.choice),
              cleanUp: context.cleanUp,
            })),
          },
          BACK: { target: 'asking', meta: back() },
        },
      },
      forgetting: {
        meta: { pane: 'init.unfinished', title: 'Forgetting it', busy: 'removing the note' },
        invoke: {
          src: 'forget',
          input: ({ context }) => ({ entry: context.surroundings?.unfinished }),
          onDone: '#init.looking',
          onError: {
            target: 'asking',
            actions: assign(({ event }) => ({ problem: problemOf(event.error) })),
          },
        },
        on: { BACK: { target: 'asking', meta: back() } },
      },
    },
  }),
  resuming: initSetup.createStateConfig({
    meta: {
      pane: 'init.unfinished',
      title: 'Taking it up again',
      step: 'account',
      busy: 'asking AWS who you are',
    },
    invoke: {
      src: 'identify',
      input: asking,
      onDone: { target: 'planning', actions: assign(({ event }) => ({ identity: event.output })) },
      onError: {
        target: 'unfinished',
        actions: assign(({ event }) => ({ problem: problemOf(event.error), resumed: undefined })),
      },
    },
    exit: 'forgetConnection',
    on: { ...whileAsking, BACK: { target: 'unfinished', actions: 'layDown', meta: back() } },
  }),
};

/**
 * Takes the answers from the note of the unfinished init, so that going on asks nothing again.
 *
 * @param access another one than the note's
 */
function takeUp(context: InitContext, access?: AccessChoice): Partial<InitContext> {
  const entry = context.surroundings?.unfinished;
  if (!entry || !context.answers) return {};
  return {
    resumed: entry,
    problem: undefined,
    answers: {
      ...context.answers,
      ...entry.settings,
      access: access ?? entry.access,
      region: entry.region,
    },
  };
}

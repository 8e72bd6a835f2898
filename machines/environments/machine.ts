import { assign } from 'xstate';
import { environmentsSetup, problemOf } from './setup.ts';
import type { EnvironmentsContext } from './types.ts';

const leave = { key: 'escape', label: 'leave', footer: 2 } as const;
const back = { key: 'escape', label: 'back', footer: 2 } as const;
const retry = { key: 'r', label: 'try again', footer: 1 } as const;

/**
 * The environments of a project: which there are, how their stacks are, and which this machine works with. A project of the
 * documented layout has none; it is upgraded here, and an upgrade is undone here. Nothing is written before CONFIRM.
 */
export const environmentsMachine = environmentsSetup.createMachine({
  id: 'environments',
  context: ({ input }) => ({ ...input, states: {}, name: 'dev' }),
  initial: 'looking',
  output: ({ context }) => context.output ?? { kind: 'left' },
  states: {
    looking: {
      meta: { pane: 'environments.looking', title: 'Looking at the project', busy: 'reading the project' },
      invoke: {
        src: 'look',
        input: ({ context }) => ({ folder: context.folder }),
        onDone: [
          {
            guard: ({ event }) => event.output.layout === 'documented',
            target: 'naming',
            actions: assign(({ event }) => ({ looked: event.output })),
          },
          { target: 'list', actions: assign(({ event }) => ({ looked: event.output, states: {} })) },
        ],
        onError: {
          target: 'unreadable',
          actions: assign(({ event }) => ({ problem: problemOf(event.error) })),
        },
      },
      on: { BACK: { target: 'left', meta: leave } },
    },
    unreadable: {
      meta: { pane: 'environments.looking', title: 'This cannot be done yet' },
      exit: 'forget',
      on: { RETRY: { target: 'looking', meta: retry }, BACK: { target: 'left', meta: leave } },
    },
    list: {
      meta: { pane: 'environments.list', title: 'Environments' },
      invoke: {
        src: 'askStates',
        input: ({ context }) => ({ rows: context.looked?.rows ?? [] }),
      },
      on: {
        STATE: { actions: 'takeState' },
        STAND_ON: { actions: 'standOn' },
        SWITCH: {
          guard: 'isOther',
          target: 'finished',
          actions: assign(({ context: { standing } }) => ({
            output: { kind: 'switch' as const, environment: standing?.name ?? '' },
          })),
          meta: {
            key: 'enter',
            label: 'switch to it',
            footer: 1,
            help: 'Makes this machine work with it; everything is shown before it is written.',
          },
        },
        RETRY: { target: 'looking', meta: { key: 'r', label: 'look again', footer: 3 } },
        UNDO: {
          guard: 'hasBackup',
          target: 'askingUndo',
          meta: {
            key: 'u',
            label: 'undo upgrade',
            footer: 4,
            help: 'Puts back what the upgrade to this layout has changed.',
          },
        },
        BACK: { target: 'left', meta: leave },
      },
    },
    naming: {
      meta: { pane: 'environments.name', title: 'Upgrade to environments' },
      on: {
        TYPE: { actions: 'type' },
        NEXT: { guard: 'isNamed', target: 'planning', meta: { key: 'enter', label: 'review', footer: 1 } },
        BACK: { target: 'left', meta: leave },
      },
    },
    planning: {
      meta: {
        pane: 'environments.review',
        title: 'Working out the changes',
        busy: 'working out the changes',
      },
      invoke: {
        src: 'plan',
        input: ({ context: { folder, name } }) => ({ folder, name }),
        onDone: { target: 'review', actions: assign(({ event }) => ({ plan: event.output })) },
        onError: {
          target: 'notPlanned',
          actions: assign(({ event }) => ({ problem: problemOf(event.error) })),
        },
      },
      on: { BACK: { target: 'naming', meta: back } },
    },
    notPlanned: {
      meta: { pane: 'environments.review', title: 'This cannot be done yet' },
      exit: 'forget',
      on: { RETRY: { target: 'planning', meta: retry }, BACK: { target: 'naming', meta: back } },
    },
    review: {
      meta: { pane: 'environments.review', title: 'Check before anything is written' },
      on: {
        CONFIRM: { target: 'writing', meta: { key: 'enter', label: 'upgrade', footer: 1, decides: true } },
        BACK: { target: 'naming', meta: back },
      },
    },
    writing: {
      meta: { pane: 'environments.review', title: 'Writing the files', busy: 'writing the files' },
      invoke: {
        src: 'write',
        input: ({ context }) => ({ root: rootOf(context), plan: context.plan ?? [] }),
        onDone: [
          {
            // Somebody changed a file after the review: it is shown again, as it would be now.
            guard: ({ event }) => event.output.kind === 'changed',
            target: 'planning',
            actions: assign(({ event }) =>
              event.output.kind === 'changed' ? { changed: event.output.label } : {},
            ),
          },
          {
            target: 'done',
            actions: assign(({ context, event }) => ({
              run: event.output.kind === 'written' ? event.output : undefined,
              output: { kind: 'upgraded' as const, environment: context.name },
            })),
          },
        ],
        onError: {
          target: 'notPlanned',
          actions: assign(({ event }) => ({ problem: problemOf(event.error) })),
        },
      },
    },
    askingUndo: {
      meta: { pane: 'environments.review', title: 'Put back what the upgrade has changed?' },
      on: {
        CONFIRM: { target: 'undoing', meta: { key: 'enter', label: 'put back', footer: 1, decides: true } },
        BACK: { target: 'list', meta: back },
      },
    },
    undoing: {
      meta: { pane: 'environments.review', title: 'Putting the files back', busy: 'putting the files back' },
      invoke: {
        src: 'undo',
        input: ({ context }) => ({ root: rootOf(context) }),
        onDone: {
          target: 'done',
          actions: assign(({ event }) => ({ run: event.output, output: { kind: 'undone' as const } })),
        },
        onError: {
          target: 'notUndone',
          actions: assign(({ event }) => ({ problem: problemOf(event.error) })),
        },
      },
    },
    notUndone: {
      meta: { pane: 'environments.review', title: 'Not everything was put back' },
      exit: 'forget',
      on: { RETRY: { target: 'undoing', meta: retry }, BACK: { target: 'list', meta: back } },
    },
    done: {
      meta: { pane: 'environments.done', title: 'Done' },
      on: {
        CLOSE: { target: 'finished', meta: { key: 'enter', also: ['escape'], label: 'done', footer: 1 } },
      },
    },
    finished: { type: 'final', meta: { pane: 'home', title: 'Done' } },
    left: { type: 'final', meta: { pane: 'home', title: 'Left' } },
  },
});

function rootOf({ looked }: EnvironmentsContext): string {
  if (!looked) throw new Error('nothing is written before the project was looked at');
  return looked.root;
}

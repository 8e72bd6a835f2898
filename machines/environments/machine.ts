import { assign } from 'xstate';
import { given } from '../kit/given.ts';
import { back, cancel, confirm, leave, next } from '../kit/keys.ts';
import { failsTo } from '../kit/problem.ts';
import { busyMeta, done, failed, finished, left, notYet, reviewMeta, writingMeta } from '../kit/states.ts';
import { environmentsSetup, firstEnvironment } from './setup.ts';

/**
 * The environments of a project: their list, the state of their stacks, and the one that this machine uses. A project in
 * the documented layout has none; it is upgraded here, and an upgrade is undone here. Nothing is written before CONFIRM.
 */
export const environmentsMachine = environmentsSetup.createMachine({
  id: 'environments',
  context: ({ input }) => ({ ...input, states: {}, name: firstEnvironment }),
  initial: 'looking',
  output: ({ context }) => context.output ?? { kind: 'left' },
  states: {
    looking: {
      meta: { pane: 'environments.looking', title: 'Looking at the project', busy: 'reading the project' },
      invoke: {
        src: 'look',
        input: ({ context: { folder, task } }) => ({ folder, task }),
        onDone: [
          {
            guard: ({ context }) => context.task === 'undo',
            target: 'askingUndo',
            actions: assign(({ event }) => ({ looked: event.output })),
          },
          {
            guard: ({ event }) => event.output.layout === 'documented',
            target: 'naming',
            actions: assign(({ event }) => ({ looked: event.output })),
          },
          {
            guard: ({ context }) => context.task === 'upgrade',
            target: 'finished',
            actions: assign(({ event: { output } }) => ({
              output: {
                kind: 'upgraded-before' as const,
                root: output.root,
                environment: output.environment,
              },
            })),
          },
          { target: 'list', actions: assign(({ event }) => ({ looked: event.output, states: {} })) },
        ],
        onError: failsTo('unreadable'),
      },
      on: { BACK: { target: 'left', meta: cancel } },
    },
    unreadable: failed('environments.looking', notYet, 'looking', 'left', leave),
    list: {
      meta: { pane: 'environments.list', title: 'Environments' },
      invoke: {
        src: 'askStates',
        input: ({ context }) => given(context, 'looked').looked,
        onError: failsTo('unreadable'),
      },
      on: {
        STATE: { actions: 'takeState' },
        SELECT_ROW: { actions: 'selectRow' },
        SWITCH: {
          guard: 'isOther',
          target: 'finished',
          actions: assign(({ context: { selected } }) => ({
            output: { kind: 'switch' as const, environment: selected?.name ?? '' },
          })),
          meta: {
            key: 'enter',
            label: 'switch to it',
            footer: 1,
            help: 'Makes this machine work with it; everything is shown before it is written.',
          },
        },
        REMOVE: {
          guard: 'isOther',
          target: 'finished',
          actions: assign(({ context: { selected } }) => ({
            output: { kind: 'remove' as const, environment: selected?.name ?? '' },
          })),
          meta: {
            key: 'x',
            label: 'delete it',
            footer: 5,
            help: 'Deletes its stack, bucket and records; everything is shown and its name is asked for first.',
          },
        },
        ADD: {
          target: 'finished',
          actions: assign({ output: { kind: 'add' as const } }),
          meta: {
            key: 'n',
            label: 'new environment',
            footer: 4.5,
            help: 'Makes another environment of this backend: own stack and bucket; the others stay as they are.',
          },
        },
        RETRY: { target: 'looking', meta: { key: 'r', label: 'refresh', footer: 3 } },
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
        FINISH: {
          guard: 'isCutOff',
          target: 'finishing',
          meta: {
            key: 'f',
            label: 'finish the upgrade',
            footer: 0,
            help: 'Removes the files of the old layout that are named here; the backup has them.',
            decides: true,
          },
        },
        BACK: { target: 'left', meta: leave },
      },
    },
    finishing: {
      meta: writingMeta('environments.looking', 'Removing the files of the old layout'),
      invoke: {
        src: 'finish',
        input: ({ context }) => ({ root: given(context, 'looked').looked.root }),
        onDone: 'looking',
        onError: failsTo('notFinished'),
      },
    },
    notFinished: failed('environments.looking', 'Not everything was removed', 'finishing', 'looking'),
    naming: {
      meta: { pane: 'environments.name', title: 'Upgrade to environments' },
      on: {
        TYPE: { actions: 'type' },
        NEXT: { guard: 'isNamed', target: 'planning', meta: next('review') },
        BACK: { target: 'left', meta: cancel },
      },
    },
    planning: {
      meta: busyMeta('environments.review', 'Working out the changes'),
      invoke: {
        src: 'plan',
        input: ({ context: { folder, name } }) => ({ folder, name }),
        onDone: { target: 'review', actions: assign(({ event }) => ({ plan: event.output })) },
        onError: failsTo('notPlanned'),
      },
      on: { BACK: { target: 'naming', meta: back() } },
    },
    notPlanned: failed('environments.review', notYet, 'planning', 'naming'),
    review: {
      meta: reviewMeta('environments.review'),
      on: {
        CONFIRM: { target: 'writing', meta: confirm('upgrade') },
        BACK: { target: 'naming', meta: back() },
      },
    },
    writing: {
      meta: writingMeta('environments.review', 'Writing the files'),
      invoke: {
        src: 'write',
        input: ({ context }) => {
          const { looked, plan } = given(context, 'looked', 'plan');
          return { root: looked.root, plan };
        },
        onDone: [
          {
            // Somebody changed a file after the review: it is shown again in its current state.
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
        onError: failsTo('notWritten'),
      },
    },
    notWritten: failed('environments.review', 'The files could not be written', 'planning', 'naming'),
    askingUndo: {
      meta: { pane: 'environments.review', title: 'Put back what the upgrade has changed?' },
      on: {
        CONFIRM: { target: 'undoing', meta: confirm('put back') },
        BACK: { target: 'list', meta: back() },
      },
    },
    undoing: {
      meta: writingMeta('environments.review', 'Putting the files back'),
      invoke: {
        src: 'undo',
        input: ({ context }) => ({ root: given(context, 'looked').looked.root }),
        onDone: {
          target: 'done',
          actions: assign(({ event }) => ({ run: event.output, output: { kind: 'undone' as const } })),
        },
        onError: failsTo('notUndone'),
      },
    },
    notUndone: failed('environments.review', 'Not everything was put back', 'undoing', 'list'),
    done: done('environments.done', 'Done'),
    finished,
    left,
  },
});

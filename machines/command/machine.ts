import { assign, fromPromise, setup } from 'xstate';
import { cancel, confirm } from '../kit/keys.ts';
import { failsTo, keepProblem } from '../kit/problem.ts';
import type { StateMeta, TransitionMeta } from '../meta.ts';
import { notProvided } from '../not-provided.ts';
import type { CommandPaneId } from './meta.ts';
import type { CommandContext, CommandEvent, CommandInput, CommandOutput } from './types.ts';

const commandSetup = setup({
  types: {
    context: {} as CommandContext,
    events: {} as CommandEvent,
    input: {} as CommandInput,
    output: {} as CommandOutput,
    meta: {} as StateMeta<CommandPaneId>,
    transitionMeta: {} as TransitionMeta,
  },
  actors: {
    /** Lends the terminal to the command, and returns its exit code. */
    run: fromPromise<number, Pick<CommandContext, 'folder' | 'choice' | 'typed'>>(notProvided('run')),
  },
  guards: { isTyped: ({ context }) => context.typed.trim() !== '' },
  actions: { keepProblem: assign(keepProblem) },
});

/** The flow `command`: runs a command line with the credentials of the current access, in this terminal. */
export const commandMachine = commandSetup.createMachine({
  id: 'command',
  context: ({ input }) => ({ ...input, typed: '' }),
  initial: 'prompt',
  output: ({ context: { ran } }) => (ran ? { kind: 'ran', code: ran.code } : { kind: 'left' }),
  states: {
    prompt: {
      meta: { pane: 'command.prompt', title: 'Run a command' },
      on: {
        TYPE: { actions: assign(({ event }) => ({ typed: event.text, problem: undefined })) },
        NEXT: { guard: 'isTyped', target: 'running', meta: confirm('run') },
        BACK: { target: 'left', meta: cancel },
      },
    },
    running: {
      meta: { pane: 'command.prompt', title: 'Run a command', busy: 'the command has the terminal' },
      entry: assign({ ran: undefined, problem: undefined }),
      invoke: {
        src: 'run',
        input: ({ context: { folder, choice, typed } }) => ({ folder, choice, typed }),
        onDone: {
          target: 'prompt',
          actions: assign(({ context: { typed }, event }) => ({
            ran: { text: typed, code: event.output },
            typed: '',
          })),
        },
        onError: failsTo('prompt'),
      },
    },
    left: { type: 'final', meta: { pane: 'command.prompt', title: 'Run a command' } },
  },
});

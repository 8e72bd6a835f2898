import { endOfCommand, endOfUndo } from './ends.ts';
import { failed } from './failing.ts';
import { sessionSetup } from './setup.ts';

/** The views of flows that need neither a project nor an access. */
export const toolViews = {
  command: sessionSetup.createStateConfig({
    meta: { pane: 'command.prompt', title: 'run a command' },
    invoke: {
      id: 'command',
      src: 'command',
      input: ({ context: { folder, access } }) => ({ folder, choice: access?.choice }),
      onError: failed('command'),
    },
    on: {
      'xstate.done.actor.command': {
        target: 'opening',
        actions: { type: 'record', params: ({ event }) => endOfCommand(event.output) },
      },
    },
  }),
  undo: sessionSetup.createStateConfig({
    meta: { pane: 'undo.list', title: 'undo' },
    invoke: { id: 'undo', src: 'undo', onError: failed('undo') },
    on: {
      'xstate.done.actor.undo': {
        target: 'opening',
        actions: { type: 'record', params: ({ event }) => endOfUndo(event.output) },
      },
    },
  }),
};

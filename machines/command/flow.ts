import { defineFlow, toldLeft } from '../kit/flow.ts';
import type { commandMachine } from './machine.ts';
import type { CommandPaneId } from './meta.ts';

/** The definition of `command`. */
export const flow = defineFlow<typeof commandMachine, CommandPaneId>()({
  label: 'run a command',
  about: 'Runs a command in this terminal with the access that is shown; it ends before you come back.',
  group: 'Run a command',
  panes: 'command',
  place: 13,
  event: 'OPEN_COMMAND',
  opens: {
    key: '!',
    label: 'run a command',
    help: 'Runs a command in this terminal with the credentials of the access that is shown, as exec does.',
  },

  view: {
    meta: { pane: 'command.prompt', title: 'run a command' },
    input: ({ folder, access }) => ({ folder, choice: access?.choice }),
  },
  // A command line may hold private data.
  ended: (output) => {
    if (output.kind === 'left') return toldLeft('the command prompt');
    return {
      text: `a command ended with exit code ${output.code}`,
      tone: output.code === 0 ? 'good' : 'bad',
    };
  },
});

import { type CommandWords, screen } from '../kit/command.ts';

/** The command that opens the flow. */
export const command = {
  name: 'projects',
  operand: '[list|find|forget] [FOLDER]',
  group: 'project',
  summary: 'the projects opened here; open another, or find some',
  description: [
    'Without a subcommand the screen shows the projects that were opened on this machine, with account, environments and the last known state of each stack, and opens another one; running work continues. It does not call AWS.',
  ],
  subcommands: {
    list: 'the projects as text, without a screen',
    'find FOLDER':
      'the amplify/ folders below a folder, eight levels deep; links and node_modules are left out',
    'forget FOLDER': 'takes a project out of the list; its files and its stack stay',
  },
  examples: [
    ['projects list --json', 'for a script'],
    ['projects find ~/work', 'the projects below ~/work'],
    ['projects forget ~/work/old', 'out of the list; the folder stays'],
  ],
  options: ['cwd', 'json', 'read-only', 'trace', ...screen],
  screen: { words: [] },
  // Its list is our own state.
  changes: 'nothing',
  exits: [130],
  json: ['result'],
} as const satisfies CommandWords;

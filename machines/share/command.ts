import { type CommandWords, screen } from '../kit/command.ts';

/** The command that opens the flow. */
export const command = {
  name: 'share',
  operand: '[TARGET]',
  group: 'project',
  summary: "share its backend with another frontend's folder",
  description: [
    'Copies the backend into another folder, with settings of its own kind of app. Without TARGET it updates every folder that shares the backend.',
  ],
  examples: [
    ['share ../mobile --yes', 'shares it with the folder mobile'],
    ['share --yes', 'updates all of them'],
    ['share ../mobile --forget', 'leaves that one alone from now on'],
  ],
  options: ['cwd', 'yes', 'json', 'dry-run', 'forget', 'patience', 'trace', 'read-only', ...screen],
  // A folder is forgotten without a question.
  screen: { without: 'forget' },
  exits: [5, 130],
  json: ['left', 'plan', 'connection', 'result'],
} as const satisfies CommandWords;

import {
  access,
  amplifyCli,
  type CommandWords,
  deployment,
  screen,
  unattended,
  unfinished,
  waiting,
} from '../kit/command.ts';

/** The command that opens the flow. */
export const command = {
  name: 'init',
  group: 'start',
  summary: 'create an Amplify project and its parent stack',
  description: [
    'Asks what the project needs, most of it found in the folder, shows in a review every call and every file, creates the stack while you watch, and writes the files when it is complete.',
    'An earlier init that did not finish is resumed, or cleaned up; no second stack is created. In a clone it ties this machine to the existing environment.',
  ],
  examples: [
    ['init', 'on the screen'],
    ['init --dry-run', 'what would be made, and nothing else'],
    ['init --yes --profile default --answers answers.json --json', 'without a question'],
    ['init --env dev --yes', 'with environments, as the current Amplify CLI has them'],
  ],
  options: [
    'cwd',
    ...access,
    ...unattended,
    ...unfinished,
    ...waiting,
    'env',
    'parameters-of',
    ...amplifyCli,
    ...screen,
  ],
  exits: [3, 5, 130],
  json: ['warning', 'unfinished', 'identity', 'plan', 'notes', 'connection', ...deployment, 'left', 'result'],
} as const satisfies CommandWords;

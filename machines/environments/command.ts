import { access, type CommandWords, deletion, deployment, screen } from '../kit/command.ts';

/** The command that opens the flow. */
export const command = {
  name: 'env',
  operand: '[list|use|add|remove] [NAME]',
  group: 'project',
  summary: 'show its environments, work with another, add or delete one',
  description: [
    'Without a subcommand the screen shows the environments of the project with profile, account, region and the state of each stack.',
  ],
  subcommands: {
    list: 'the environments as text, without a screen',
    'use NAME':
      'this machine works with another environment: settings, metadata, deployed backend, files of the app',
    'add NAME':
      'makes another environment, as `init --env NAME` does: its own stack and bucket; the others stay',
    'remove NAME':
      'deletes an environment as `delete` does the project: its stack, bucket, place in the Amplify app, records; the others stay',
  },
  examples: [
    ['env list --json', 'for a script'],
    ['env use prod --profile prod', 'switches to prod'],
    ['env add test --yes', 'makes test beside the others'],
    ['env remove test --yes --confirm test', 'deletes test, without a question'],
  ],
  options: ['cwd', ...access, 'yes', 'json', 'dry-run', 'parameters-of', ...deletion, ...screen],
  only: {
    'parameters-of': ['add'],
    wait: ['add', 'remove'],
    'no-wait': ['add', 'remove'],
    resume: ['add', 'remove'],
    confirm: ['remove'],
    'keep-bucket': ['remove'],
    'keep-files': ['remove'],
    download: ['remove'],
  },
  screen: { words: ['remove'] },
  changes: { exceptFor: ['', 'list'] },
  exits: [3, 5, 130],
  json: ['warning', 'unfinished', 'identity', 'plan', 'notes', ...deployment, 'connection', 'result'],
} as const satisfies CommandWords;

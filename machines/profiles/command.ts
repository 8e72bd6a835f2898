import { asking, type CommandWords, screen } from '../kit/command.ts';

/** The command that opens the flow. */
export const command = {
  name: 'profiles',
  operand: '[list|show|use|test|rotate|rename|remove|bridge] [PROFILE] [NEW-NAME]',
  group: 'access',
  summary: 'show, choose, test and change the AWS profiles',
  description: [
    'Without a subcommand it opens the screen; in `~/.aws` only what the review shows is changed, and every other byte stays.',
  ],
  subcommands: {
    list: 'the profiles, what is wrong with them, and what decides which one is used',
    'show PROFILE': 'its settings, each with file and line; secrets are masked',
    'use PROFILE': 'makes it the default of this folder, in our own settings; --project: of the project',
    'test PROFILE': 'asks AWS who it is',
    'rotate PROFILE': 'replaces its access key, in every profile that holds it',
    'rename PROFILE NEW-NAME': 'gives it another name, also where others name it as their source',
    'remove PROFILE': 'takes it out of both files',
    'bridge PROFILE NEW-NAME': 'a profile for tools that cannot assume its role themselves',
  },
  examples: [
    ['profiles list', 'what is there'],
    ['profiles list --key-age', 'with age and last use of each access key; what is due is marked'],
    ['profiles rotate ci --yes --delete-old', 'a new key, the old one deleted when it works'],
    ['profiles rename ci build', 'also in the profiles that name it as their source'],
    ['profiles bridge prod-role prod', 'prod works in tools without roles or MFA'],
  ],
  options: [
    'cwd',
    ...asking,
    'yes',
    'json',
    'dry-run',
    'project',
    'key-age',
    'resume',
    'delete-old',
    ...screen,
  ],
  only: {
    project: ['use'],
    'key-age': ['', 'list', 'show'],
    resume: ['rotate'],
    'delete-old': ['rotate'],
  },
  screen: { words: ['rotate'] },
  changes: { exceptFor: ['', 'list', 'show', 'test'] },
  exits: [3, 5, 130, 141],
  json: ['profile', 'unfinished', 'identity', 'plan', 'connection', 'waiting', 'result'],
} as const satisfies CommandWords;

import { access, type CommandWords, screen, unattended, unfinished } from '../kit/command.ts';

/** The command that opens the flow. */
export const command = {
  name: 'assume-role',
  operand: '[role|user|profiles]',
  group: 'access',
  summary: 'make a role for others, or set up one you were given',
  description: [
    'Three parts, each with a review; what exists already is left unchanged. An interrupted run is resumed, or what it created is deleted.',
  ],
  subcommands: {
    role: 'makes the role in your account: whom it trusts, external id, MFA, what it may do',
    user: 'sets up the other side: policy, user, MFA device, access key, profiles; then checks the role',
    profiles: 'writes the profiles only, for an existing user',
  },
  examples: [
    ['assume-role', 'on the screen'],
    ['assume-role role --answers role.yaml --yes', 'without a question'],
    ['assume-role user --answers user.yaml --yes', 'the user, its key and its profiles'],
    ['assume-role profiles --answers profiles.yaml --yes', 'the profiles of a user that exists'],
    ['assume-role role --answers role.yaml --script', 'a script for your administrator instead'],
  ],
  options: ['cwd', ...access, ...unattended, ...unfinished, 'script', 'mfa-secret-file', ...screen],
  changes: { without: 'script' },
  exits: [3, 5, 130],
  json: ['identity', 'plan', 'step', 'connection', 'result'],
} as const satisfies CommandWords;

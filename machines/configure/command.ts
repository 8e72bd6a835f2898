import { access, type CommandWords, newUser, screen, unattended } from '../kit/command.ts';

/** The command that opens the flow. */
export const command = {
  name: 'configure',
  group: 'access',
  summary: 'set up AWS access: IAM user, access key, profile',
  description: [
    'Checks an existing profile, creates an IAM user with an access key, or saves keys that you have. Keys are never given on the command line: they come from the environment, from standard input or from the .csv file of the console. Nothing is written before the review.',
  ],
  examples: [
    ['configure', 'on the screen'],
    ['configure --yes --profile ci --region eu-west-1 --keys stdin', 'saves keys that are piped in'],
    ['configure --yes --profile ci --create-user ci --with-profile admin', 'creates a user with a key'],
  ],
  options: ['cwd', ...access, ...unattended, 'resume', 'keys', ...newUser, ...screen],
  exits: [3, 5, 130],
  json: ['unfinished', 'identity', 'plan', 'connection', 'waiting', 'result'],
} as const satisfies CommandWords;

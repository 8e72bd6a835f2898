import { access, amplifyCli, type CommandWords, screen, unattended } from '../kit/command.ts';

/** The command that opens the flow. */
export const command = {
  name: 'configure project',
  group: 'project',
  summary: 'change its settings and profile, write the files of the app',
  description: [
    "Changes the project's settings and AWS profile, and writes the configuration files of the app; only what changed is written. After a clone it creates the files of this machine again.",
  ],
  examples: [
    ['configure project', 'one form on the screen'],
    ['configure project --yes --profile other --dry-run', 'what another profile would change'],
  ],
  options: ['cwd', ...access, ...unattended, 'env', ...amplifyCli, ...screen],
  exits: [3, 5, 130],
  json: ['warning', 'identity', 'plan', 'notes', 'connection', 'result'],
} as const satisfies CommandWords;

import { access, type CommandWords, screen } from '../kit/command.ts';

/** The command that opens the flow. */
export const command = {
  name: 'access',
  operand: '[show|remove]',
  group: 'access',
  summary: 'show what AWS has for a profile, and take it away',
  description: [
    'Shows the user of the profile with its access keys, their age and last use, its policies and MFA device, and its role; and which of these this program created. `remove` removes those after a review: keys are deactivated first, and deleted if nobody has used them since; the profile in `~/.aws` comes last. What others created stays unless --also names it.',
    'It uses another profile of the account: an access cannot remove itself. A note is written before anything is changed: the same command resumes an interrupted run.',
  ],
  subcommands: {
    show: 'what there is; nothing is changed',
    remove: 'takes it away; without --yes on the screen only',
  },
  examples: [
    ['access --profile ci', 'on the screen'],
    ['access show --profile ci --json', 'what there is, for a script'],
    ['access remove --profile ci --yes --confirm ci', 'takes it away, without a question'],
    ['access remove --profile ci --with-profile admin --dry-run', 'what admin would take away'],
    ['access remove --role amplify-deploy --yes --confirm amplify-deploy', 'a role that was made for others'],
  ],
  options: ['cwd', ...access, 'role', 'with-profile', 'yes', 'json', 'dry-run', 'confirm', 'also', ...screen],
  only: { confirm: ['', 'remove'], also: ['', 'remove'] },
  changes: { exceptFor: ['', 'show'] },
  exits: [3, 5, 130],
  json: ['identity', 'plan', 'warning', 'step', 'result'],
} as const satisfies CommandWords;

import { access, type CommandSpec, screen } from './command-spec.ts';

/** The command about what AWS has for a profile. */
export const accessCommands = [
  {
    name: 'access',
    operand: '[show|remove]',
    group: 'access',
    summary: 'show what AWS has for a profile, and take it away',
    description: [
      'Shows the user of the profile with its access keys, their age and last use, its policies and MFA device, and its role; and which of it this program has made. `remove` takes that away after a review: keys are switched off first, and deleted once nobody has used them since; the profile in `~/.aws` goes last. What others made stays unless --also names it.',
      'Another access of the account does it: one cannot take itself away. It is noted before anything is changed: a run that was cut off is gone on with by the same command.',
    ],
    subcommands: {
      show: 'what there is; nothing is changed',
      remove: 'takes it away; without --yes on the screen only',
    },
    examples: [
      ['access --profile ci', 'on the screen'],
      ['access --profile ci --json', 'what there is, for a script'],
      ['access remove --profile ci --yes --confirm ci', 'takes it away, without a question'],
      ['access remove --profile ci --with-profile admin --dry-run', 'what admin would take away'],
      [
        'access remove --role amplify-deploy --yes --confirm amplify-deploy',
        'a role that was made for others',
      ],
    ],
    options: [
      'cwd',
      ...access,
      'role',
      'with-profile',
      'yes',
      'json',
      'dry-run',
      'confirm',
      'also',
      ...screen,
    ],
    exits: [3, 5, 130],
    json: ['identity', 'plan', 'warning', 'step', 'result'],
  },
] as const satisfies readonly CommandSpec[];

/** The commands that give credentials to other programs. */
export const credentialCommands = [
  {
    name: 'credentials',
    group: 'access',
    summary: 'print the credentials of a profile for other tools',
    description: [
      'What a `credential_process` prints, for tools that know nothing of roles, MFA or SSO; `profiles bridge` writes a profile that calls it. It prints secrets: do not call it where its output is kept.',
    ],
    examples: [['credentials --profile prod-role', 'the JSON of a credential_process']],
    options: [...access, 'own-files'],
    exits: [3, 130, 141],
    json: 'Without --json: one object with Version, AccessKeyId, SecretAccessKey, SessionToken and Expiration.',
  },
  {
    name: 'exec',
    rest: 'COMMAND…',
    group: 'access',
    summary: 'run a command with the credentials of a profile',
    description: [
      'The role is assumed and its MFA code asked for before; the command gets the credentials in its environment, and the terminal to itself. What ends is the command: its exit code is the one of exec.',
    ],
    examples: [
      ['exec --profile prod-role -- aws s3 ls', 'any tool, as the role'],
      ['exec -- amplify push', 'the Amplify CLI, with the profile of the project'],
      ['exec --watch -- amplify push', 'its output above, the time line of the stack below'],
      ['exec --server -- ./long-import.sh', 'the session is renewed while it runs'],
    ],
    options: ['cwd', ...access, 'server', 'watch'],
    exits: [3, 126, 127, 130],
  },
] as const satisfies readonly CommandSpec[];

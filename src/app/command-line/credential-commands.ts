import { access } from '../../../machines/kit/command.ts';
import type { CommandSpec } from './command-spec.ts';

/** The commands that pass credentials to other programs. */
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
    changes: 'nothing',
    exits: [3, 130, 141],
    json: 'Without --json: one object with Version, AccessKeyId, SecretAccessKey, SessionToken and Expiration.',
  },
  {
    name: 'exec',
    rest: 'COMMAND…',
    group: 'access',
    summary: 'run a command with the credentials of a profile',
    description: [
      'The role is assumed and its MFA code asked for before; the command gets the credentials in its environment, and the terminal to itself. exec ends with the exit code of the command.',
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

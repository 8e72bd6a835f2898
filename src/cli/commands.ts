/** One command; the help, the completions and the docs are generated from this list. */
export interface CommandSpec {
  readonly name: string;
  /** Shown after the name in the help, as `[STACK]`. */
  readonly operand?: string;
  /** What stands behind `--`, for a command that runs another program. */
  readonly rest?: string;
  readonly text: string;
  readonly options: readonly string[];
}

const access = ['profile', 'region', 'endpoint-url', 'mfa-code', 'patience'] as const;
const screen = ['theme', 'light', 'no-color'] as const;

export const commandSpecs = [
  {
    name: '',
    text: "home, in this folder's project if there is one",
    options: ['cwd', ...access, ...screen, 'plain'],
  },
  {
    name: 'init',
    text: 'create an Amplify project and its parent stack',
    options: [
      'cwd',
      ...access,
      'yes',
      'json',
      'answers',
      'dry-run',
      'resume',
      'clean-up',
      'forget',
      'env',
      'amplify',
      'frontend',
      'providers',
      ...screen,
      'plain',
    ],
  },
  {
    name: 'configure',
    text: 'set up AWS access: IAM user, access key, profile',
    options: [
      'cwd',
      ...access,
      'yes',
      'json',
      'answers',
      'dry-run',
      'resume',
      'keys',
      'create-user',
      'with-profile',
      'policy',
      ...screen,
      'plain',
    ],
  },
  {
    name: 'configure project',
    text: "change the project's settings and AWS profile, write the app's configuration files",
    options: [
      'cwd',
      ...access,
      'yes',
      'json',
      'answers',
      'dry-run',
      'env',
      'amplify',
      'frontend',
      'providers',
      ...screen,
      'plain',
    ],
  },
  {
    name: 'upgrade',
    text: 'from the documented layout to the one with environments, with a backup; --undo puts it back',
    options: ['cwd', 'env', 'undo', 'yes', 'json', 'dry-run', 'patience'],
  },
  {
    name: 'env',
    operand: '[list|use] [NAME]',
    text: 'show the environments of the project, or make this machine work with another one',
    options: ['cwd', ...access, 'yes', 'json', 'dry-run', ...screen, 'plain'],
  },
  {
    name: 'share',
    operand: '[TARGET]',
    text: "share the backend with another frontend's folder, or bring all of them up to date",
    options: ['cwd', 'yes', 'json', 'dry-run', 'forget', 'patience', ...screen, 'plain'],
  },
  {
    name: 'assume-role',
    operand: '[role|user|profiles]',
    text: 'make a role for others (role), or set up one that you were given: user, MFA device and profiles (user), or the profiles only (profiles)',
    options: [
      'cwd',
      ...access,
      'yes',
      'json',
      'answers',
      'dry-run',
      'resume',
      'clean-up',
      'forget',
      'script',
      'mfa-secret-file',
      ...screen,
      'plain',
    ],
  },
  {
    name: 'watch',
    operand: '[STACK]',
    text: 'follow a deployment, whoever started it',
    options: ['cwd', ...access, 'continue-rollback', 'skip', 'yes', 'dry-run', 'json', ...screen, 'plain'],
  },
  {
    name: 'status',
    text: 'show project, identity and stack',
    options: ['cwd', ...access, 'json', 'exit-code', 'plain'],
  },
  {
    name: 'profiles',
    operand: '[list|show|use|test|rotate|rename|remove|bridge] [PROFILE] [NEW-NAME]',
    text: 'show, choose, test and change the AWS profiles; rotate replaces an access key, bridge gives a role to tools that cannot assume it',
    options: [
      ...[
        'cwd',
        'region',
        'endpoint-url',
        'mfa-code',
        'patience',
        'yes',
        'json',
        'dry-run',
        'project',
        'resume',
        'delete-old',
      ],
      ...screen,
      'plain',
    ],
  },
  {
    name: 'credentials',
    text: 'print the credentials of a profile for other tools (credential_process): roles, MFA, SSO',
    options: [...access, 'own-files'],
  },
  {
    name: 'exec',
    rest: 'COMMAND…',
    text: 'run a command with the credentials of a profile: role, MFA and SSO are seen to before',
    options: ['cwd', ...access, 'server'],
  },
  {
    name: 'awscloudformation',
    operand: 'reset-cache',
    text: "remove the cached sessions of the project's profile; also: aws reset-cache, reset-catch",
    options: ['cwd', 'profile', 'all', 'json'],
  },
  {
    name: 'doctor',
    text: 'say what is set up here and what is wrong with it, for bug reports',
    options: ['cwd', ...access, 'json', 'offline'],
  },
  {
    name: 'completions',
    operand: 'bash|zsh|fish',
    text: 'print the script that lets a shell complete this program',
    options: [],
  },
  {
    name: 'schema',
    operand: 'answers|configure|project|assume-role',
    text: 'print the JSON schema of an answers file',
    options: [],
  },
  {
    name: 'demo',
    text: 'try everything on the built-in demo cloud',
    options: [
      'serve',
      'port',
      'state',
      'speed',
      'scenario',
      'fault',
      'seed',
      'validation',
      ...screen,
      'plain',
    ],
  },
] as const satisfies readonly CommandSpec[];

export type CommandName = (typeof commandSpecs)[number]['name'];

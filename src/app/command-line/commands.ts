import type { CommandSpec } from './command-spec.ts';

const asking = ['region', 'endpoint-url', 'mfa-code', 'patience', 'trace', 'read-only'] as const;
const access = ['profile', ...asking] as const;
const unattended = ['yes', 'json', 'answers', 'dry-run'] as const;
const unfinished = ['resume', 'clean-up', 'forget'] as const;
const newUser = ['create-user', 'with-profile', 'policy'] as const;
const amplifyCli = ['amplify', 'frontend', 'providers'] as const;
const deployment = ['step', 'event', 'stuck', 'missing'] as const;
const behaviour = ['speed', 'scenario', 'fault', 'seed', 'validation', 'iam-delay'] as const;
const screen = ['theme', 'light', 'no-color', 'plain'] as const;

export const commandSpecs = [
  {
    name: '',
    group: 'start',
    summary: "home, in this folder's project if there is one",
    description: [
      'Opens the full screen with your project, its stack as it is now, your profiles and what happened lately. Everything else can be reached from there by a key; `?` lists the keys.',
    ],
    examples: [
      ['', 'the project of this folder'],
      ['--cwd ../shop --profile dev', 'another folder, seen with the profile dev'],
    ],
    options: ['cwd', ...access, ...screen],
    exits: [3, 130],
  },
  {
    name: 'init',
    group: 'start',
    summary: 'create an Amplify project and its parent stack',
    description: [
      'Asks what the project needs, most of it found in the folder, shows in a review every call and every file, creates the stack while you watch, and writes the files when it is complete.',
      'Where an earlier init was not finished it goes on with that one, or cleans up; it never makes a second stack. In a clone it ties this machine to the environment that is there.',
    ],
    examples: [
      ['init', 'on the screen'],
      ['init --dry-run', 'what would be made, and nothing else'],
      ['init --yes --profile default --answers answers.json --json', 'without a question'],
      ['init --env dev --yes', "with environments, as today's Amplify CLI has them"],
    ],
    options: ['cwd', ...access, ...unattended, ...unfinished, 'env', ...amplifyCli, ...screen],
    exits: [3, 5, 130],
    json: [
      'warning',
      'unfinished',
      'identity',
      'plan',
      'notes',
      'connection',
      ...deployment,
      'left',
      'result',
    ],
  },
  {
    name: 'configure',
    group: 'access',
    summary: 'set up AWS access: IAM user, access key, profile',
    description: [
      'Checks a profile that is there, creates an IAM user with an access key, or saves keys that you have. Keys never stand on the command line: they come from the environment, from standard input or from the .csv file of the console. Nothing is written before the review.',
    ],
    examples: [
      ['configure', 'on the screen'],
      ['configure --yes --profile ci --region eu-west-1 --keys stdin', 'saves keys that are piped in'],
      ['configure --yes --profile ci --create-user ci --with-profile admin', 'creates a user with a key'],
    ],
    options: ['cwd', ...access, ...unattended, 'resume', 'keys', ...newUser, ...screen],
    exits: [3, 5, 130],
    json: ['unfinished', 'identity', 'plan', 'connection', 'waiting', 'result'],
  },
  {
    name: 'configure project',
    group: 'project',
    summary: 'change its settings and profile, write the files of the app',
    description: [
      "Changes the project's settings and AWS profile, and writes the configuration files of the app; only what changed is written. After a clone it makes the files of this machine anew.",
    ],
    examples: [
      ['configure project', 'one form on the screen'],
      ['configure project --yes --profile other --dry-run', 'what another profile would change'],
    ],
    options: ['cwd', ...access, ...unattended, 'env', ...amplifyCli, ...screen],
    exits: [3, 5, 130],
    json: ['warning', 'identity', 'plan', 'notes', 'connection', 'result'],
  },
  {
    name: 'upgrade',
    group: 'project',
    summary: 'take it to the layout with environments, or back (--undo)',
    description: [
      "Takes a project of one backend to the layout with environments of today's Amplify CLI. The stack stays as it is; a copy of the files is made first, and --undo puts it back byte for byte.",
    ],
    examples: [
      ['upgrade --dry-run', 'the files that would change'],
      ['upgrade --env dev --yes', 'the backend becomes the environment dev'],
      ['upgrade --undo --yes', 'back again'],
    ],
    options: ['cwd', 'env', 'undo', 'yes', 'json', 'dry-run', 'patience', 'trace', 'read-only'],
    exits: [5, 130],
    json: ['plan', 'notes', 'connection', 'result'],
  },
  {
    name: 'env',
    operand: '[list|use] [NAME]',
    group: 'project',
    summary: 'show its environments, or work with another one here',
    description: [
      'Without a word the screen shows the environments of the project with profile, account, region and the state of each stack.',
    ],
    subcommands: {
      list: 'the same as lines',
      'use NAME':
        'this machine works with another environment: settings, metadata, deployed backend, files of the app',
    },
    examples: [
      ['env list --json', 'for a script'],
      ['env use prod --profile prod', 'switches to prod'],
    ],
    options: ['cwd', ...access, 'yes', 'json', 'dry-run', ...screen],
    exits: [3, 5, 130],
    json: ['warning', 'identity', 'plan', 'notes', 'connection', 'result'],
  },
  {
    name: 'projects',
    operand: '[list|find|forget] [FOLDER]',
    group: 'project',
    summary: 'the projects opened here; open another, or find some',
    description: [
      'Without a word the screen shows the projects that were opened on this machine, with account, environments and the state of each stack as it was seen last, and opens another one; what runs goes on. AWS is not asked.',
    ],
    subcommands: {
      list: 'the same as lines',
      'find FOLDER':
        'the amplify/ folders below a folder, eight levels deep; links and node_modules are left out',
      'forget FOLDER': 'takes a project out of the list; its files and its stack stay',
    },
    examples: [['projects find ~/work', 'the projects below ~/work']],
    options: ['cwd', 'json', 'read-only', 'trace', ...screen],
    exits: [130],
    json: ['result'],
  },
  {
    name: 'share',
    operand: '[TARGET]',
    group: 'project',
    summary: "share its backend with another frontend's folder",
    description: [
      'Copies what the backend is into another folder, with settings of its own kind of app. Without TARGET it brings every folder up to date that shares the backend.',
    ],
    examples: [
      ['share ../mobile --yes', 'shares it with the folder mobile'],
      ['share --yes', 'brings all of them up to date'],
      ['share ../mobile --forget', 'leaves that one alone from now on'],
    ],
    options: ['cwd', 'yes', 'json', 'dry-run', 'forget', 'patience', 'trace', 'read-only', ...screen],
    exits: [5, 130],
    json: ['left', 'plan', 'connection', 'result'],
  },
  {
    name: 'assume-role',
    operand: '[role|user|profiles]',
    group: 'access',
    summary: 'make a role for others, or set up one you were given',
    description: [
      'Three parts, each with a review; what is there already is found and left as it is. A run that was cut off is gone on with, or what it made is deleted.',
    ],
    subcommands: {
      role: 'makes the role in your account: whom it trusts, external id, MFA, what it may do',
      user: 'sets up the other side: policy, user, MFA device, access key, profiles; then proves the role',
      profiles: 'writes the profiles only, for a user that is there',
    },
    examples: [
      ['assume-role', 'on the screen'],
      ['assume-role role --answers role.yaml --yes', 'without a question'],
      ['assume-role role --answers role.yaml --script', 'a script for your administrator instead'],
    ],
    options: ['cwd', ...access, ...unattended, ...unfinished, 'script', 'mfa-secret-file', ...screen],
    exits: [3, 5, 130],
    json: ['identity', 'plan', 'step', 'connection', 'result'],
  },
  {
    name: 'watch',
    operand: '[STACK]',
    group: 'watch',
    summary: 'follow a deployment, whoever started it',
    description: [
      'Follows the operation under way, or shows the last one. STACK is a name, an ARN or an address in the console; without it the stack of the project is followed.',
      'A rollback that failed is explained; --continue-rollback has AWS go on with it, after a review of what is skipped.',
    ],
    examples: [
      ['watch', 'the stack of the project, on the screen'],
      ['watch amplify-shop-dev-142530 --json', 'any stack, as lines of JSON'],
      ['watch STACK --continue-rollback --dry-run', 'what is stuck, and why'],
      ['watch STACK --continue-rollback --skip UserPool --yes', 'goes on without this resource'],
    ],
    options: ['cwd', ...access, 'continue-rollback', 'skip', 'yes', 'dry-run', 'json', ...screen],
    exits: [3, 4, 5, 130],
    json: ['connection', ...deployment, 'plan', 'result'],
  },
  {
    name: 'status',
    group: 'watch',
    summary: 'show project, identity and stack',
    description: [
      'Says what the files say, who you are, how the stack is, what is in it by category, the last deployment, what differs from AWS, and where it is in the console. It never waits for you.',
    ],
    examples: [
      ['status', 'for you'],
      ['status --json --exit-code', 'for a script: exit code 1 where AWS does not answer'],
    ],
    options: ['cwd', ...access, 'json', 'exit-code', 'plain'],
    exits: [3, 130, 141],
    json: ['connection', 'result'],
  },
  {
    name: 'profiles',
    operand: '[list|show|use|test|rotate|rename|remove|bridge] [PROFILE] [NEW-NAME]',
    group: 'access',
    summary: 'show, choose, test and change the AWS profiles',
    description: [
      'Without a word it opens the screen; in `~/.aws` only what the review shows is changed, and every other byte stays.',
    ],
    subcommands: {
      list: 'the profiles, with what is wrong with them, and who decides which one is used',
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
      ['profiles rotate ci --yes --delete-old', 'a new key, the old one deleted when it works'],
      ['profiles bridge prod-role prod', 'prod works in tools without roles or MFA'],
    ],
    options: ['cwd', ...asking, 'yes', 'json', 'dry-run', 'project', 'resume', 'delete-old', ...screen],
    exits: [3, 5, 130, 141],
    json: ['profile', 'unfinished', 'identity', 'plan', 'connection', 'waiting', 'result'],
  },
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
      ['exec --server -- ./long-import.sh', 'the session is renewed while it runs'],
    ],
    options: ['cwd', ...access, 'server'],
    exits: [3, 126, 127, 130],
  },
  {
    name: 'console',
    operand: '[home|stack|bucket|role|app]',
    group: 'access',
    summary: 'open the AWS console, signed in as the session of a profile',
    description: [
      "The session of a role signs in by AWS's federation endpoint; for the keys of a user AWS has no such way, so the page is opened and you sign in yourself. Without a word it is the stack of the project, or the first page of the region.",
      'Whoever has the address is signed in as the session: it works for 15 minutes, and is shown only with --print or --json, or where no browser can be opened.',
    ],
    examples: [
      ['console', "the project's stack"],
      ['console bucket --profile prod-role', 'the deployment bucket, as the role'],
      ['console home --print --duration 3600', 'the address, for an hour'],
    ],
    options: ['cwd', ...access, 'duration', 'print', 'json'],
    exits: [3, 130, 141],
    json: ['connection', 'result'],
  },
  {
    name: 'awscloudformation',
    operand: 'reset-cache',
    group: 'access',
    summary: 'remove cached sessions of roles',
    description: [
      "Removes the cached sessions of the project's profile, so that an MFA code is asked for again. The Amplify CLI has the same command; `aws reset-cache` and `reset-catch` are taken, too.",
    ],
    subcommands: { 'reset-cache': 'the only thing it does' },
    examples: [
      ['awscloudformation reset-cache', 'those of the project'],
      ['awscloudformation reset-cache --all', 'every one'],
    ],
    options: ['cwd', 'profile', 'all', 'json', 'read-only'],
    exits: [5],
    json: ['result'],
  },
  {
    name: 'doctor',
    group: 'other',
    summary: 'say what is set up here and what is wrong with it',
    description: [
      'For you and for bug reports: program, terminal, files with their rights, profiles, access, network, project, what is unfinished. It holds no secret, and changes nothing.',
    ],
    examples: [
      ['doctor', 'for you'],
      ['doctor --json', 'for a report'],
      ['doctor --offline', 'without asking AWS'],
    ],
    options: ['cwd', ...access, 'json', 'offline'],
    exits: [130, 141],
    json: 'One object for the whole report: a member for each part, `findings` for what is wrong, `ok`.',
  },
  {
    name: 'completions',
    operand: 'bash|zsh|fish',
    group: 'other',
    summary: 'print the completion script of a shell',
    examples: [
      ['completions bash', 'put eval "$(amplify-tui completions bash)" into ~/.bashrc'],
      ['completions zsh', 'the same in ~/.zshrc, after compinit'],
      ['completions fish', 'store it as ~/.config/fish/completions/amplify-tui.fish'],
    ],
    options: [],
    exits: [141],
  },
  {
    name: 'schema',
    operand: 'answers|configure|project|assume-role|json',
    group: 'other',
    summary: 'print the JSON schema of an answers file, or of --json',
    subcommands: {
      answers: 'of init',
      configure: 'of configure',
      project: 'of configure project',
      'assume-role': 'of assume-role',
      json: 'of the lines that --json gives',
    },
    examples: [['schema answers > answers.schema.json', 'editors complete and check with it']],
    options: [],
    exits: [141],
    json: 'Without --json: a JSON schema.',
  },
  {
    name: 'demo',
    group: 'start',
    summary: 'try everything on the built-in demo cloud',
    description: [
      'Runs the whole program on a cloud of its own on your machine, in a temporary home folder; it can touch neither your `~/.aws` nor an account. With --serve the cloud runs alone, for other programs and for tests.',
    ],
    examples: [
      ['demo', 'press i and follow the steps'],
      ['demo --scenario rollback-failed', 'begin with something broken'],
      ['demo --serve --port 4566', 'the cloud alone; its first line says where it is'],
    ],
    options: ['serve', 'port', 'state', ...behaviour, ...screen],
    exits: [130],
    json: 'With --serve: one object of type demo-cloud with endpoint, region and accounts, those with keys to use.',
  },
  {
    name: 'help',
    operand: '[COMMAND]',
    group: 'other',
    summary: 'tell all about a command, as COMMAND --help does',
    examples: [
      ['help', 'all commands'],
      ['help configure project', 'what it does, its options, exit codes and JSON'],
    ],
    options: [],
    exits: [141],
  },
] as const satisfies readonly CommandSpec[];

export type CommandName = (typeof commandSpecs)[number]['name'];

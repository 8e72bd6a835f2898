import { flowIds, flows } from '../../../machines/flows.ts';
import { access, behaviour, screen } from '../../../machines/kit/command.ts';
import type { CommandSpec } from './command-spec.ts';
import { credentialCommands } from './credential-commands.ts';
import type { Options } from './options.ts';

const home = {
  name: '',
  group: 'start',
  summary: "home, in this folder's project if there is one",
  description: [
    'Opens the full screen with your project, its stack as it is now, your profiles and recent activity. You reach everything else from there by a key; `?` lists the keys.',
  ],
  examples: [
    ['', 'the project of this folder'],
    ['--cwd ../shop --profile dev', 'another folder, seen with the profile dev'],
  ],
  options: ['cwd', ...access, ...screen],
  changes: 'nothing',
  exits: [3, 130],
} as const satisfies CommandSpec;

/** Commands that open no flow. */
const ofProgram = [
  {
    name: 'upgrade',
    group: 'project',
    summary: 'take it to the layout with environments, or back (--undo)',
    description: [
      'Converts a project of one backend to the layout with environments of the current Amplify CLI. The stack stays unchanged; the files are backed up first, and --undo restores them byte for byte.',
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
    name: 'status',
    group: 'watch',
    summary: 'show project, identity and stack',
    description: [
      'Shows what the files say, who you are, the state of the stack, its resources by category, the last deployment, what differs from AWS, and where it is in the console. It never waits for you.',
      'A push by the Amplify CLI can remove the public access block of the deployment bucket; --block-public-access sets it again, after a review.',
    ],
    examples: [
      ['status', 'for you'],
      ['status --json --exit-code', 'for a script: the exit code says how the backend stands'],
      ['status --block-public-access --dry-run', 'what would be set, and where'],
    ],
    options: ['cwd', ...access, 'block-public-access', 'yes', 'dry-run', 'json', 'exit-code', 'plain'],
    changes: { with: 'block-public-access' },
    exits: [3, 4, 6, 7, 8, 130, 141],
    json: ['connection', 'identity', 'plan', 'result'],
  },
  ...credentialCommands,
  {
    name: 'console',
    operand: '[home|stack|bucket|role|app]',
    group: 'access',
    summary: 'open the AWS console, signed in as the session of a profile',
    description: [
      "The session of a role signs in through AWS's federation endpoint; AWS does not offer that for the keys of a user, so the page is opened and you sign in yourself. Without an argument it opens the stack of the project, or the first page of the region.",
      'Anyone who has the address is signed in with the session: it works for 15 minutes, and is shown only with --print or --json, or if no browser can be opened.',
    ],
    examples: [
      ['console', "the project's stack"],
      ['console bucket --profile prod-role', 'the deployment bucket, as the role'],
      ['console home --print --duration 3600', 'the address, for an hour'],
    ],
    options: ['cwd', ...access, 'duration', 'print', 'json'],
    changes: 'nothing',
    exits: [3, 130, 141],
    json: ['connection', 'result'],
  },
  {
    name: 'awscloudformation',
    operand: 'reset-cache',
    group: 'access',
    summary: 'remove cached sessions of roles',
    description: [
      "Removes the cached sessions of the project's profile, so that an MFA code is asked for again. The Amplify CLI has the same command; `aws reset-cache` and `reset-catch` work, too.",
    ],
    subcommands: { 'reset-cache': 'removes the cached sessions' },
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
    summary: 'check the setup of this machine',
    description: [
      'For you and for bug reports: program, terminal, files and their permissions, profiles, access, network, project, unfinished work. It contains no secret, and changes nothing.',
    ],
    examples: [
      ['doctor', 'for you'],
      ['doctor --json', 'for a report'],
      ['doctor --offline', 'without asking AWS'],
      ['doctor --updates', 'with the newest version that npm knows'],
    ],
    options: ['cwd', ...access, 'json', 'offline', 'updates'],
    changes: 'nothing',
    exits: [130, 141],
    json: 'One object for the whole report: a member for each part, `findings` for what is wrong, `ok`.',
  },
  {
    name: 'completions',
    operand: 'bash|zsh|fish|powershell',
    group: 'other',
    summary: 'print the completion script of a shell, or install it',
    examples: [
      ['completions bash', 'put eval "$(amplify-tui completions bash)" into ~/.bashrc'],
      ['completions zsh', 'the same in ~/.zshrc, after compinit'],
      ['completions fish', 'store it as ~/.config/fish/completions/amplify-tui.fish'],
      ['completions powershell', 'in $PROFILE: amplify-tui completions powershell | Out-String | iex'],
      ['completions --install', 'put it, and the man page, where they are found: for the shell of SHELL'],
    ],
    options: ['install', 'yes', 'dry-run', 'read-only'],
    changes: { with: 'install' },
    exits: [141, 130],
  },
  {
    name: 'schema',
    operand: 'answers|configure|project|assume-role|json',
    group: 'other',
    summary: 'print the JSON schema of an answers file, or of --json',
    subcommands: {
      answers: 'the schema of the answers of init',
      configure: 'the schema of the answers of configure',
      project: 'the schema of the answers of configure project',
      'assume-role': 'the schema of the answers of assume-role',
      json: 'the schema of the lines that --json gives',
    },
    examples: [
      ['schema answers > answers.schema.json', 'editors complete and check with it'],
      ['schema configure > configure.schema.json', 'the same for configure'],
      ['schema project > project.schema.json', 'for configure project'],
      ['schema assume-role > assume-role.schema.json', 'for assume-role'],
      ['schema json > lines.schema.json', 'to check what --json printed'],
    ],
    options: [],
    changes: 'nothing',
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
    summary: 'all about a command, as COMMAND --help: options, exit codes, JSON',
    examples: [
      ['help', 'all commands'],
      ['help configure project', 'what it does, its options, exit codes and JSON'],
    ],
    options: [],
    changes: 'nothing',
    exits: [141],
  },
] as const satisfies readonly CommandSpec[];

/** A command that opens a flow. */
type FlowCommand = {
  [Id in keyof typeof flows]: (typeof flows)[Id] extends { readonly command: infer Command }
    ? Command
    : never;
}[keyof typeof flows];

const ofFlows: readonly FlowCommand[] = flowIds.flatMap((id) => {
  const flow = flows[id];
  return 'command' in flow ? [flow.command] : [];
});

/** Every command; the help lists them by group, in this order. */
export const commandSpecs = [home, ...ofFlows, ...ofProgram] satisfies readonly CommandSpec[];

/** The specification of a command. */
export function specOf(command: CommandName): CommandSpec | undefined {
  return (commandSpecs as readonly CommandSpec[]).find(({ name }) => name === command);
}

/** A command that opens a flow. */
export type FlowCommandName = FlowCommand['name'];
export type CommandName = (typeof commandSpecs)[number]['name'];

type CommandOf<Name extends CommandName> = Extract<(typeof commandSpecs)[number], { readonly name: Name }>;
/** The options of a command; no others can be read from them. */
export type OptionsOf<Name extends CommandName> = Pick<Options, CommandOf<Name>['options'][number]>;

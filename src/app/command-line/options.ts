/** One option of the command line. */
export interface OptionSpec {
  readonly name: string;
  /** Shown after the name in the help; absent for a switch. */
  readonly value?: string;
  readonly short?: string;
  /** May be given more than once, each time with another value. */
  readonly repeatable?: true;
  readonly text: string;
  /** The default, in words; absent when there is none, and for switches. */
  readonly otherwise?: string;
  /** Words that a shell offers as the value; others may be accepted, too. */
  readonly choices?: readonly string[];
  /** Different meanings or defaults, by the name of a command or of one of its subcommands. */
  readonly of?: Readonly<Record<string, Partial<Meaning>>>;
}

type Meaning = Pick<OptionSpec, 'text' | 'otherwise'>;

export const optionSpecs = [
  {
    name: 'profile',
    value: 'NAME',
    text: 'the AWS profile to use',
    otherwise: "the project's, then this folder's, then what the AWS CLI would take",
    of: {
      configure: { text: 'the profile to write, or to check when no keys are given', otherwise: 'default' },
      access: { text: 'the profile whose access it is', otherwise: 'it has to be named' },
      awscloudformation: { text: 'the profile whose sessions are removed', otherwise: "the project's" },
    },
  },
  {
    name: 'region',
    value: 'REGION',
    text: 'the AWS region to use',
    otherwise: 'AWS_REGION, then that of the profile',
  },
  { name: 'cwd', value: 'DIR', text: 'the folder of the project', otherwise: 'this folder' },
  { name: 'yes', short: 'y', text: 'no questions; uses detected values and defaults' },
  {
    name: 'json',
    text: 'one JSON object a line on standard output',
    of: { doctor: { text: 'the report as one JSON object' } },
  },
  {
    name: 'answers',
    value: 'FILE',
    text: 'answers as JSON or YAML; `amplify-tui schema answers` prints their schema',
    of: {
      configure: { text: 'answers as JSON or YAML; `amplify-tui schema configure` prints their schema' },
      'configure project': {
        text: 'answers as JSON or YAML; `amplify-tui schema project` prints their schema',
      },
      'assume-role': {
        text: 'answers as JSON or YAML; `amplify-tui schema assume-role` prints their schema',
      },
    },
  },
  {
    name: 'exit-code',
    text: 'say by the exit code how the backend stands: 0 as deployed, 6 changed here, 7 drift, 8 under way, 4 waits for a change set, 1 stuck or not known',
    otherwise: '0 for all of these but broken files',
  },
  {
    name: 'wait',
    text: 'wait for the end; it is the default',
  },
  {
    name: 'no-wait',
    text: 'end as soon as AWS works on the stack; `init --resume --yes` writes the files once it is complete',
    of: {
      delete: { text: 'end as soon as AWS deletes the stack; the same command without it does what is left' },
      env: { text: 'end as soon as AWS deletes the stack; the same command without it does what is left' },
      'env add': { text: 'end as soon as AWS works on the stack; --resume writes the files later' },
    },
  },
  {
    name: 'dry-run',
    text: 'show the plan; make read calls only',
    of: { completions: { text: 'with --install: say what would be written' } },
  },
  {
    name: 'install',
    text: 'put the script where the shell looks for it, and the man page where `man` does, after a question',
  },
  {
    name: 'resume',
    text: 'resume what was started and did not finish',
    of: { profiles: { text: 'rotate: finish a replacement that was cut off' } },
  },
  {
    name: 'clean-up',
    text: 'delete what an unfinished run has made',
    of: { init: { text: 'delete the stack of an init that did not finish; a bucket is kept' } },
  },
  {
    name: 'forget',
    text: 'remove the note of an unfinished run; what is in AWS stays',
    of: { share: { text: 'leave the folder TARGET alone from now on; its files stay' } },
  },
  {
    name: 'confirm',
    value: 'NAME',
    text: 'with --yes: the name of what is deleted, as confirmation',
    otherwise: 'nothing is deleted',
  },
  {
    name: 'also',
    value: 'NAME',
    repeatable: true,
    text: 'take this away, too, though others made it: an id, an ARN or a name; can be repeated',
  },
  { name: 'keep-bucket', text: 'leave the deployment bucket in AWS' },
  { name: 'keep-files', text: 'leave the files of the project on disk' },
  {
    name: 'download',
    value: 'DIR',
    text: 'put what is in the deployment bucket into this folder first; characters that a file name cannot have become %XX',
    otherwise: 'nothing is downloaded',
  },
  {
    name: 'patience',
    value: 'SECONDS',
    text: 'how long to wait for a connection or for new credentials',
    otherwise: 'no waiting',
    of: {
      init: { otherwise: '600 without a screen; on screen it waits for you' },
      watch: { otherwise: '600 without a screen; on screen it waits for you' },
      delete: { otherwise: '600 without a screen; on screen it waits for you' },
    },
  },
  {
    name: 'continue-rollback',
    text: 'have AWS continue a rollback that failed (UPDATE_ROLLBACK_FAILED), then follow it',
  },
  {
    name: 'block-public-access',
    text: 'have the deployment bucket block all public access again, after a review',
  },
  {
    name: 'skip',
    value: 'NAMES',
    text: 'with --continue-rollback: resources that stay as they are, separated by commas; the review names them',
    otherwise: 'none',
  },
  {
    name: 'export',
    value: 'FILE',
    text: 'write the time line to this file once the stack has settled, for a ticket; its extension decides the format: .svg, .json or .md',
    otherwise: 'nowhere',
  },
  { name: 'amplify', value: 'JSON', text: "the Amplify CLI's own project settings" },
  { name: 'frontend', value: 'JSON', text: "the Amplify CLI's own frontend settings" },
  { name: 'providers', value: 'JSON', text: "the Amplify CLI's own provider settings" },
  {
    name: 'endpoint-url',
    value: 'URL',
    text: 'send every call there instead of to AWS',
    otherwise: 'AWS_ENDPOINT_URL, then that of the profile, then AWS',
  },
  {
    name: 'read-only',
    text: 'change nothing: no call to AWS that changes something, no file but our own state in ~/.amplify',
  },
  {
    name: 'trace',
    value: 'FILE',
    text: 'write every call to AWS to this file, one JSON object a line, without secrets',
    otherwise: 'nowhere; `L` on the screen shows them',
  },
  {
    name: 'theme',
    value: 'NAME',
    text: 'auto, dark, light or mono',
    otherwise: 'that of the settings, then auto',
  },
  { name: 'light', text: 'the same as --theme light' },
  { name: 'no-color', text: 'the same as --theme mono' },
  {
    name: 'plain',
    text: 'line by line, for screen readers; INK_SCREEN_READER=true and TERM=dumb do the same',
  },
  { name: 'serve', text: 'run the demo cloud alone and print where it is' },
  { name: 'port', value: 'N', text: 'with --serve: the port to listen on', otherwise: 'a free one' },
  {
    name: 'state',
    value: 'DIR',
    text: 'with --serve: keep the state of the cloud in this folder',
    otherwise: 'nowhere',
  },
  {
    name: 'speed',
    value: 'N',
    text: 'how many times faster than AWS things happen',
    otherwise: '3, with --serve 1',
  },
  {
    name: 'scenario',
    value: 'NAME',
    text: 'start with fresh, roles, bucket-taken, boundary, rollback-complete, rollback-failed, in-flight or large',
    otherwise: 'roles, with --serve fresh',
    choices: [
      'fresh',
      'roles',
      'bucket-taken',
      'boundary',
      'rollback-complete',
      'rollback-failed',
      'in-flight',
      'large',
    ],
  },
  {
    name: 'fault',
    value: 'SPEC',
    repeatable: true,
    text: 'misbehave, as in throttle@CreateStack,times=2; can be repeated',
  },
  {
    name: 'seed',
    value: 'N',
    text: 'decides the chances of faults: same seed, same run',
    otherwise: '1',
  },
  {
    name: 'validation',
    value: 'MODE',
    text: 'whether taken names are found before a deployment: off, refuse or stack',
    otherwise: 'off',
    choices: ['off', 'refuse', 'stack'],
  },
  {
    name: 'iam-delay',
    value: 'SECONDS',
    text: 'how long the services do not know of a change in IAM',
    otherwise: '0; new access keys 5',
  },
  {
    name: 'server',
    text: 'the command asks for the credentials again when they end, at an address on this machine; for long runs',
  },
  {
    name: 'watch',
    text: 'while the command runs, the time line of the stack is shown below it; in a terminal of 60 columns and 20 rows or more',
  },
  {
    name: 'duration',
    value: 'SECONDS',
    text: 'how long the console stays signed in, from 900 to 43200; only where a user assumes the role',
    otherwise: 'as long as AWS gives',
  },
  {
    name: 'role',
    value: 'NAME',
    text: 'a role of the account instead of a profile, by its name or ARN: one that was made for others is in no profile here',
  },
  { name: 'print', text: 'print the address, open nothing' },
  { name: 'own-files', text: 'read your own AWS files, not the copies that exec shows the Amplify CLI' },
  { name: 'offline', text: 'ask nothing of the cloud' },
  {
    name: 'updates',
    text: 'have npm ask its registry for the newest version; doctor and --version tell of a newer one from then on',
  },
  {
    name: 'keys',
    value: 'SOURCE',
    text: "where the access key is: environment, stdin, or the console's .csv file",
    otherwise: 'environment, where it holds one',
    choices: ['environment', 'stdin'],
  },
  { name: 'create-user', value: 'NAME', text: 'create an IAM user and its access key' },
  {
    name: 'with-profile',
    value: 'NAME',
    text: 'with --create-user: the profile that may create users',
    otherwise: 'the one that would be used here',
    of: { access: { text: 'another profile of the account, which asks AWS and takes away' } },
  },
  {
    name: 'policy',
    value: 'POLICY',
    text: 'with --create-user: administrator, amplify, or the ARN of a policy',
    otherwise: 'administrator',
    choices: ['administrator', 'amplify'],
  },
  { name: 'project', text: "use: in the project's files instead of as this folder's default" },
  {
    name: 'key-age',
    text: 'list, show: ask AWS how old the access key is, when it was last used and how many its user has; without it you see what is known',
  },
  { name: 'delete-old', text: 'rotate: delete the old key, too, once the new one works' },
  {
    name: 'mfa-code',
    value: 'CODE',
    text: 'the six digits that your MFA device shows, for a role that requires MFA',
    otherwise: 'you are asked on the terminal',
  },
  {
    name: 'script',
    text: 'write the calls as a script for an administrator, and make none',
  },
  {
    name: 'mfa-secret-file',
    value: 'FILE',
    text: 'user: write the secret of the new MFA device there; its codes are given with --resume --mfa-code A,B',
    otherwise: 'it is shown on the terminal',
  },
  {
    name: 'env',
    value: 'NAME',
    text: 'the name of the environment',
    of: {
      init: {
        text: 'with environments, the first of this name',
        otherwise: 'one backend without environments',
      },
      'configure project': {
        text: 'the environment to work with, where none is chosen yet',
        otherwise: 'that of the project',
      },
      upgrade: { otherwise: 'dev' },
    },
  },
  {
    name: 'parameters-of',
    value: 'NAME',
    text: 'another environment of a project: take over the parameters that this one has for functions and other resources; none for no copy',
    otherwise: 'the one that this machine works with',
  },
  { name: 'undo', text: 'put back what the last upgrade has changed' },
  { name: 'all', text: 'the cached sessions of every profile' },
  { name: 'help', short: 'h', text: 'show this' },
  { name: 'version', text: 'show the version' },
] as const satisfies readonly OptionSpec[];

type Spec = (typeof optionSpecs)[number];
export type OptionName = Spec['name'];

/** The meaning of an option for a command. @param part the subcommand, if any */
export function meaningOf(option: OptionSpec, command: string, part = ''): Meaning {
  return { ...option, ...(option.of?.[`${command} ${part}`] ?? option.of?.[command]) };
}

/** The value of an option: a text, a list of texts for a repeatable one, or whether a switch is on. */
type ValueOf<Each extends Spec> = Each extends { repeatable: true }
  ? readonly string[]
  : Each extends { value: string }
    ? string | undefined
    : boolean;

/** The options of a command line, including those that are not given: undefined, empty or off. */
export type Options = { readonly [Each in Spec as Each['name']]: ValueOf<Each> };

/** Every option of the program. @param given those in the command line */
export function allOptions(given: Readonly<Partial<Record<string, unknown>>>): Options {
  const all = (optionSpecs as readonly OptionSpec[]).map(({ name, value, repeatable }) => [
    name,
    given[name] ?? (repeatable ? [] : value ? undefined : false),
  ]);
  return Object.fromEntries(all) as Options;
}

/** Whether an option is in the command line. */
export function isGiven(value: Options[OptionName]): boolean {
  return typeof value === 'boolean' ? value : value !== undefined && value.length > 0;
}

/** An option of the Amplify CLI's `init` or `configure project` that scripts use, and how it is handled here. */
export interface AmplifyCliOption {
  readonly name: string;
  readonly value?: true;
  /** `--env` means the same; an unused one is reported; one that would change the result is refused. */
  readonly here: 'environment' | 'not-used' | 'refused';
  readonly why: string;
}

/** Not in the help: accepted for scripts that were written for the Amplify CLI. */
export const amplifyCliOptions: readonly AmplifyCliOption[] = [
  { name: 'envName', value: true, here: 'environment', why: 'It is --env here.' },
  { name: 'categories', value: true, here: 'not-used', why: 'Categories are added by the Amplify CLI.' },
  { name: 'quickstart', here: 'not-used', why: 'The whole project is made, with its stack in AWS.' },
  { name: 'forcePush', here: 'not-used', why: 'Nothing is pushed here.' },
  { name: 'minify', here: 'not-used', why: 'The template is sent as it is.' },
  { name: 'debug', here: 'not-used', why: 'The log is in ~/.amplify/tui/log.' },
  { name: 'appId', value: true, here: 'not-used', why: 'No Amplify app is taken over.' },
  {
    name: 'app',
    value: true,
    here: 'refused',
    why: 'It would copy a repository into this folder, which this program does not do.',
  },
  {
    name: 'permissions-boundary',
    value: true,
    here: 'refused',
    why: 'The roles would be made without the boundary.',
  },
];

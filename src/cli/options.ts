/** One option of the command line. */
export interface OptionSpec {
  readonly name: string;
  /** Shown after the name in the help; absent for a switch. */
  readonly value?: string;
  readonly short?: string;
  /** May stand more than once, each time with another value. */
  readonly repeatable?: true;
  readonly text: string;
}

export const optionSpecs = [
  { name: 'profile', value: 'NAME', text: 'the AWS profile to use' },
  { name: 'region', value: 'REGION', text: 'the AWS region to use' },
  { name: 'cwd', value: 'DIR', text: 'the folder of the project instead of this one' },
  { name: 'yes', short: 'y', text: 'no questions: found values and defaults fill what you do not give' },
  { name: 'json', text: 'one JSON object a line on standard output' },
  {
    name: 'answers',
    value: 'FILE',
    text: 'answers as JSON or YAML; `amplify-tui schema answers` prints their schema',
  },
  { name: 'exit-code', text: 'status: exit code 1 when AWS does not say who you are or how the stack is' },
  { name: 'dry-run', text: 'show the plan; make read calls only' },
  { name: 'resume', text: 'go on with an init, or an access key, that was not finished' },
  { name: 'clean-up', text: 'delete the stack of an init that was not finished; a bucket is kept' },
  {
    name: 'forget',
    text: 'remove the note of an init that was not finished; what is in AWS stays. share: leave the folder alone from now on',
  },
  {
    name: 'patience',
    value: 'SECONDS',
    text: 'how long to wait for a connection or for new credentials; without it init and watch wait 600 without a screen and for good on screen, and everything else not at all',
  },
  {
    name: 'continue-rollback',
    text: 'watch: have AWS go on with a rollback that failed (UPDATE_ROLLBACK_FAILED), then follow it',
  },
  {
    name: 'skip',
    value: 'NAMES',
    text: 'watch --continue-rollback: resources that stay as they are, with commas between; the review names them',
  },
  { name: 'amplify', value: 'JSON', text: "the Amplify CLI's own project settings" },
  { name: 'frontend', value: 'JSON', text: "the Amplify CLI's own frontend settings" },
  { name: 'providers', value: 'JSON', text: "the Amplify CLI's own provider settings" },
  { name: 'endpoint-url', value: 'URL', text: 'send every call there instead of to AWS' },
  { name: 'theme', value: 'NAME', text: 'auto, dark, light or mono' },
  { name: 'light', text: 'the same as --theme light' },
  { name: 'no-color', text: 'the same as --theme mono' },
  {
    name: 'plain',
    text: 'line by line, for screen readers; INK_SCREEN_READER=true and TERM=dumb do the same',
  },
  { name: 'serve', text: 'demo: run the demo cloud alone and print where it is' },
  { name: 'port', value: 'N', text: 'demo --serve: the port to listen on' },
  { name: 'state', value: 'DIR', text: 'demo --serve: keep the state of the cloud in this folder' },
  { name: 'speed', value: 'N', text: 'demo: how many times faster than AWS things happen' },
  {
    name: 'scenario',
    value: 'NAME',
    text: 'demo: start with fresh, roles, bucket-taken, boundary, rollback-complete, rollback-failed, in-flight or large',
  },
  {
    name: 'fault',
    value: 'SPEC',
    repeatable: true,
    text: 'demo: misbehave, as in throttle@CreateStack,times=2; can be repeated',
  },
  { name: 'seed', value: 'N', text: 'demo: decides the chances of faults; the same one gives the same run' },
  {
    name: 'validation',
    value: 'MODE',
    text: 'demo: whether taken names are found before a deployment: off, refuse or stack',
  },
  {
    name: 'server',
    text: 'exec: the command asks for the credentials again when they end, at an address on this machine; for long runs',
  },
  {
    name: 'own-files',
    text: 'credentials: read your own AWS files, not the copies that exec shows the Amplify CLI',
  },
  { name: 'offline', text: 'doctor: ask nothing of the cloud' },
  {
    name: 'keys',
    value: 'SOURCE',
    text: "configure: where the access key is: environment, stdin, or the console's .csv file",
  },
  { name: 'create-user', value: 'NAME', text: 'configure: create an IAM user and its access key' },
  { name: 'with-profile', value: 'NAME', text: 'configure --create-user: the profile that may create users' },
  {
    name: 'policy',
    value: 'POLICY',
    text: 'configure --create-user: administrator (default), amplify, or the ARN of a policy',
  },
  { name: 'project', text: "profiles use: in the project's files instead of as this folder's default" },
  { name: 'delete-old', text: 'profiles rotate: delete the old key, too, once the new one works' },
  {
    name: 'mfa-code',
    value: 'CODE',
    text: 'the six digits that your MFA device shows, for a role that wants them',
  },
  {
    name: 'script',
    text: 'assume-role: write the calls as a script for an administrator, and make none',
  },
  {
    name: 'mfa-secret-file',
    value: 'FILE',
    text: 'assume-role user: write the secret of the new MFA device there; its codes are given with --resume --mfa-code A,B',
  },
  {
    name: 'env',
    value: 'NAME',
    text: 'init: with environments, the first of this name. configure project: the one to work with, where none is chosen yet. upgrade: the name of the environment (default dev)',
  },
  { name: 'undo', text: 'upgrade: put back what the last upgrade has changed' },
  { name: 'all', text: 'reset-cache: the cached sessions of every profile' },
  { name: 'help', short: 'h', text: 'show this' },
  { name: 'version', text: 'show the version' },
] as const satisfies readonly OptionSpec[];

export type OptionName = (typeof optionSpecs)[number]['name'];

/** An option of the Amplify CLI's `init` or `configure project` that scripts give, and what becomes of it here. */
export interface AmplifyCliOption {
  readonly name: string;
  readonly value?: true;
  /** `--env` says the same; what is not used is told of; what would change what is made is refused. */
  readonly here: 'environment' | 'not-used' | 'refused';
  readonly why: string;
}

/** Not in the help: they are taken for the sake of scripts that were written for the Amplify CLI. */
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

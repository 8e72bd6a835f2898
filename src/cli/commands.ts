/** One option of the command line. */
export interface OptionSpec {
  readonly name: string;
  /** Shown after the name in the help; absent for a switch. */
  readonly value?: string;
  readonly short?: string;
  readonly text: string;
}

/** One command; the help, the completions and the docs are generated from this list. */
export interface CommandSpec {
  readonly name: string;
  /** Shown after the name in the help, as `[STACK]`. */
  readonly operand?: string;
  readonly text: string;
  readonly options: readonly string[];
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
  { name: 'dry-run', text: 'show the plan; make read calls only' },
  { name: 'resume', text: 'go on with an init that was not finished' },
  { name: 'amplify', value: 'JSON', text: "the Amplify CLI's own project settings" },
  { name: 'frontend', value: 'JSON', text: "the Amplify CLI's own frontend settings" },
  { name: 'providers', value: 'JSON', text: "the Amplify CLI's own provider settings" },
  { name: 'endpoint-url', value: 'URL', text: 'send every call there instead of to AWS' },
  { name: 'theme', value: 'NAME', text: 'auto, dark, light or mono' },
  { name: 'light', text: 'the same as --theme light' },
  { name: 'no-color', text: 'the same as --theme mono' },
  { name: 'serve', text: 'demo: run the demo cloud alone and print where it is' },
  { name: 'port', value: 'N', text: 'demo --serve: the port to listen on' },
  { name: 'state', value: 'DIR', text: 'demo --serve: keep the state of the cloud in this folder' },
  { name: 'speed', value: 'N', text: 'demo: how many times faster than AWS things happen' },
  { name: 'help', short: 'h', text: 'show this' },
  { name: 'version', text: 'show the version' },
] as const satisfies readonly OptionSpec[];

export type OptionName = (typeof optionSpecs)[number]['name'];

const access = ['profile', 'region', 'endpoint-url'] as const;
const screen = ['theme', 'light', 'no-color'] as const;

export const commandSpecs = [
  {
    name: '',
    text: "home, in this folder's project if there is one",
    options: ['cwd', ...access, ...screen],
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
      'amplify',
      'frontend',
      'providers',
      ...screen,
    ],
  },
  {
    name: 'watch',
    operand: '[STACK]',
    text: 'follow a deployment, whoever started it',
    options: ['cwd', ...access, 'json', ...screen],
  },
  { name: 'status', text: 'show project, identity and stack', options: ['cwd', ...access, 'json'] },
  { name: 'profiles', operand: '[list]', text: 'show the AWS profiles', options: ['cwd', 'json', ...screen] },
  { name: 'schema', operand: 'answers', text: 'print the JSON schema of the answers file', options: [] },
  {
    name: 'demo',
    text: 'try everything on the built-in demo cloud',
    options: ['serve', 'port', 'state', 'speed', ...screen],
  },
] as const satisfies readonly CommandSpec[];

export type CommandName = (typeof commandSpecs)[number]['name'];

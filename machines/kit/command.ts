/** The parts of the help, in its order. */
export const groups = {
  start: 'Start',
  project: 'Project',
  access: 'Access to AWS',
  watch: 'Watch',
  other: 'Other',
} as const;

/** One command: the parser, the help, the completions and docs/commands.md are made from the list of them. */
export interface CommandWords {
  /** Empty for the home screen, which is what runs without a command. */
  readonly name: string;
  /** Shown after the name in the help, as `[STACK]`. */
  readonly operand?: string;
  /** What stands behind `--`, for a command that runs another program. */
  readonly rest?: string;
  readonly group: keyof typeof groups;
  /** What it does, in one line of the help. */
  readonly summary: string;
  /** What it does, one paragraph each; `summary` alone where that says it all. */
  readonly description?: readonly string[];
  /** What may stand after its name, and what each of them does. */
  readonly subcommands?: Readonly<Record<string, string>>;
  /** What stands after the program's name, and what that does. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** Their names, without the dashes; `src/app/command-line/options.ts` says what each is. */
  readonly options: readonly string[];
  /** Options that only some of the subcommands take, by name; an empty word is the command without one. The others go with each. */
  readonly only?: Readonly<Record<string, readonly string[]>>;
  /** The exit codes that it has beside 0, 1 and 2. */
  readonly exits: readonly number[];
  /** What of it is done on the screen; absent: all of it. The rest is done in lines. */
  readonly screen?: OnScreen;
  /** When it changes AWS, a project or `~/.aws`; absent: always, so that a command that nobody has looked at counts as one. */
  readonly changes?: Changes;
  /** The types of the lines that `--json` gives, in about their order; text where it is something else. */
  readonly json?: readonly string[] | string;
}

/** The command without a word, and each of `words` with a name behind it; or the command but for one option. */
export type OnScreen<Option extends string = string> =
  | { readonly words: readonly string[] }
  | { readonly without: Option };

/** When a command changes something: not at all, with or without an option, or behind every word but those; an empty one is none. */
export type Changes<Option extends string = string> =
  | 'nothing'
  | { readonly with: Option }
  | { readonly without: Option }
  | { readonly exceptFor: readonly string[] };

/** Options that several commands have. */
export const asking = ['region', 'endpoint-url', 'mfa-code', 'patience', 'trace', 'read-only'] as const;
export const access = ['profile', ...asking] as const;
export const unattended = ['yes', 'json', 'answers', 'dry-run'] as const;
export const deletion = [
  'wait',
  'no-wait',
  'resume',
  'confirm',
  'keep-bucket',
  'keep-files',
  'download',
] as const;
export const unfinished = ['resume', 'clean-up', 'forget'] as const;
export const waiting = ['wait', 'no-wait'] as const;
export const newUser = ['create-user', 'with-profile', 'policy'] as const;
export const amplifyCli = ['amplify', 'frontend', 'providers'] as const;
export const deployment = ['step', 'event', 'stuck', 'missing'] as const;
export const behaviour = ['speed', 'scenario', 'fault', 'seed', 'validation', 'iam-delay'] as const;
export const screen = ['theme', 'light', 'no-color', 'plain'] as const;

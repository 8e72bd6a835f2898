/** The groups of the help, in its order. */
export const groups = {
  start: 'Start',
  project: 'Project',
  access: 'Access to AWS',
  watch: 'Watch',
  other: 'Other',
} as const;

/** One command: the parser, the help, the completions and docs/commands.md are generated from the list of them. */
export interface CommandWords {
  /** Empty for the home screen, which runs without a command. */
  readonly name: string;
  /** Shown after the name in the help, as `[STACK]`. */
  readonly operand?: string;
  /** The words after `--`, for a command that runs another program. */
  readonly rest?: string;
  readonly group: keyof typeof groups;
  /** What it does, in one line of the help. */
  readonly summary: string;
  /** A description, one paragraph each; absent if `summary` is enough. */
  readonly description?: readonly string[];
  /** The words that may follow its name, each with a description. */
  readonly subcommands?: Readonly<Record<string, string>>;
  /** The words after the program's name, with a description. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** Their names without dashes; `src/app/command-line/options.ts` describes them. */
  readonly options: readonly string[];
  /** Options of only some subcommands, by name; an empty word is the command without one. All others apply to each. */
  readonly only?: Readonly<Record<string, readonly string[]>>;
  /** The exit codes besides 0, 1 and 2. */
  readonly exits: readonly number[];
  /** The part that runs on the screen; absent: all of it. The rest runs in lines. */
  readonly screen?: OnScreen;
  /** When it changes AWS, a project or `~/.aws`; absent: always, so that an unclassified command counts as changing. */
  readonly changes?: Changes;
  /** The types of the lines of `--json`, in their approximate order; text if it is something else. */
  readonly json?: readonly string[] | string;
}

/** The command without a word, and each of `words` with a name after it; or the command without one option. */
export type OnScreen<Option extends string = string> =
  | { readonly words: readonly string[] }
  | { readonly without: Option };

/** When a command changes something: never, with or without an option, or after every word except some; an empty word is none. */
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

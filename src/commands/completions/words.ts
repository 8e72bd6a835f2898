import type { CommandSpec } from '../../app/command-line/command-spec.ts';
import { commandSpecs } from '../../app/command-line/commands.ts';
import { meaningOf, type OptionSpec, optionSpecs } from '../../app/command-line/options.ts';
import { regions } from '../../regions/regions.ts';
import { settingList, valuesOf } from '../../state/setting-values.ts';

/** The completions for an option's value. */
export type ValueHint =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'profiles' | 'environments' | 'folders' | 'files' | 'anything' };

/** An option as shells need it. */
export interface CompletedOption {
  /** Without the dashes. */
  readonly name: string;
  readonly short?: string;
  readonly text: string;
  /** Absent for a switch. */
  readonly value?: ValueHint;
  readonly repeatable: boolean;
}

export interface CompletedCommand {
  /** Empty for the home screen, which runs without a command. */
  readonly name: string;
  readonly text: string;
  readonly options: readonly CompletedOption[];
}

/** Every command with its completions, from the list that the help is generated from. */
export function completedCommands(): readonly CompletedCommand[] {
  const specs: readonly CommandSpec[] = commandSpecs;
  return specs
    .filter(({ name }) => !name.includes(' '))
    .map(({ name, summary, options }) => {
      // A two-word command counts as the first word, with its options added.
      const longer = specs.filter((spec) => name !== '' && spec.name.startsWith(`${name} `));
      const all: readonly string[] = [
        ...options,
        ...longer.flatMap((spec) => spec.options),
        'help',
        'version',
      ];
      return {
        name,
        text: summary,
        options: (optionSpecs as readonly OptionSpec[])
          .filter((option) => all.includes(option.name))
          .map((option) => completedOption({ ...option, ...meaningOf(option, name) })),
      };
    });
}

/** The completions for an argument: after a command, or after a command and its first words. */
export interface ArgumentPlace {
  /** The words before it, without options: `env use`. */
  readonly after: string;
  readonly hint: ValueHint;
}

/** The completions for a command's operands in capitals, if there is a choice. */
const named: readonly ArgumentPlace[] = [
  { after: 'share', hint: { kind: 'folders' } },
  ...['env use', 'env remove'].map((after) => ({ after, hint: { kind: 'environments' } as const })),
  ...['show', 'use', 'test', 'rotate', 'rename', 'remove', 'bridge'].map((word) => {
    return { after: `profiles ${word}`, hint: { kind: 'profiles' } as const };
  }),
  ...['find', 'forget'].map((word) => ({ after: `projects ${word}`, hint: { kind: 'folders' } as const })),
  { after: 'settings set', hint: { kind: 'words', words: settingList.map(({ name }) => name) } },
  ...settingList.map(({ name, values }): ArgumentPlace => {
    return { after: `settings set ${name}`, hint: { kind: 'words', words: values } };
  }),
];

/** Every argument with completions, each once. */
export function argumentPlaces(): readonly ArgumentPlace[] {
  const specs: readonly CommandSpec[] = commandSpecs;
  const single = specs.filter(({ name }) => name !== '' && !name.includes(' '));
  const first = single.flatMap(({ name, operand }): ArgumentPlace[] => {
    const longer = specs.filter((spec) => spec.name.startsWith(`${name} `));
    const words = [
      ...operandWords(operand),
      ...longer.map((spec) => spec.name.slice(name.length + 1)),
      ...(name === 'help' ? single.map((spec) => spec.name) : []),
    ];
    return words.length === 0 ? [] : [{ after: name, hint: { kind: 'words', words } }];
  });
  return [...first, ...named];
}

/** The options with a value, as `--profile`: the word after them is not a command. */
export function optionsWithValue(): readonly string[] {
  return (optionSpecs as readonly OptionSpec[]).filter(({ value }) => value).map(({ name }) => `--${name}`);
}

/** Each option with a value, once, because it has the same meaning in every command. */
export function valueOptions(): readonly (CompletedOption & { readonly value: ValueHint })[] {
  return (optionSpecs as readonly OptionSpec[]).map(completedOption).flatMap((option) => {
    return option.value ? [{ ...option, value: option.value }] : [];
  });
}

function completedOption({ name, value, short, text, repeatable, choices }: OptionSpec): CompletedOption {
  return {
    name,
    text,
    repeatable: repeatable === true,
    ...(short ? { short } : {}),
    ...(value ? { value: hintFor(name, value, choices) } : {}),
  };
}

function hintFor(name: string, value: string, choices: OptionSpec['choices']): ValueHint {
  if (choices) return { kind: 'words', words: choices };
  if (name === 'profile' || name === 'with-profile') return { kind: 'profiles' };
  if (name === 'env' || name === 'parameters-of') return { kind: 'environments' };
  if (name === 'region') return { kind: 'words', words: regions.map(({ id }) => id) };
  if (name === 'theme') return { kind: 'words', words: valuesOf('theme') };
  if (value === 'DIR') return { kind: 'folders' };
  return { kind: value === 'FILE' ? 'files' : 'anything' };
}

/** The words to choose from in an operand: `[list]` and `bash|zsh|fish`, but not placeholders in capitals. */
function operandWords(operand = ''): readonly string[] {
  return operand
    .replace(/[[\]]/g, '')
    .split(/[|\s]/)
    .filter((word) => /^[a-z][a-z-]*$/.test(word));
}

/** A text in single quotation marks, escaped for bash and zsh. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

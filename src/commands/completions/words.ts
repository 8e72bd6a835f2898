import type { CommandSpec } from '../../app/command-line/command-spec.ts';
import { commandSpecs } from '../../app/command-line/commands.ts';
import { meaningOf, type OptionSpec, optionSpecs } from '../../app/command-line/options.ts';
import { regions } from '../../regions/regions.ts';
import { valuesOf } from '../../state/setting-values.ts';

/** What may follow an option that takes a value. */
export type ValueHint =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'profiles' | 'folders' | 'files' | 'anything' };

/** An option as a shell is told of it. */
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
  /** Empty for the home screen, which is what runs without a command. */
  readonly name: string;
  readonly text: string;
  readonly options: readonly CompletedOption[];
  /** The words that may stand after it. */
  readonly operands: readonly string[];
}

/** Every command with what may follow it, taken from the list that the help is made of. */
export function completedCommands(): readonly CompletedCommand[] {
  const specs: readonly CommandSpec[] = commandSpecs;
  return specs
    .filter(({ name }) => !name.includes(' '))
    .map(({ name, summary, options, operand }) => {
      // A command of two words is the second one behind the first, with its options among the others.
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
        operands: [
          ...operandWords(operand),
          ...longer.map((spec) => spec.name.slice(name.length + 1)),
          ...(name === 'help' ? specs.map((spec) => spec.name).filter((word) => /^\S+$/.test(word)) : []),
        ],
      };
    });
}

/** The options that take a value, as `--profile`: the word after them is no command. */
export function optionsWithValue(): readonly string[] {
  return (optionSpecs as readonly OptionSpec[]).filter(({ value }) => value).map(({ name }) => `--${name}`);
}

/** Each option that takes a value, once, as every command gives it the same meaning. */
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
  if (name === 'region') return { kind: 'words', words: regions.map(({ id }) => id) };
  if (name === 'theme') return { kind: 'words', words: valuesOf('theme') };
  if (value === 'DIR') return { kind: 'folders' };
  return { kind: value === 'FILE' ? 'files' : 'anything' };
}

/** `[list]` and `bash|zsh|fish` are words to choose from; what is in capitals stands for something else. */
function operandWords(operand = ''): readonly string[] {
  return operand
    .replace(/[[\]]/g, '')
    .split(/[|\s]/)
    .filter((word) => /^[a-z][a-z-]*$/.test(word));
}

/** A text in single quotation marks, for bash and zsh. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

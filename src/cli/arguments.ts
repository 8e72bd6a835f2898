import { parseArgs } from 'node:util';
import { Problem } from '../values/problem.ts';
import { type CommandName, commandSpecs } from './commands.ts';
import { type OptionName, type OptionSpec, optionSpecs } from './options.ts';

/** A command line that was understood. */
export interface Arguments {
  readonly command: CommandName;
  readonly operands: readonly string[];
  readonly options: Readonly<Partial<Record<OptionName, string | true>>>;
  /** The options that may stand more than once, every value in order; absent when there are none. */
  readonly lists?: Readonly<Partial<Record<OptionName, readonly string[]>>>;
}

function usage(what: string, why: string): Problem {
  return new Problem({
    code: 'USAGE',
    what,
    why,
    next: 'Run `amplify-tui --help` for all commands and options.',
  });
}

/**
 * Reads a command line.
 *
 * @param argv what stands after the program's name
 * @throws Problem USAGE: an unknown command or option, a value that is missing or stands where none belongs
 */
export function readArguments(argv: readonly string[]): Arguments {
  const options: Record<string, ParsedOption> = {};
  for (const { name, value, short, repeatable = false } of optionSpecs as readonly OptionSpec[]) {
    options[name] = {
      type: value ? 'string' : 'boolean',
      multiple: repeatable,
      ...(short ? { short } : {}),
    };
  }
  const parsed = parse(argv, options);
  const [first = '', ...operands] = commandWords(parsed.positionals);
  const command = commandSpecs.find((spec) => spec.name === first);
  if (!command) throw usage(`There is no command \`${first}\`.`, nearest(first));
  const values = parsed.values as Partial<Record<OptionName, string | true | string[]>>;
  const allowed: readonly string[] = [...command.options, 'help', 'version'];
  for (const name of Object.keys(values)) {
    if (!allowed.includes(name)) {
      throw usage(
        `${first ? `The command ${first}` : 'The home screen'} does not take --${name}.`,
        takes(command),
      );
    }
  }
  const most = 'operand' in command ? command.operand.split(' ').length : 0;
  if (operands.length > most) throw usage(`\`${operands[most]}\` is one word too many.`, takes(command));
  return { command: command.name, operands, ...splitLists(values) };
}

interface ParsedOption {
  readonly type: 'string' | 'boolean';
  readonly multiple: boolean;
  readonly short?: string;
}

/** Options that may be repeated stand apart, so that every other one is a single value. */
function splitLists(
  values: Partial<Record<OptionName, string | true | string[]>>,
): Pick<Arguments, 'options' | 'lists'> {
  const options: Partial<Record<OptionName, string | true>> = {};
  const lists: Partial<Record<OptionName, readonly string[]>> = {};
  for (const [name, value] of Object.entries(values) as [OptionName, string | true | string[]][]) {
    if (Array.isArray(value)) lists[name] = value;
    else options[name] = value;
  }
  return { options, ...(Object.keys(lists).length > 0 ? { lists } : {}) };
}

/** `configure project` is one command, although it is two words. */
function commandWords(words: readonly string[]): readonly string[] {
  const [first, second, ...rest] = words;
  // Other spellings: the Amplify CLI's own, and the one of its documentation.
  if (first === 'aws' || first === 'awscloudformation') {
    const operand = second === 'reset-catch' ? 'reset-cache' : second;
    return ['awscloudformation', ...(operand === undefined ? [] : [operand]), ...rest];
  }
  const both = `${first} ${second}`;
  return commandSpecs.some(({ name }) => name === both) ? [both, ...rest] : words;
}

function parse(argv: readonly string[], options: Record<string, ParsedOption>) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's message is one good sentence, followed by hints on `--`.
    const [sentence = 'The command line is not understood'] = String((error as Error).message).split(/\.\s/);
    throw usage(
      `${sentence.replace(/\.$/, '')}.`,
      'Options start with two dashes; values follow after a space or `=`.',
    );
  }
}

function takes(command: (typeof commandSpecs)[number]): string {
  return command.options.length === 0
    ? 'It takes no options.'
    : `It takes ${command.options.map((name) => `--${name}`).join(', ')}.`;
}

function nearest(word: string): string {
  const names = commandSpecs.map((spec) => spec.name).filter((name) => name !== '');
  const close = names.find((name) => name.startsWith(word.slice(0, 2)));
  return close ? `Did you mean \`${close}\`?` : `The commands are ${names.join(', ')}.`;
}

import { parseArgs } from 'node:util';
import { nearestWord } from '../../core/nearest.ts';
import { Problem } from '../../core/problem.ts';
import { endOfOptions } from '../../core/shell.ts';
import { plainText } from '../../core/text.ts';
import type { CommandSpec } from './command-spec.ts';
import { type CommandName, commandSpecs, type OptionsOf } from './commands.ts';
import { allOptions, amplifyCliOptions, type OptionSpec, type Options, optionSpecs } from './options.ts';

/** A parsed command line. */
export interface Arguments {
  readonly command: CommandName;
  readonly operands: readonly string[];
  readonly options: Options;
  /** Options for the Amplify CLI that are not used here, one sentence each; absent when there are none. */
  readonly notUsed?: readonly string[];
  /** The command line of another program after `--`, for a command that runs one; absent when it is not given. */
  readonly rest?: readonly string[];
  /** `env add`: `init` creates another environment of the existing project. */
  readonly adds?: true;
  /** The command runs without a screen: what it waits for is reported on the standard streams. */
  readonly inLines?: true;
}

/** The command line of one command, with the options that it takes. */
export interface ArgumentsOf<Name extends CommandName> extends Omit<Arguments, 'options'> {
  readonly options: OptionsOf<Name>;
}

function usage(what: string, why: string, command = ''): Problem {
  const next = command
    ? `Run \`amplify-tui help ${command}\` for all about it, or \`amplify-tui --help\` for all commands.`
    : 'Run `amplify-tui --help` for all commands.';
  return new Problem({ code: 'USAGE', what, why, next });
}

/**
 * The command, and the subcommand if any, of `help COMMAND` or `help COMMAND WORD`.
 *
 * @throws Problem USAGE for an unknown one
 */
export function commandNamed(name: string): { readonly command: CommandSpec; readonly subcommand?: string } {
  const [first = '', word = ''] = commandWords(name.split(' '));
  const command: CommandSpec | undefined = commandSpecs.find(
    (spec) => spec.name !== '' && spec.name === first,
  );
  if (!command) throw usage(`There is no command \`${plainText(name)}\`.`, commandMeant(name));
  const words = subcommandsOf(command);
  if (word === '' || words.length === 0) return { command };
  if (words.includes(word)) return { command, subcommand: word };
  const meant = nearestWord(word, words);
  throw usage(
    `There is no command \`${command.name} ${plainText(word)}\`.`,
    meant ? `Did you mean \`${command.name} ${meant}\`?` : `It has ${words.join(', ')}.`,
    command.name,
  );
}

/** The words that may follow the name of a command. */
export function subcommandsOf({ subcommands = {} }: CommandSpec): readonly string[] {
  return Object.keys(subcommands).map((each) => each.split(' ')[0] ?? '');
}

/**
 * Reads a command line.
 *
 * @param argv the words after the program's name
 * @throws Problem USAGE for an unknown command or option, or a missing or unexpected value
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
  for (const { name, value } of amplifyCliOptions)
    options[name] = { type: value ? 'string' : 'boolean', multiple: false };
  // The words after `--` are another program's command line for `exec`, and operands for every other command.
  const end = argv.indexOf('--');
  if (end < 0 && argv[0] === 'exec') expectNoCommand(argv, options);
  const runs = end >= 0 && parse(argv.slice(0, end), options).positionals[0] === 'exec';
  const parsed = parse(runs ? argv.slice(0, end) : argv, options);
  const [first = '', ...operands] = commandWords(parsed.positionals);
  const command = commandSpecs.find((spec) => spec.name === first);
  if (!command) throw usage(`There is no command \`${plainText(first)}\`.`, commandMeant(first));
  // The parser's type for these specs; options of other commands are refused below.
  const values: Partial<Record<string, string | boolean | (string | boolean)[]>> = { ...parsed.values };
  if (parsed.positionals.includes(''))
    throw usage(
      'A word of the command line is empty.',
      'It has no value; a variable of your shell may be empty.',
      commandSpecs.some(({ name }) => name !== '' && name === first) ? first : '',
    );
  expectOnceAndFilled(parsed.tokens);
  const notUsed = takeAmplifyCliOptions(command.name, values);
  const allowed: readonly string[] = [...command.options, 'help', 'version'];
  for (const name of Object.keys(values)) {
    if (!allowed.includes(name)) {
      throw usage(
        `${first ? `The command ${first}` : 'The home screen'} does not take --${name}.`,
        takes(command),
        first,
      );
    }
  }
  expectOfWord(command, operands[0] ?? '', Object.keys(values));
  const most = 'operand' in command ? command.operand.split(' ').length : 0;
  if (operands.length > most) {
    const two = nearestWord(
      parsed.positionals.slice(0, 2).join(' '),
      commandNames.filter((name) => name.includes(' ')),
    );
    const meant = first !== '' && !first.includes(' ') && two ? `Did you mean \`${two}\`? ` : '';
    throw usage(
      `\`${plainText(operands[most] ?? '')}\` is one word too many.`,
      `${meant}${takes(command)}`,
      first,
    );
  }
  const [verb, name] = operands;
  const adds = command.name === 'env' && verb === 'add';
  if (adds && name !== undefined) values.env = name;
  return {
    ...(adds
      ? { command: 'init' as const, operands: [], adds: true as const }
      : { command: command.name, operands }),
    options: allOptions(values),
    ...(runs ? { rest: argv.slice(end + 1) } : {}),
    ...(notUsed.length > 0 ? { notUsed } : {}),
  };
}

/** @throws Problem USAGE for a word that is probably a typo, and for an option of the command's other words */
function expectOfWord(command: CommandSpec, word: string, given: readonly string[]): void {
  const { name, only = {} } = command;
  const words = ['', ...subcommandsOf(command)];
  if (!words.includes(word)) {
    // `checkout` is the Amplify CLI's word.
    const meant = name === 'env' && word === 'checkout' ? 'use' : nearestWord(word, words);
    if (meant)
      throw usage(
        `There is no command \`${name} ${plainText(word)}\`.`,
        `Did you mean \`${name} ${meant}\`?`,
        name,
      );
    // A word that resembles none is refused by the command, which lists the known ones.
    return;
  }
  for (const option of given) {
    const takers = only[option];
    if (!takers || takers.includes(word)) continue;
    const those = takers.filter(Boolean).map((taker) => `\`${name} ${taker}\``);
    throw usage(
      `\`${`${name} ${word}`.trim()}\` does not take --${option}.`,
      `It belongs to ${those.join(' and ')}.`,
      `${name} ${word}`.trim(),
    );
  }
}

/**
 * Removes the Amplify CLI's own options from the given ones, for the commands that it also has.
 *
 * @returns what to say about those that are not used
 * @throws Problem USAGE for one that cannot be ignored without harm
 */
function takeAmplifyCliOptions(command: CommandName, values: Partial<Record<string, unknown>>): string[] {
  if (command !== 'init' && command !== 'configure project') return [];
  return amplifyCliOptions.flatMap(({ name, here, why }) => {
    const value = values[name];
    if (value === undefined) return [];
    delete values[name];
    if (here === 'refused') throw usage(`--${name} of the Amplify CLI cannot be followed here.`, why);
    if (here === 'not-used') return [`--${name} of the Amplify CLI is not used here. ${why}`];
    if (values.env !== undefined && values.env !== value)
      throw usage(`--env and --${name} name different environments.`, 'Both say the same thing.');
    values.env = value;
    return [];
  });
}

interface ParsedOption {
  readonly type: 'string' | 'boolean';
  readonly multiple: boolean;
  readonly short?: string;
}

/** `configure project` is one command, although it is two words. */
function commandWords(words: readonly string[]): readonly string[] {
  const [first, second, ...rest] = words;
  // Other spellings: the Amplify CLI's own, and that of its documentation.
  if (first === 'aws' || first === 'awscloudformation') {
    const operand = second === 'reset-catch' ? 'reset-cache' : second;
    return ['awscloudformation', ...(operand === undefined ? [] : [operand]), ...rest];
  }
  if (first === 'help')
    return rest.length === 0 || second === undefined ? words : [first, words.slice(1).join(' ')];
  const both = `${first} ${second}`;
  return commandSpecs.some(({ name }) => name === both) ? [both, ...rest] : words;
}

function parse(argv: readonly string[], options: Record<string, ParsedOption>) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true, tokens: true });
  } catch (error) {
    const unknown = /^Unknown option '(-.*?)'/s.exec(String((error as Error).message))?.[1];
    const command = commandIn(argv, options);
    if (unknown !== undefined) throw unknownOption(unknown, command);
    // Node's message is one good sentence, followed by hints on `--`.
    const [sentence = 'The command line is not understood'] = String((error as Error).message).split(/\.\s/);
    throw usage(
      `${sentence.replace(/\.$/, '')}.`,
      'Options start with two dashes; values follow after a space or `=`.',
      command?.name,
    );
  }
}

/** @throws Problem USAGE for a command of `exec` without the `--` that separates its options from ours */
function expectNoCommand(argv: readonly string[], options: Record<string, ParsedOption>): void {
  const { positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: false });
  const [, program] = positionals;
  if (program === undefined) return;
  const quoted = process.platform === 'win32' ? ' PowerShell takes it away unless it is quoted.' : '';
  throw usage(
    `\`${plainText(program)}\` stands without \`--\` before it.`,
    `The command to run begins behind \`--\`, as in \`amplify-tui exec ${endOfOptions()} amplify push\`.${quoted}`,
    'exec',
  );
}

function takes(command: (typeof commandSpecs)[number]): string {
  return command.options.length === 0
    ? 'It takes no options.'
    : `It takes ${command.options.map((name) => `--${name}`).join(', ')}.`;
}

const commandNames: readonly string[] = commandSpecs.map((spec) => spec.name).filter((name) => name !== '');

/** Commands of the Amplify CLI that do not exist here, so that no similar name is suggested for them. */
const amplifyCommands =
  /^(?:add|api|auth|codegen|console|delete|export|function|geo|hosting|import|mock|override|publish|pull|push|remove|run|serve|storage|update)$/;

function commandMeant(word: string): string {
  if (amplifyCommands.test(word))
    return `\`${word}\` is a command of the Amplify CLI: \`amplify-tui exec ${endOfOptions()} amplify ${word}\` runs it with the project's profile.`;
  const all = `The commands are ${commandNames.join(', ')}.`;
  const close = nearestWord(word, commandNames);
  return close ? `Did you mean \`${close}\`?` : all;
}

/** The command of a line whose options could not be parsed; undefined when its first word is not one. */
function commandIn(argv: readonly string[], options: Record<string, ParsedOption>): CommandSpec | undefined {
  const { positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: false });
  const [first = ''] = commandWords(positionals);
  return commandSpecs.find(({ name }) => name === first);
}

/** @param command its options are suggested first */
function unknownOption(written: string, command: CommandSpec | undefined): Problem {
  const name = written.replace(/^-+/, '');
  const all = (optionSpecs as readonly OptionSpec[]).map((spec) => spec.name);
  const close = nearestWord(name, command?.options ?? []) ?? nearestWord(name, all);
  return usage(
    `There is no option ${plainText(written)}.`,
    close ? `Did you mean --${close}?` : 'Options start with two dashes; values follow after a space or `=`.',
    command?.name,
  );
}

/** A repeated option, or an empty value, is ambiguous. */
function expectOnceAndFilled(tokens: NonNullable<ReturnType<typeof parseArgs>['tokens']>): void {
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option' || token.value === undefined) continue;
    if (token.value.trim() === '')
      throw usage(
        `--${token.name} is empty.`,
        token.value === ''
          ? 'It has no value; a variable of your shell may be empty.'
          : 'Its value is blank.',
      );
    const spec = (optionSpecs as readonly OptionSpec[]).find(({ name }) => name === token.name);
    if (seen.has(token.name) && !spec?.repeatable)
      throw usage(
        `--${token.name} is given twice.`,
        'It takes one value, and it is not known which one you mean.',
      );
    seen.add(token.name);
  }
}

import { groups } from '../../machines/kit/command.ts';
import type { Arguments } from '../app/command-line/arguments.ts';
import { commandNamed, subcommandsOf } from '../app/command-line/arguments.ts';
import type { CommandSpec } from '../app/command-line/command-spec.ts';
import { commandSpecs } from '../app/command-line/commands.ts';
import { meaningOf, type OptionName, type OptionSpec, optionSpecs } from '../app/command-line/options.ts';
import { type ExitCode, exitCodes } from '../app/exit-codes.ts';
import { type JsonLine, jsonLines } from '../app/headless/json-lines.ts';
import { wrapWords } from '../core/text.ts';

const specs: readonly CommandSpec[] = commandSpecs;

/** A part of the help: a heading, and two columns below it. */
interface Section {
  readonly heading: string;
  readonly rows: readonly (readonly [left: string, right: string])[];
}

/**
 * The text of `--help`, `COMMAND --help`, `help COMMAND`, and of a subcommand, as `env add`.
 *
 * @param columns of the terminal, at which lines are wrapped
 * @throws Problem USAGE if `help` names a command that does not exist
 */
export function helpFor({ command, operands, adds }: Arguments, columns: number): string {
  const width = Math.max(40, Math.min(columns, 120));
  const [word = ''] = operands;
  if (command === 'help' && word !== '') {
    const { command: named, subcommand } = commandNamed(word);
    return commandHelp(named, width, subcommand);
  }
  const written = adds ? 'env' : command;
  const spec = specs.find(({ name }) => name === written && name !== '' && name !== 'help');
  if (!spec) return wholeHelp(width);
  if (adds) return commandHelp(spec, width, 'add');
  return commandHelp(spec, width, subcommandsOf(spec).includes(word) ? word : undefined);
}

/** The main help: every command, one line each. The build stores it for output that is not a terminal. */
export function wholeHelp(width: number): string {
  const sections = Object.entries(groups).map(([group, heading]) => ({
    heading,
    rows: specs
      .filter((spec) => spec.group === group)
      .map(({ name, summary }) => [name || '(no command)', summary] as const),
  }));
  return page([
    [
      ...wrapWords('amplify-tui: AWS access and Amplify Gen 1 projects in one terminal session', width),
      ...wrapWords('Usage: amplify-tui [COMMAND] [OPTIONS], or amplify-tui --version', width),
    ],
    ...shown(sections, width),
    [...wrapWords('Most take --profile, --cwd and --dry-run. With --yes or --json no screen opens.', width)],
  ]);
}

/** The part of a command's spec about one of its subcommands. */
function partOf(spec: CommandSpec, subcommand: string): CommandSpec {
  const { name, subcommands = {}, only = {}, examples } = spec;
  const [written = subcommand, says = ''] =
    Object.entries(subcommands).find(([key]) => key.split(' ')[0] === subcommand) ?? [];
  return {
    ...spec,
    operand: written,
    description: [`${capital(says)}.`, `\`amplify-tui help ${name}\` shows everything else.`],
    subcommands: {},
    examples: examples.filter(([line]) => `${line} `.startsWith(`${name} ${subcommand} `)),
    options: spec.options.filter((option) => only[option]?.includes(subcommand) ?? true),
  };
}

/** Everything about one command, or about one of its subcommands. */
function commandHelp(whole: CommandSpec, width: number, subcommand?: string): string {
  const spec = subcommand === undefined ? whole : partOf(whole, subcommand);
  const {
    name,
    operand,
    rest,
    summary,
    description = [`${capital(summary)}.`],
    subcommands = {},
    json,
  } = spec;
  const codes = exitsOf(spec).map((code) => [String(code), exitCodes[code]] as const);
  const lines = typeof json === 'object' ? linesOf(json) : [];
  const options = optionsOf(spec, subcommand).map(({ flags, text, otherwise }) => {
    return [flags, otherwise === undefined ? text : `${text} [default: ${otherwise}]`] as const;
  });
  return page([
    wrapWords(
      ['Usage: amplify-tui', name, operand, '[OPTIONS]', rest && `-- ${rest}`].filter(Boolean).join(' '),
      width,
    ),
    ...description.map((paragraph) => wrapWords(paragraph, width)),
    ...shown([{ heading: 'Subcommands', rows: Object.entries(subcommands) }], width),
    ...(spec.examples.length > 0 ? [examples(spec, width)] : []),
    ...shown(
      [
        { heading: 'Options', rows: options },
        { heading: 'Exit codes', rows: codes },
        { heading: 'Lines of --json, by their type', rows: lines },
      ],
      width,
    ),
    ...(typeof json === 'string' ? [['JSON', ...wrapWords(json, width, '  ')]] : []),
  ]);
}

/** An option of a command for the help and docs/commands.md. */
export interface ShownOption {
  /** `-y, --yes` or `    --profile NAME`. */
  readonly flags: string;
  readonly text: string;
  /** The default if it is not given. */
  readonly otherwise?: string;
}

/** The options of a command, with their meaning there. */
export function optionsOf({ name, options }: CommandSpec, subcommand?: string): readonly ShownOption[] {
  const all: readonly OptionSpec[] = optionSpecs;
  const names: readonly OptionName[] = [...options, 'help'];
  return names
    .flatMap((each) => all.filter((option) => option.name === each))
    .map((option) => {
      const { text, otherwise } = meaningOf(option, name, subcommand);
      const flags = `${option.short ? `-${option.short}, ` : '    '}--${option.name}`;
      return {
        flags: option.value ? `${flags} ${option.value}` : flags,
        text,
        ...(otherwise === undefined ? {} : { otherwise }),
      };
    });
}

/** Every exit code of a command, in order. */
export function exitsOf({ exits }: CommandSpec): readonly ExitCode[] {
  return [...new Set<ExitCode>([0, 1, 2, ...exits])].sort((one, other) => one - other);
}

/** The types of the lines of `--json` with their meaning; each command can end with a `problem`. */
export function linesOf(json: readonly JsonLine[]): (readonly [JsonLine, string])[] {
  return [...json, 'problem' as const].map((type) => [type, jsonLines[type]] as const);
}

function examples({ examples: all }: CommandSpec, width: number): string[] {
  const rows = all.map(([line, what]) => [`amplify-tui ${line}`.trimEnd(), what] as const);
  const longest = Math.max(...rows.map(([line]) => line.length));
  const fits = rows.every(([, what]) => 2 + longest + 3 + what.length <= width);
  return [
    'Examples',
    ...rows.flatMap(([line, what]) =>
      fits
        ? [`  ${line.padEnd(longest)}   ${what}`]
        : [...commandLine(line, width), ...wrapWords(what, width, '      ')],
    ),
  ];
}

/** A command line that can be copied into a shell, although it is wrapped. */
function commandLine(line: string, width: number): string[] {
  const rows = wrapWords(line, width - 2, '    ');
  return rows.map((row, index) => (index > 0 ? row : row.slice(2)) + (index < rows.length - 1 ? ' \\' : ''));
}

function shown(sections: readonly Section[], width: number): string[][] {
  return sections
    .filter(({ rows }) => rows.length > 0)
    .map(({ heading, rows }) => [heading, ...columns(rows, width)]);
}

/** Two columns; if the left one would take half the width, the right one begins on the next line. */
function columns(rows: Section['rows'], width: number): string[] {
  const longest = Math.max(...rows.map(([left]) => left.length));
  const most = Math.floor(width / 2) - 4;
  const left = Math.min(longest, most);
  return rows.flatMap(([first, second]) => {
    const indent = ' '.repeat(left + 4);
    const lines = wrapWords(second, width, indent);
    if (first.length > left) return [`  ${first}`, ...lines];
    return [`  ${first.padEnd(left)}  ${(lines[0] ?? '').slice(indent.length)}`.trimEnd(), ...lines.slice(1)];
  });
}

const page = (parts: readonly (readonly string[])[]) =>
  `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
const capital = (text: string) => `${text[0]?.toUpperCase()}${text.slice(1)}`;

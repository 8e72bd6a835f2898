import { groups } from '../../../machines/kit/command.ts';
import type { CommandSpec } from '../../app/command-line/command-spec.ts';
import { commandSpecs } from '../../app/command-line/commands.ts';
import { exitCodes } from '../../app/exit-codes.ts';
import { optionsOf } from '../help.ts';

/**
 * The man page of the program, generated from the list of commands like the help, with the macros of man(7).
 *
 * @param version of the program
 */
export function manPage(version: string): string {
  const specs: readonly CommandSpec[] = commandSpecs;
  const variables = [
    ['AMPLIFY_TUI_HOME', 'the folder of its own state, instead of ~/.amplify/tui'],
    ['AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL and others', 'as the AWS CLI reads them'],
    ['NO_COLOR', 'no colours'],
  ] as const;
  return [
    `.TH AMPLIFY\\-TUI 1 "" "amplify\\-tui ${escaped(version)}"`,
    // No hyphenation and no justified lines: text copied from a page has to be valid input.
    '.nh',
    '.ad l',
    '.SH NAME',
    'amplify\\-tui \\- AWS access and Amplify Gen 1 projects in one terminal session',
    '.SH SYNOPSIS',
    '.B amplify\\-tui',
    '[\\fICOMMAND\\fR] [\\fIOPTIONS\\fR]',
    '.SH DESCRIPTION',
    text('Without a command the home screen opens. With --yes or --json no screen opens.'),
    ...Object.entries(groups).flatMap(([group, heading]) => [
      `.SH ${escaped(heading.toUpperCase())}`,
      ...specs.filter((spec) => spec.group === group).flatMap(command),
    ]),
    '.SH EXIT STATUS',
    ...Object.entries(exitCodes).flatMap(([code, says]) => ['.TP', `.B ${code}`, text(says)]),
    '.SH ENVIRONMENT',
    ...variables.flatMap(([name, says]) => ['.TP', `.B ${escaped(name)}`, text(says)]),
    '',
  ].join('\n');
}

function command(spec: CommandSpec): string[] {
  const { name, operand, rest, summary, description, subcommands = {}, examples } = spec;
  const line = ['amplify-tui', name, operand, rest && `-- ${rest}`].filter(Boolean).join(' ');
  return [
    `.SS "${escaped(line)}"`,
    ...(description ?? [`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`]).flatMap((each) => [
      '.PP',
      text(each),
    ]),
    ...Object.entries(subcommands).flatMap(([word, says]) => ['.TP', `.B ${escaped(word)}`, text(says)]),
    ...optionsOf(spec).flatMap(({ flags, text: says, otherwise }) => [
      '.TP',
      `.B ${escaped(flags.trim())}`,
      text(otherwise === undefined ? says : `${says} [default: ${otherwise}]`),
    ]),
    '.PP',
    'Examples:',
    ...examples.flatMap(([given, says]) => [
      '.TP',
      `.B ${escaped(`amplify-tui ${given}`.trimEnd())}`,
      text(says),
    ]),
  ];
}

/** Escapes text for troff: no character is an instruction, and dashes can be copied. */
function escaped(given: string): string {
  return given
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('"', '\\(dq')
    .replaceAll('`', '\\`')
    .replaceAll('~', '\\(ti')
    .replaceAll('^', '\\(ha')
    .replace(/[^\0-\x7f]/gu, (sign) => `\\[u${codeOf(sign)}]`);
}

/** A line of text, even if it begins with a dot, which would be an instruction. */
function text(given: string): string {
  return `\\&${escaped(given.replaceAll('`', ''))}`;
}

/** At least four hexadecimal digits, as troff names a character. */
function codeOf(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

import { type CommandSpec, commandSpecs } from './commands.ts';
import { type OptionSpec, optionSpecs } from './options.ts';

/** The text of `--help`. */
export function helpText(): string {
  const commands = (commandSpecs as readonly CommandSpec[]).map(({ name, operand, rest, text }) => [
    ['amplify-tui', name, operand, rest && `-- ${rest}`].filter(Boolean).join(' '),
    text,
  ]);
  const options = (optionSpecs as readonly OptionSpec[]).map(({ name, value, short, text }) => [
    `${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`,
    text,
  ]);
  return [
    'amplify-tui: AWS access and Amplify Gen 1 projects in one terminal session',
    '',
    ...columns(commands),
    '',
    ...columns(options),
    '',
    'Without a terminal, or with --yes or --json, no screen opens.',
    'Exit codes: 0 done, 1 failed, 2 wrong usage or missing answers, 3 needs an MFA code, 130 interrupted.',
    '',
  ].join('\n');
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map(([left = '']) => left.length));
  return rows.map(([left = '', right = '']) => `  ${left.padEnd(width)}  ${right}`);
}

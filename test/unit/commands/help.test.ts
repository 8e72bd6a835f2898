import { describe, expect, it } from 'vitest';
import { groups } from '../../../machines/kit/command.ts';
import { commandNamed, readArguments, subcommandsOf } from '../../../src/app/command-line/arguments.ts';
import type { CommandSpec } from '../../../src/app/command-line/command-spec.ts';
import { commandSpecs } from '../../../src/app/command-line/commands.ts';
import { type OptionSpec, optionSpecs } from '../../../src/app/command-line/options.ts';
import { exitCodes } from '../../../src/app/exit-codes.ts';
import { jsonLines } from '../../../src/app/headless/json-lines.ts';
import { helpFor } from '../../../src/commands/help.ts';
import { Problem } from '../../../src/core/problem.ts';

const specs: readonly CommandSpec[] = commandSpecs;
const named = specs.filter(({ name }) => name !== '' && name !== 'help');
const help = (columns: number, ...argv: readonly string[]) => helpFor(readArguments(argv), columns);
const words = (text: string) => text.replaceAll(/\s+/g, ' ');

describe('the general help', () => {
  it('is one screen of 80 columns and 40 lines, in groups, with every command', () => {
    const lines = help(80, '--help').trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    for (const heading of Object.values(groups)) expect(lines).toContain(heading);
    for (const { name, summary } of specs)
      expect(lines.filter((line) => words(line) === ` ${name || '(no command)'} ${summary}`)).toHaveLength(1);
  });

  it('is shown for help, --help and help --help', () => {
    expect(help(80, 'help')).toBe(help(80, '--help'));
    expect(help(80, 'help', '--help')).toBe(help(80, '--help'));
  });
});

describe('the help of a command', () => {
  it.each(named.flatMap((spec) => subcommandsOf(spec).map((word) => [spec.name, word])))(
    'of %s %s has an example',
    (...line) => {
      expect(help(80, 'help', ...line)).toMatch(/^Examples\n +amplify-tui /m);
    },
  );

  it.each(named.map(({ name }) => name))('of %s is shown for help COMMAND and COMMAND --help', (name) => {
    const text = help(80, 'help', ...name.split(' '));
    expect(help(80, ...name.split(' '), '--help')).toBe(text);
    expect(text).toMatch(new RegExp(`^Usage: amplify-tui ${name}\\b`));
  });

  it.each(named)('of $name describes what it does, its examples, options, exit codes and JSON', (spec) => {
    const text = help(100, 'help', ...spec.name.split(' '));
    const all = words(text);
    for (const paragraph of spec.description ?? []) expect(all).toContain(paragraph);
    for (const [line, what] of spec.examples) {
      expect(text).toContain(`  amplify-tui ${line}`);
      expect(all).toContain(what);
    }
    for (const name of spec.options) {
      const option = (optionSpecs as readonly OptionSpec[]).find((one) => one.name === name);
      const { text: meaning, otherwise } = { ...option, ...option?.of?.[spec.name] };
      expect(all).toContain(`--${name}${option?.value ? ` ${option.value}` : ''} ${meaning}`);
      if (otherwise) expect(all).toContain(`${meaning} [default: ${otherwise}]`);
    }
    const others = optionSpecs.filter(({ name }) => ![...spec.options, 'help'].some((own) => own === name));
    for (const { name } of others) expect(text).not.toMatch(new RegExp(`^ +(-., )?--${name}\\b`, 'm'));
    for (const code of [0, 1, 2, ...spec.exits] as const)
      expect(all).toContain(` ${code} ${exitCodes[code]}`);
    if (typeof spec.json === 'string') expect(all).toContain(spec.json);
    for (const type of typeof spec.json === 'object' ? spec.json : [])
      expect(all).toContain(` ${type} ${jsonLines[type]}`);
  });

  it.each([40, 60, 80, 120])('is wrapped to a terminal of %i columns', (columns) => {
    const lines = named.flatMap(({ name }) => help(columns, 'help', ...name.split(' ')).split('\n'));
    // A longer word or option has a row of its own.
    const isAlone = (line: string) => /^(-.*|\S+)$/.test(line.trim());
    expect(lines.length).toBeGreaterThan(named.length);
    expect(lines.filter((line) => line.length > columns && !isAlone(line))).toEqual([]);
  });

  it.each(named)('of $name has examples that a narrow terminal wraps as a shell reads them', (spec) => {
    const joined = help(40, 'help', ...spec.name.split(' ')).replaceAll(/ \\\n +/g, ' ');
    for (const [line] of spec.examples) expect(joined).toContain(`\n  amplify-tui ${line}\n`);
  });

  it('is that of awscloudformation for its other spelling', () => {
    expect(help(80, 'help', 'aws')).toBe(help(80, 'awscloudformation', '--help'));
  });

  const parts = named.flatMap((spec) => subcommandsOf(spec).map((word) => ({ spec, word })));
  it.each(parts.map(({ spec, word }) => ({ spec, word, line: `${spec.name} ${word}` })))(
    'of $line is its own, with the options that it accepts',
    ({ spec, word, line }) => {
      const text = help(80, 'help', ...line.split(' '));
      expect(help(80, ...line.split(' '), '--help')).toBe(text);
      const [key = '', says = ''] =
        Object.entries(spec.subcommands ?? {}).find(([each]) => each.split(' ')[0] === word) ?? [];
      expect(words(text)).toMatch(`Usage: amplify-tui ${spec.name} ${key} [OPTIONS]`);
      expect(words(text)).toContain(says.slice(1));
      for (const option of spec.options) {
        const isTaken = spec.only?.[option]?.includes(word) ?? true;
        expect([option, new RegExp(`^ +(-., )?--${option}\\b`, 'm').test(text)]).toEqual([option, isTaken]);
      }
      for (const [example] of text.matchAll(/^ +amplify-tui .*/gm))
        expect(example.trim()).toContain(`amplify-tui ${line}`);
    },
  );

  it.each(['access show', 'assume-role user', 'profiles rename'])('of %s has an example', (line) => {
    expect(help(80, 'help', ...line.split(' '))).toContain(`\nExamples\n  amplify-tui ${line} `);
  });

  it('of `env add` is not that of the init that it runs', () => {
    expect(help(80, 'env', 'add', 'test', '--help')).toBe(help(80, 'help', 'env', 'add'));
    expect(help(80, 'env', 'add', '--help')).not.toContain('--answers');
  });

  it('names the intended subcommand', () => {
    const refused = (...argv: string[]) => {
      try {
        return help(80, 'help', ...argv);
      } catch (thrown) {
        return (thrown as Problem).why;
      }
    };
    expect(refused('env', 'ad')).toBe('Did you mean `env add`?');
    expect(refused('env', 'frobnicate')).toBe('It has list, use, add, remove.');
  });

  it('is refused for an unknown command, suggesting the one that was probably meant', () => {
    const thrown = () => help(80, 'help', 'stauts');
    expect(thrown).toThrow(Problem);
    expect(thrown).toThrow('There is no command `stauts`.');
    expect(() => help(80, 'help', 'push')).toThrow('There is no command `push`.');
    expect(() => readArguments(['help', '--yes'])).toThrow('The command help does not take --yes.');
  });
});

describe('the list of commands', () => {
  it('has existing options and lines, and meanings only for commands that have the option', () => {
    for (const { name, of = {} } of optionSpecs as readonly OptionSpec[])
      for (const command of Object.keys(of))
        expect([name, command, commandNamed(command).command.options]).toEqual([
          name,
          command,
          expect.arrayContaining([name]),
        ]);
  });

  it('has lines of JSON exactly for commands with --json', () => {
    for (const { name, options, json } of specs)
      expect([name, options.includes('json')]).toEqual([name, Array.isArray(json) || name === 'doctor']);
  });

  it('has the exit code of an MFA code wherever one can be asked for, except for doctor, which reports it', () => {
    for (const { name, options, exits } of specs.filter((spec) => spec.name !== 'doctor'))
      expect([name, exits.includes(3)]).toEqual([name, options.includes('mfa-code')]);
  });

  it('has an example for each that the parser accepts', () => {
    for (const { name, examples } of specs)
      for (const [line] of examples) {
        const argv = line.replace(/ > .*/, '').split(' ').filter(Boolean);
        const { command, adds } = readArguments(argv);
        // `env add` is parsed as `init`.
        expect([line, adds ? 'env' : command]).toEqual([line, name]);
      }
  });
});

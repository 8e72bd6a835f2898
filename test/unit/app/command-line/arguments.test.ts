import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../../src/app/command-line/arguments.ts';
import type { CommandSpec } from '../../../../src/app/command-line/command-spec.ts';
import { commandSpecs } from '../../../../src/app/command-line/commands.ts';
import { optionSpecs } from '../../../../src/app/command-line/options.ts';
import { actAs } from '../../../support/act-as.ts';
import { problemIn } from '../../../support/problem-of.ts';

const problemOf = (argv: readonly string[]) => problemIn(() => readArguments(argv));

it.each([[['undo', '']], [['profiles', 'test', '']], [['']]])('an empty word is refused: %j', (argv) => {
  expect(problemOf(argv)).toMatchObject({ code: 'USAGE', what: 'A word of the command line is empty.' });
});

/** The options given on a command line; the parser's result also says of all others that they are not. */
function givenOptions(...argv: string[]) {
  const { options } = readArguments(argv);
  return Object.fromEntries(
    Object.entries(options).filter(
      ([, value]) => value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

describe('a command line', () => {
  it('without a command opens home', () => {
    expect(readArguments([])).toMatchObject({ command: '', operands: [] });
    expect(givenOptions()).toEqual({});
  });

  it('reports for every option whether it is given', () => {
    const { options } = readArguments(['status', '--json', '--profile', 'dev']);
    expect(Object.keys(options)).toEqual(optionSpecs.map(({ name }) => name));
    expect(options).toMatchObject({ json: true, yes: false, profile: 'dev', region: undefined, also: [] });
  });

  it('accepts options before and after the command, with a space or an equals sign', () => {
    const wanted = { profile: 'dev', region: 'eu-west-1', yes: true, json: true };
    for (const argv of [
      ['init', '--profile', 'dev', '--region=eu-west-1', '-y', '--json'],
      ['--profile=dev', '--json', 'init', '--yes', '--region', 'eu-west-1'],
    ]) {
      expect(readArguments(argv)).toMatchObject({ command: 'init', operands: [] });
      expect(givenOptions(...argv)).toEqual(wanted);
    }
  });

  it('keeps the arguments that belong to a command', () => {
    expect(readArguments(['watch', 'my-stack']).operands).toEqual(['my-stack']);
    expect(readArguments(['schema', 'answers']).operands).toEqual(['answers']);
    expect(givenOptions('demo', '--serve', '--port', '0', '--speed', '100')).toEqual({
      serve: true,
      port: '0',
      speed: '100',
    });
  });

  it('keeps every value of a repeatable option', () => {
    const argv = ['demo', '--fault', 'throttle@sts', '--seed', '7', '--fault=skew=-20m'];
    expect(readArguments(argv)).toMatchObject({ command: 'demo', operands: [] });
    expect(givenOptions(...argv)).toEqual({ seed: '7', fault: ['throttle@sts', 'skew=-20m'] });
    expect(() => readArguments(['init', '--fault', 'throttle'])).toThrow(
      'The command init does not take --fault.',
    );
  });

  it('accepts --help and --version everywhere', () => {
    for (const { name } of commandSpecs) {
      const words = name === '' ? [] : [name];
      expect(readArguments([...words, '--help']).options.help).toBe(true);
      expect(readArguments([...words, '-h', '--version']).options.version).toBe(true);
    }
  });

  it.each([
    [['inti'], 'There is no command `inti`.', 'Did you mean `init`?'],
    [
      ['frobnicate'],
      'There is no command `frobnicate`.',
      'init, configure, configure project, watch, profiles, share, assume-role, env, projects, settings, access',
    ],
    [
      ['exec', '--profile', 'p', 'amplify', 'push', '--force'],
      '`amplify` stands without `--` before it.',
      'as in `amplify-tui exec -- amplify push`.',
    ],
    [['init', 'extra'], '`extra` is one word too many.', 'It takes --cwd'],
    [['watch', 'a', 'b'], '`b` is one word too many.', ''],
    [['status', '--answers', 'x'], 'The command status does not take --answers.', '--json'],
    [['--yes'], 'The home screen does not take --yes.', '--cwd'],
    [['schema', '--json', 'answers'], 'The command schema does not take --json.', 'It takes no options.'],
    [['init', '--frobnicate'], '--frobnicate', ''],
    [['init', '--profile'], '--profile', ''],
    [['init', '--yes=maybe'], '--yes', ''],
    [['init', '--profil', 'dev'], 'There is no option --profil.', 'Did you mean --profile?'],
    [['init', '--regoin=eu-west-1'], 'There is no option --regoin.', 'Did you mean --region?'],
    [['init', '--frobnicate'], 'There is no option --frobnicate.', 'Options start with two dashes'],
    [['configure', 'projct'], '`projct` is one word too many.', 'Did you mean `configure project`?'],
    [['init', '--region', ''], '--region is empty.', 'a variable of your shell may be empty'],
    [['init', '--profile= '], '--profile is empty.', 'blank'],
    [['--profile', 'a', 'init', '--profile', 'b'], '--profile is given twice.', 'which one you mean'],
    [['init', '--providers', '{}', '--providers={}'], '--providers is given twice.', ''],
    [['update'], 'There is no command `update`.', 'a command of the Amplify CLI'],
    [['push'], 'There is no command `push`.', '`amplify-tui exec -- amplify push` runs it'],
    [['statsu'], 'There is no command `statsu`.', 'Did you mean `status`?'],
    [['profiles', 'lst'], 'There is no command `profiles lst`.', 'Did you mean `profiles list`?'],
    [['env', 'ues', 'dev'], 'There is no command `env ues`.', 'Did you mean `env use`?'],
    [['env', 'checkout', 'dev'], 'There is no command `env checkout`.', 'Did you mean `env use`?'],
    [['schema', 'answrs'], 'There is no command `schema answrs`.', 'Did you mean `schema answers`?'],
    [['in\u001b[31mti'], 'There is no command `inti`.', ''],
  ])('says what is wrong with %j', (argv, what, why) => {
    const problem = problemOf(argv);
    expect(problem.code).toBe('USAGE');
    expect(problem.what).toContain(what);
    expect(problem.why).toContain(why);
    expect(problem.next).toMatch(/amplify-tui (help [a-z]|--help)/);
  });

  it('explains on Windows what PowerShell does to the dashes before a command', () => {
    actAs('win32');
    expect(problemOf(['exec', 'amplify', 'push']).why).toBe(
      'The command to run begins behind `--`, as in `amplify-tui exec "--" amplify push`. PowerShell takes it away unless it is quoted.',
    );
    expect(problemOf(['push']).why).toContain('`amplify-tui exec "--" amplify push`');
  });

  it('refers to the help of the command, also for an unknown option', () => {
    const helps = (...argv: string[]) => /help ([a-z -]+)`|(--help)/.exec(problemOf(argv).next)?.slice(1, 3);
    expect(helps('init', '--frobnicate')).toEqual(['init', undefined]);
    expect(helps('--frobnicate', 'configure', 'project')).toEqual(['configure project', undefined]);
    expect(helps('watch', '--yes=maybe')).toEqual(['watch', undefined]);
    expect(helps('--frobnicate')).toEqual([undefined, '--help']);
    expect(helps('frob', '--frobnicate')).toEqual([undefined, '--help']);
    // An option of the command itself is likelier than one of another.
    expect(problemOf(['status', '--jsn']).why).toBe('Did you mean --json?');
  });

  it.each(['update', 'remove', 'destroy', 'deploy', 'rollback', 'use', 'x', 'demolish'])(
    'suggests nothing for %s, which means something other than any command',
    (word) => expect(problemOf([word]).why).not.toContain('Did you mean'),
  );

  it("accepts the Amplify CLI's own options if it has the command, and names those that are ignored", () => {
    const argv = ['--yes', '--categories', '{}', '--quickstart', '--envName', 'dev'];
    expect(givenOptions('init', ...argv)).toEqual({ yes: true, env: 'dev' });
    const { options: _, ...read } = readArguments(['init', ...argv]);
    expect(read).toEqual({
      command: 'init',
      operands: [],
      notUsed: [
        '--categories of the Amplify CLI is not used here. Categories are added by the Amplify CLI.',
        '--quickstart of the Amplify CLI is not used here. The whole project is made, with its stack in AWS.',
      ],
    });
    expect(givenOptions('configure', 'project', ...argv)).toEqual({ yes: true, env: 'dev' });
    expect(problemOf(['status', '--forcePush']).what).toBe('The command status does not take --forcePush.');
    expect(problemOf(['init', '--env', 'dev', '--envName', 'test']).what).toContain('different environments');
    const boundary = problemOf(['init', '--yes', '--permissions-boundary', 'arn:aws:iam::aws:policy/X']);
    expect(boundary.what).toBe('--permissions-boundary of the Amplify CLI cannot be followed here.');
  });

  it("accepts the Amplify CLI's other spellings of reset-cache", () => {
    for (const words of [
      ['aws', 'reset-cache'],
      ['awscloudformation', 'reset-cache'],
      ['aws', 'reset-catch'],
    ]) {
      const wanted = { command: 'awscloudformation', operands: ['reset-cache'] };
      expect(readArguments(words)).toMatchObject(wanted);
      expect(givenOptions(...words)).toEqual({});
    }
  });

  it('accepts a repeated switch', () => {
    expect(givenOptions('init', '--yes', '-y', '--yes')).toEqual({ yes: true });
  });

  it("reports an error in one sentence, without the parser's own words", () => {
    for (const argv of [['init', '--frobnicate'], ['init', '--profile', '--yes'], ['-x']]) {
      const { what } = problemOf(argv);
      expect(what.split('\n')).toHaveLength(1);
      expect(what).toMatch(/\.$/);
      expect(what).not.toMatch(/parseArgs|ERR_|TypeError/);
    }
  });
});

describe('an option of another word of the command', () => {
  it.each([
    ['env add test --keep-bucket', '`env add` does not take --keep-bucket.', '`env remove`.'],
    ['env use test --download x', '`env use` does not take --download.', '`env remove`.'],
    ['env list --confirm test', '`env list` does not take --confirm.', '`env remove`.'],
    ['env remove test --parameters-of dev', '`env remove` does not take --parameters-of.', '`env add`.'],
    ['env --resume', '`env` does not take --resume.', '`env add` and `env remove`.'],
    ['profiles show ci --delete-old', '`profiles show` does not take --delete-old.', '`profiles rotate`.'],
    ['profiles test ci --project', '`profiles test` does not take --project.', '`profiles use`.'],
    ['access show --also user/x', '`access show` does not take --also.', '`access remove`.'],
  ])('is refused: %s', (line, what, words) => {
    expect(problemOf(line.split(' '))).toMatchObject({ code: 'USAGE', what, why: `It belongs to ${words}` });
  });

  it.each([
    'env add test --resume',
    'env remove test --keep-bucket --no-wait',
    'env frobnicate --keep-bucket',
    'profiles --key-age',
    'access --confirm ci',
  ])('is accepted where it belongs, or where the command refuses the word: %s', (line) => {
    expect(() => readArguments(line.split(' '))).not.toThrow();
  });

  it('exists in the command, and so do its words', () => {
    for (const { name, only = {}, options, subcommands = {} } of commandSpecs as readonly CommandSpec[])
      for (const [option, takers] of Object.entries(only)) {
        expect([name, options]).toEqual([name, expect.arrayContaining([option])]);
        const words = ['', ...Object.keys(subcommands).map((each) => each.split(' ')[0])];
        expect(words).toEqual(expect.arrayContaining([...takers]));
      }
  });
});

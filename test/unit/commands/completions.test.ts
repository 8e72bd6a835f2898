import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { VALIDATIONS } from '../../../demo/cloud/cloud.ts';
import { SCENARIO_NAMES } from '../../../demo/cloud/scenarios/scenarios.ts';
import type { CommandSpec } from '../../../src/app/command-line/command-spec.ts';
import { commandSpecs } from '../../../src/app/command-line/commands.ts';
import { type OptionSpec, optionSpecs } from '../../../src/app/command-line/options.ts';
import { bashScript } from '../../../src/commands/completions/bash.ts';
import { fishScript } from '../../../src/commands/completions/fish.ts';
import { argumentPlaces, quoted } from '../../../src/commands/completions/words.ts';
import { zshScript } from '../../../src/commands/completions/zsh.ts';
import { printCompletions } from '../../../src/commands/completions.ts';
import { Problem } from '../../../src/core/problem.ts';
import { settingList } from '../../../src/state/setting-values.ts';
import { folderWith } from '../project/support/folders.ts';

/** Whether a shell is on the PATH; tests that need a missing one are skipped, and named at the end. */
const has = (shell: string) => spawnSync(shell, ['--version']).status === 0;

const profileNames = [
  ...['default', 'deploy', 'weird one', "o'brien", '$(touch hacked)', 'ünïcode'],
  ...['team:dev', 'team:prod'],
];
let folder: string;
/** The home of the shells, some of which write there. */
let home: string;

/** A program that only knows the names of profiles. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'completions-'));
  home = mkdtempSync(join(tmpdir(), 'completions-home-'));
  mkdirSync(join(folder, 'some place'));
  writeFileSync(join(folder, 'some answers.json'), '');
  writeFileSync(join(folder, 'names'), profileNames.map((name) => `${name}\n`).join(''));
  writeFileSync(join(folder, 'environments'), 'dev\nprod\n');
  const program = `#!/bin/sh
[ "$*" = "completions profile-names" ] && exec cat ${folder}/names
[ "$*" = "completions environment-names" ] && exec cat ${folder}/environments
`;
  writeFileSync(join(folder, 'amplify-tui'), program);
  chmodSync(join(folder, 'amplify-tui'), 0o755);
  writeFileSync(join(folder, 'script.bash'), bashScript());
  writeFileSync(join(folder, 'script.fish'), fishScript());
  writeFileSync(join(folder, 'script.zsh'), zshScript());
});
afterAll(() => {
  for (const made of [folder, home]) rmSync(made, { recursive: true, force: true });
});

const env = () => ({ ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}`, HOME: home });

/** The completions of bash for these words, the last one being typed; bash passes each = and : as a separate word. */
function bashOffers(...words: readonly string[]): string[] {
  return bashOffersEach([words])[0] ?? [];
}

/** The same for several lines in one bash, since starting it takes most of the time. */
function bashOffersEach(lines: readonly (readonly string[])[]): string[][] {
  const asked = lines.map((words) => {
    const line = ['amplify-tui', ...words]
      .join(' ')
      .replace(/ ([=:]) /g, '$1')
      .replace(/ ([=:])$/, '$1');
    return `offers ${quoted(line)} amplify-tui ${words.map(quoted).join(' ')}`;
  });
  const script = `set -u
source ./script.bash
COMP_WORDBREAKS=' =:'
offers() {
  COMP_LINE=$1 COMP_WORDS=("\${@:2}") COMP_CWORD=$(($# - 2)) COMPREPLY=()
  _amplify_tui amplify-tui "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD-1]}"
  [ \${#COMPREPLY[@]} -gt 0 ] && printf '%s\\n' "\${COMPREPLY[@]}"
  printf '\\0'
}
${asked.join('\n')}`;
  const args = ['--norc', '-c', script];
  const out = execFileSync('bash', args, { cwd: folder, env: env(), stdio: ['ignore', 'pipe', 'pipe'] });
  return out
    .toString()
    .split('\0')
    .slice(0, -1)
    .map((offered) => offered.split('\n').filter(Boolean));
}

const oneWord = commandSpecs.filter(({ name }) => !name.includes(' '));

describe.skipIf(!has('bash'))('bash', () => {
  it('loads it for the program', () => {
    const args = ['--norc', '-c', 'eval "$(cat script.bash)"; complete -p amplify-tui'];
    expect(execFileSync('bash', args, { cwd: folder }).toString()).toBe(
      'complete -F _amplify_tui amplify-tui\n',
    );
  });

  it('offers every command', () => {
    const words = commandSpecs.map(({ name }) => name).filter((name) => name !== '' && !name.includes(' '));
    expect(bashOffers('')).toEqual(words);
    expect(bashOffers('in')).toEqual(['init']);
  });

  it('offers the second word of a command, and its options among the others', () => {
    expect(bashOffers('configure', '')).toEqual(['project']);
    expect(bashOffers('configure', 'project', '--fr')).toEqual(['--frontend']);
  });

  it('offers the options of each command and no others', () => {
    const wanted = oneWord.map(({ name, options }) => {
      const longer = commandSpecs.filter((spec) => name !== '' && spec.name.startsWith(`${name} `));
      const all = new Set([...options, ...longer.flatMap((spec) => spec.options), 'help', 'version']);
      const words = [...all].flatMap((option) => {
        const { short } = (optionSpecs as readonly OptionSpec[]).find((spec) => spec.name === option)!;
        return [`--${option}`, ...(short ? [`-${short}`] : [])];
      });
      return [name, words.sort()];
    });
    const offered = bashOffersEach(oneWord.map(({ name }) => [...(name === '' ? [] : [name]), '-']));
    expect(oneWord.map(({ name }, at) => [name, offered[at]?.sort()])).toEqual(wanted);
  });

  it('finds the command after options and their values', () => {
    expect(bashOffers('--region', 'eu-west-1', 'init', '--res')).toEqual(['--resume']);
    expect(bashOffers('--region', '=', 'eu-west-1', 'init', '--res')).toEqual(['--resume']);
    expect(bashOffers('--profile', 'status', 'init', '--res')).toEqual(['--resume']);
  });

  it('offers profiles quoted for the shell', () => {
    const offered = bashOffers('init', '--profile', '');
    const read = execFileSync('bash', ['-c', `printf '%s\\n' ${offered.join(' ')}`]).toString();
    expect(read.split('\n').slice(0, -1)).toEqual(profileNames);
    expect(bashOffers('--profile', '=', 'de')).toEqual(['default', 'deploy']);
    expect(bashOffers('--profile', '=')).toHaveLength(profileNames.length);
  });

  it('treats text with a colon as one word, and offers what follows it', () => {
    expect(bashOffers('--endpoint-url', 'http', ':', '//localhost', ':', '4566', 'init', '--res')).toEqual([
      '--resume',
    ]);
    expect(bashOffers('--profile', 'team', ':')).toEqual(['dev', 'prod']);
    expect(bashOffers('--profile', '=', 'team', ':', 'p')).toEqual(['prod']);
    expect(bashOffers('--profile', 'team:')).toEqual(['dev', 'prod']);
  });

  it('offers names inside quotation marks unchanged', () => {
    expect(bashOffers('--profile', '"weird o')).toEqual(['weird one']);
    expect(bashOffers('--profile', "'o")).toEqual([]);
    expect(bashOffers('--profile', '"o')).toEqual(["o'brien"]);
    expect(bashOffers('--profile', "'$")).toEqual(['$(touch hacked)']);
    expect(bashOffers('--profile', '"$')).toEqual([]);
  });

  it('offers commands and files after `exec --`, and nothing after other dashes', () => {
    expect(bashOffers('exec', '--profile', 'default', '--', 'amplify-t')).toEqual(['amplify-tui']);
    expect(bashOffers('exec', '--', 'cat', 'some p')).toEqual(['some place']);
    expect(bashOffers('exec', '--', 'other', '--profile', 'no-file')).toEqual([]);
    expect(bashOffers('watch', '--', 'amplify-t')).toEqual([]);
  });

  it('offers regions, themes, words, folders and files', () => {
    expect(bashOffers('init', '--region', 'eu-c')).toEqual(['eu-central-1', 'eu-central-2']);
    expect(bashOffers('--theme', '')).toEqual(['auto', 'dark', 'light', 'mono']);
    expect(bashOffers('demo', '--scenario', '')).toEqual(SCENARIO_NAMES);
    expect(bashOffers('demo', '--validation', '')).toEqual(VALIDATIONS);
    expect(bashOffers('configure', '--policy', 'a')).toEqual(['administrator', 'amplify']);
    expect(bashOffers('configure', '--with-profile', 'de')).toEqual(['default', 'deploy']);
    expect(bashOffers('completions', '')).toEqual(['bash', 'zsh', 'fish', 'powershell']);
    expect(bashOffers('init', '--cwd', 'so')).toEqual(['some place']);
    expect(bashOffers('init', '--answers', 'so').sort()).toEqual(['some answers.json', 'some place']);
    expect(bashOffers('watch', '--endpoint-url', '')).toEqual([]);
    expect(bashOffers('watch', '')).toEqual([]);
  });
});

/** The completions at each place of an argument, and for options that take a name from the project. */
const places: readonly (readonly [words: readonly string[], offered: readonly string[]])[] = [
  [['env'], ['list', 'use', 'add', 'remove']],
  [
    ['env', 'use'],
    ['dev', 'prod'],
  ],
  [
    ['--cwd', 'x', 'env', '--json', 'remove'],
    ['dev', 'prod'],
  ],
  [['env', 'use', 'dev'], []],
  [['env', 'list'], []],
  [
    ['configure', 'project', '--env'],
    ['dev', 'prod'],
  ],
  [
    ['env', 'add', '--parameters-of'],
    ['dev', 'prod'],
  ],
  [['settings', 'set'], settingList.map(({ name }) => name)],
  [
    ['settings', 'set', 'mouse'],
    ['on', 'off'],
  ],
  [
    ['settings', 'set', 'theme'],
    ['auto', 'dark', 'light', 'mono'],
  ],
  [['projects'], ['list', 'find', 'forget']],
  [['projects', 'list'], []],
  [['share'], ['some place']],
  [['projects', 'find'], ['some place']],
  [['access'], ['show', 'remove']],
];

it('each position of an argument belongs to an existing command', () => {
  for (const { after } of argumentPlaces()) {
    const [name = '', word] = after.split(' ');
    const spec: CommandSpec | undefined = commandSpecs.find((each) => each.name === name);
    expect(spec?.name, after).toBe(name);
    if (word !== undefined) expect(spec?.operand, after).toMatch(new RegExp(`[[|]${word}[|\\]]`));
  }
});

describe.skipIf(!has('bash'))('bash', () => {
  it.each(places)('after %j', (words, offered) => {
    expect(bashOffers(...words, '').map((word) => word.replace(/\/$/, ''))).toEqual(offered);
  });

  it('offers profiles where one is expected', () => {
    expect(bashOffers('profiles', 'show', 'de')).toEqual(['default', 'deploy']);
    expect(bashOffers('profiles', 'bridge', 'deploy', '')).toEqual([]);
  });
});

describe.skipIf(!has('fish'))('fish', () => {
  const fish = 'fish';
  const offers = (line: string) =>
    execFileSync(fish, ['--no-config', '-c', 'source script.fish; complete -C $argv[1]', line], {
      ...{ cwd: folder, env: env() },
    })
      .toString()
      .split('\n')
      .filter(Boolean)
      .map((row) => row.split('\t')[0]);

  it.each(places)('after %j', (words, offered) => {
    const found = offers(`amplify-tui ${words.join(' ')} `).map((word) => word?.replace(/\/$/, ''));
    expect(found.toSorted()).toEqual([...offered].sort());
  });

  it('offers commands, options, profiles and regions', () => {
    expect(offers('amplify-tui in')).toEqual(['init']);
    expect(offers('amplify-tui --region eu-west-1 init --res')).toEqual(['--resume']);
    expect(offers('amplify-tui init --region eu-c')).toEqual(['eu-central-1', 'eu-central-2']);
    expect(offers('amplify-tui init --profile ').sort()).toEqual([...profileNames].sort());
    expect(offers('amplify-tui completions ').sort()).toEqual(['bash', 'fish', 'powershell', 'zsh']);
    expect(offers('amplify-tui exec --profile deploy -- amplify-tui in')).toEqual(['init']);
  });
});

describe.skipIf(!has('zsh'))('zsh', () => {
  it('offers the valid words at each position', () => {
    // An interactive zsh lists the matches in alphabetical order.
    const tried = places.filter(([, offered]) => offered.length > 1);
    const typing = tried.map(([words, offered]) => {
      return `zpty -n -w z ${quoted(`amplify-tui ${words.join(' ')} `)}$'\\t\\t'
zpty -r z out '*${offered.toSorted().at(-1)}*'
print -r -- "== $out"
zpty -n -w z $'\\x15'`;
    });
    const script = `zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'PS1=; autoload -Uz compinit; compinit -u -D; source ./script.zsh; LISTMAX=999; print loa""ded'
zpty -r z out '*loaded*'
${typing.join('\n')}
zpty -d z`;
    const { stdout } = spawnSync('zsh', ['-f', '-c', script], { cwd: folder, env: env(), timeout: 50_000 });
    const answers = stdout.toString().split('== ').slice(1);
    expect(answers).toHaveLength(tried.length);
    for (const [at, [, offered]] of tried.entries())
      for (const word of offered) expect(answers[at]).toContain(word);
  }, 60_000);

  it('reads the script without an error', () => {
    const { status, stderr } = spawnSync('zsh', ['-n', 'script.zsh'], { cwd: folder });
    expect([status, stderr.toString()]).toEqual([0, '']);
  });
});

describe('every script', () => {
  it.each([
    ['bash', bashScript],
    ['zsh', zshScript],
    ['fish', fishScript],
  ] as const)('of %s names every command and every option', (_, script) => {
    const text = script();
    for (const { name } of commandSpecs) expect(text).toContain(name);
    for (const { name } of optionSpecs) expect(text).toMatch(new RegExp(`(?:--|-l )${name}\\b`));
  });
});

describe('completions', () => {
  it('prints the script, or the names of profiles that can be typed', async () => {
    const said: string[] = [];
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    mkdirSync(join(folder, '.aws'));
    writeFileSync(join(folder, '.aws/config'), '[default]\n[profile de\u202Ev]\n[profile work]\n');
    vi.stubEnv('HOME', folder);
    try {
      expect(await printCompletions(['bash'], '0.0.0')).toBe(0);
      expect(await printCompletions(['profile-names'], '0.0.0')).toBe(0);
    } finally {
      write.mockRestore();
      vi.unstubAllEnvs();
    }
    expect(said).toEqual([bashScript(), 'default\nwork\n']);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'a project has',
      {
        'amplify/.config/project-config.json':
          '{ "projectName": "shop", "version": "3.1", "frontend": "ios", "ios": {}, "providers": ["awscloudformation"] }',
        'amplify/team-provider-info.json': '{ "dev": {}, "pr\u202Eod": {}, "prod": {} }',
      },
      'dev\nprod\n',
    ],
    ['a folder without a project has none', {}, ''],
    ['a broken project has none', { 'amplify/.config/project-config.json': '{' }, ''],
  ])('prints the names of environments: %s', async (_, files, printed) => {
    const said: string[] = [];
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    const cwd = vi.spyOn(process, 'cwd').mockReturnValue(folderWith(files));
    try {
      expect(await printCompletions(['environment-names'], '0.0.0')).toBe(0);
    } finally {
      write.mockRestore();
      cwd.mockRestore();
    }
    expect(said.join('')).toBe(printed);
  });

  it.each([[[]], [['tcsh']]])('lists the supported shells for %j', async (operands) => {
    const problem = await printCompletions(operands, '0.0.0').catch((thrown: unknown) => thrown);
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ code: 'USAGE', why: 'The shells are bash, zsh, fish and powershell.' });
  });
});

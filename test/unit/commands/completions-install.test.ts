import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readArguments } from '../../../src/app/command-line/arguments.ts';
import { commandSpecs } from '../../../src/app/command-line/commands.ts';
import { writesByItself } from '../../../src/app/command-line/writes.ts';
import { bashScript } from '../../../src/commands/completions/bash.ts';
import { manPage } from '../../../src/commands/completions/man.ts';
import { runCompletions } from '../../../src/commands/completions.ts';
import { folderOfTest } from '../../support/folders.ts';

const version = '1.2.3';
let home: string;
let said: string;

beforeEach(() => {
  home = folderOfTest();
  said = '';
  for (const name of ['XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'BASH_COMPLETION_USER_DIR'])
    vi.stubEnv(name, undefined);
  vi.stubEnv('HOME', home);
  vi.stubEnv('SHELL', '/bin/bash');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const run = (...words: string[]) => runCompletions(readArguments(['completions', ...words]), version);
const man = '.local/share/man/man1/amplify-tui.1';

describe('completions --install', () => {
  it.each([
    ['bash', '.local/share/bash-completion/completions/amplify-tui', 'bash-completion'],
    ['zsh', '.local/share/zsh/site-functions/_amplify-tui', 'fpath+=(~/.local/share/zsh/site-functions)'],
    ['fish', '.config/fish/completions/amplify-tui.fish', 'Written.'],
  ])('puts the script of %s where it is looked for, and the man page', async (shell, file, says) => {
    expect(await run(shell, '--install', '--yes')).toBe(0);
    expect(readFileSync(join(home, file), 'utf8')).toContain('amplify-tui');
    expect(readFileSync(join(home, man), 'utf8')).toBe(manPage(version));
    expect(said).toContain(`+ ~/${file}`);
    expect(said).toContain(says);
  });

  it('takes the shell of the person, and the folders that the system names', async () => {
    vi.stubEnv('XDG_DATA_HOME', join(home, 'data'));
    expect(await run('--install', '--yes')).toBe(0);
    expect(readFileSync(join(home, 'data/bash-completion/completions/amplify-tui'), 'utf8')).toBe(
      bashScript(),
    );
    expect(existsSync(join(home, 'data/man/man1/amplify-tui.1'))).toBe(true);
  });

  it('writes only what is not there as it is, and nothing with --dry-run', async () => {
    await run('--install', '--dry-run');
    expect(existsSync(join(home, '.local'))).toBe(false);
    await run('--install', '--yes');
    writeFileSync(join(home, man), 'of an older version');
    said = '';
    await run('--install', '--yes');
    expect(said).toMatch(/^= ~\/\.local\/share\/bash-completion.*\n~ .*man1.*\nWritten\.\n/);
    said = '';
    await run('--install', '--yes');
    expect(said).toContain('nothing was written');
  });

  it('asks before it writes, and says which shells there are', async () => {
    await expect(run('--install')).rejects.toMatchObject({ code: 'ANSWERS_MISSING' });
    expect(existsSync(join(home, '.local'))).toBe(false);
    await expect(run('tcsh', '--install', '--yes')).rejects.toMatchObject({ code: 'USAGE' });
    vi.stubEnv('SHELL', '/bin/tcsh');
    await expect(run('--install', '--yes')).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('is a writing command, which printing a script is not', () => {
    expect(writesByItself(readArguments(['completions', '--install']))).toBe(true);
    expect(writesByItself(readArguments(['completions', '--install', '--dry-run']))).toBe(false);
    expect(writesByItself(readArguments(['completions', 'bash']))).toBe(false);
  });
});

describe('the man page', () => {
  it('has every command, and no line of it that troff would take for an instruction', () => {
    const page = manPage(version);
    for (const { name } of commandSpecs)
      expect(page).toContain(`.SS "amplify\\-tui${name && ` ${name.replaceAll('-', '\\-')}`}`);
    for (const line of page.split('\n').filter((each) => /^[.']/.test(each)))
      expect(line).toMatch(/^\.(TH|SH|SS|B|PP|TP)\b/);
  });

  it.skipIf(spawnSync('groff', ['--version']).status !== 0)('is understood by groff', () => {
    const { stderr, stdout } = spawnSync('groff', ['-man', '-Tutf8', '-wall', '-P-cbou'], {
      input: manPage(version),
      encoding: 'utf8',
    });
    expect(stderr.split('\n').filter((line) => !/cannot (?:break|adjust) line/.test(line))).toEqual(['']);
    expect(stdout).toContain('EXIT STATUS');
  });
});

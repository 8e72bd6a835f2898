import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readArguments } from '../../../src/app/command-line/arguments.ts';
import { commandSpecs } from '../../../src/app/command-line/commands.ts';
import { writesByItself } from '../../../src/app/command-line/writes.ts';
import { bashScript } from '../../../src/commands/completions/bash.ts';
import { manPage } from '../../../src/commands/completions/man.ts';
import { runCompletions } from '../../../src/commands/completions.ts';
import { actAs } from '../../support/act-as.ts';
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
  ])('puts the script of %s where the shell looks for it, and the man page', async (shell, file, says) => {
    expect(await run(shell, '--install', '--yes')).toBe(0);
    expect(readFileSync(join(home, file), 'utf8')).toContain('amplify-tui');
    expect(readFileSync(join(home, man), 'utf8')).toBe(manPage(version));
    expect(said).toContain(`+ ~/${file}`);
    expect(said).toContain(says);
  });

  it("uses the user's shell, and the folders that the system names", async () => {
    vi.stubEnv('XDG_DATA_HOME', join(home, 'data'));
    expect(await run('--install', '--yes')).toBe(0);
    expect(readFileSync(join(home, 'data/bash-completion/completions/amplify-tui'), 'utf8')).toBe(
      bashScript(),
    );
    expect(existsSync(join(home, 'data/man/man1/amplify-tui.1'))).toBe(true);
  });

  it('writes only what differs, and nothing with --dry-run', async () => {
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

  it('says how to read the man page if `man` does not find it', async () => {
    const hint = '`man` does not look there by itself: man ~/.local/share/man/man1/amplify-tui.1\n';
    vi.stubEnv('MANPATH', undefined);
    vi.stubEnv('PATH', '/usr/bin:/bin');
    await run('--install', '--yes');
    expect(said).toContain(hint);
    for (const [name, value] of [
      ['PATH', `/usr/bin:${join(home, '.local/bin/')}`],
      ['MANPATH', `${join(home, '.local/share/man')}:/usr/share/man`],
    ]) {
      vi.stubEnv(name ?? '', value);
      said = '';
      await run('--install', '--yes');
      expect(said).not.toContain('`man`');
      vi.stubEnv(name ?? '', '/usr/bin:/bin');
    }
  });

  it('supports the bash of Git for Windows, and writes no man page there', async () => {
    vi.stubEnv('SHELL', String.raw`C:\Program Files\Git\usr\bin\bash.exe`);
    actAs('win32');
    expect(await run('--install', '--yes')).toBe(0);
    expect(existsSync(join(home, '.local/share/bash-completion/completions/amplify-tui'))).toBe(true);
    expect(existsSync(join(home, man))).toBe(false);
    expect(said).not.toContain('man');
  });

  it('writes through a link, and reports what it may not write', async () => {
    const kept = join(home, 'kept in git');
    writeFileSync(kept, 'of an older version');
    mkdirSync(join(home, '.config/fish/completions'), { recursive: true });
    symlinkSync(kept, join(home, '.config/fish/completions/amplify-tui.fish'));
    await run('fish', '--install', '--yes');
    expect(readFileSync(kept, 'utf8')).toContain('complete -c amplify-tui');
    expect(lstatSync(join(home, '.config/fish/completions/amplify-tui.fish')).isSymbolicLink()).toBe(true);
    mkdirSync(join(home, '.local/share/zsh/site-functions/_amplify-tui'), { recursive: true });
    await expect(run('zsh', '--install', '--yes')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it('asks before it writes, and lists the supported shells', async () => {
    await expect(run('--install')).rejects.toMatchObject({ code: 'ANSWERS_MISSING' });
    expect(existsSync(join(home, '.local'))).toBe(false);
    await expect(run('tcsh', '--install', '--yes')).rejects.toMatchObject({ code: 'USAGE' });
    vi.stubEnv('SHELL', '/bin/tcsh');
    await expect(run('--install', '--yes')).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('counts as writing, unlike printing a script', () => {
    expect(writesByItself(readArguments(['completions', '--install']))).toBe(true);
    expect(writesByItself(readArguments(['completions', '--install', '--dry-run']))).toBe(false);
    expect(writesByItself(readArguments(['completions', 'bash']))).toBe(false);
  });
});

describe('the man page', () => {
  it('has every command, and no line that troff would interpret as a request', () => {
    const page = manPage(version);
    for (const { name } of commandSpecs)
      expect(page).toContain(`.SS "amplify\\-tui${name && ` ${name.replaceAll('-', '\\-')}`}`);
    for (const line of page.split('\n').filter((each) => /^[.']/.test(each)))
      expect(line).toMatch(/^\.(?:(?:TH|SH|SS|B|PP|TP)\b|nh$|ad l$)/);
  });

  it.skipIf(spawnSync('groff', ['--version']).status !== 0)('is valid for groff', () => {
    const { stderr, stdout } = spawnSync('groff', ['-man', '-Tutf8', '-wall', '-P-cbou'], {
      input: manPage(version),
      encoding: 'utf8',
    });
    expect(stderr.split('\n').filter((line) => !/cannot break line/.test(line))).toEqual(['']);
    expect(stdout).toContain('EXIT STATUS');
  });
});

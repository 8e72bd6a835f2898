import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readArguments } from '../../../src/app/command-line/arguments.ts';
import { powershellScript } from '../../../src/commands/completions/powershell.ts';
import { completedCommands } from '../../../src/commands/completions/words.ts';
import { runCompletions } from '../../../src/commands/completions.ts';
import { powershellText } from '../../../src/core/shell.ts';
import { actAs } from '../../support/act-as.ts';
import { folderOfTest } from '../../support/folders.ts';
import { powershellTables, powershellWords } from '../../support/powershell-words.ts';

const script = powershellScript();

describe('the script for PowerShell', () => {
  it('is complete, and ASCII, which Windows PowerShell reads from any file', () => {
    expect(powershellWords(script).length).toBeGreaterThan(1000);
    expect(script).toMatch(/^[\n -~]*$/);
  });

  it('offers every command, and its arguments, with descriptions', () => {
    const [all, ...each] = powershellTables(script);
    const commands = completedCommands();
    expect(all).toEqual(commands.filter(({ name }) => name !== '').map(({ name, text }) => [name, text]));
    const wanted = commands.map(({ options }) =>
      options.flatMap(({ name, short, text }) => [
        [`--${name}`, text],
        ...(short ? [[`-${short}`, text]] : []),
      ]),
    );
    expect(each).toEqual(wanted);
    // Tables ignore case, and refuse a second key that differs only in that.
    for (const table of [all ?? [], ...each]) {
      const names = table.map(([name]) => name.toLowerCase());
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('offers the valid words at each position', () => {
    const behind = (after: string) =>
      script.split(`            ${powershellText(after)} {\n`)[1]?.split('\n            }')[0];
    expect(behind('env')).toContain("@('list', 'use', 'add', 'remove')");
    expect(behind('env use')).toContain('amplify-tui completions environment-names');
    expect(behind('profiles show')).toContain('amplify-tui completions profile-names');
    expect(behind('settings set mouse')).toContain("@('on', 'off')");
    expect(behind('--parameters-of')).toContain('amplify-tui completions environment-names');
    expect(script).toContain("$before = ($before + ' ' + $word).Trim()");
  });

  it('uses only features of Windows PowerShell 5.1, and changes nothing in the session', () => {
    expect(script).not.toMatch(/\?\?|&&|\|\||\?\./);
    expect(script).toContain('$global:LASTEXITCODE = $code');
    expect(script).toContain('[Console]::OutputEncoding = $encoding');
    for (const { kind, value } of powershellWords(script))
      if (kind === 'word') expect(value).not.toMatch(/^(?:function|Set-|iex$|Invoke-)/);
  });

  it.each(["o'brien", '‘o’brien‚ ‛', 'a "b" `c` $(d) $e', 'ünïcode', "'", '\\', '@{x}'])(
    'reads %j back from quotation marks unchanged',
    (text) => {
      expect(powershellWords(powershellText(text))).toEqual([{ kind: 'text', value: text }]);
    },
  );

  it.each(["'a", '{ (a }', 'a)', '"$a"', 'a `', '{'])('notices an invalid script: %s', (text) => {
    expect(() => powershellWords(text)).toThrow(/line 1/);
  });
});

const pwsh = 'pwsh';
const hasPowershell = spawnSync(pwsh, ['-NoProfile', '-Command', 'exit 0']).status === 0;

describe.skipIf(!hasPowershell)('PowerShell', () => {
  const offers = (line: string) => {
    const folder = folderOfTest();
    writeFileSync(join(folder, 'script.ps1'), script);
    writeFileSync(join(folder, 'amplify-tui'), "#!/bin/sh\nprintf 'default\\nmy team\\no%sbrien\\n' \"'\"\n");
    chmodSync(join(folder, 'amplify-tui'), 0o755);
    const ask = `. ./script.ps1; (TabExpansion2 -inputScript ${powershellText(line)} -cursorColumn ${line.length}).CompletionMatches.CompletionText`;
    const { stdout } = spawnSync(pwsh, ['-NoProfile', '-NonInteractive', '-Command', ask], {
      cwd: folder,
      env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` },
      encoding: 'utf8',
    });
    return stdout.split(/\r?\n/).filter(Boolean);
  };

  it('offers commands, options, words and profiles', () => {
    expect(offers('amplify-tui in')).toEqual(['init']);
    expect(offers('amplify-tui --region eu-west-1 init --res')).toEqual(['--resume']);
    expect(offers('amplify-tui init --region eu-c')).toEqual(['eu-central-1', 'eu-central-2']);
    expect(offers('amplify-tui init --region=eu-c')).toEqual([
      '--region=eu-central-1',
      '--region=eu-central-2',
    ]);
    expect(offers('amplify-tui init --profile ')).toEqual(['default', "'my team'", "'o''brien'"]);
    expect(offers("amplify-tui init --profile 'my")).toEqual(["'my team'"]);
  });
});

describe('completions powershell --install', () => {
  let home: string;
  let said: string;
  beforeEach(() => {
    home = folderOfTest();
    said = '';
    mkdirSync(join(home, 'bin'));
    vi.stubEnv('XDG_DATA_HOME', undefined);
    vi.stubEnv('HOME', home);
    vi.stubEnv('PATH', `${join(home, 'bin')}${delimiter}/usr/bin${delimiter}/bin`);
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  const run = (...words: string[]) => runCompletions(readArguments(['completions', ...words]), '1.2.3');
  const file = () => join(home, '.local/share/amplify-tui/completions.ps1');
  const answering = (program: string, answer: string) => {
    writeFileSync(join(home, 'bin', program), `#!/bin/sh\n${answer}\n`);
    chmodSync(join(home, 'bin', program), 0o755);
  };

  it('puts the script into a file, and shows the line for your PowerShell profile', async () => {
    answering('pwsh', `echo '${home}/profile.ps1'`);
    expect(await run('powershell', '--install', '--yes')).toBe(0);
    expect(readFileSync(file(), 'utf8')).toBe(script);
    const line = `. '${file()}'`;
    expect(said).toContain(`\nPut this into ${home}/profile.ps1: ${line}\n`);
    writeFileSync(join(home, 'profile.ps1'), `Set-StrictMode -Version 3\n${line}\n`);
    said = '';
    await run('powershell', '--install', '--yes');
    expect(said).not.toContain('Put this');
  });

  it('names the file of each installed PowerShell', async () => {
    answering('pwsh', `echo '${home}/seven.ps1'`);
    answering('powershell', `echo '${home}/five.ps1'`);
    await run('powershell', '--install', '--yes');
    expect(said).toContain(`Put this into ${home}/seven.ps1 and ${home}/five.ps1: . '`);
  });

  it.each([
    ['none is there', undefined],
    ['it fails', 'echo /a.ps1; exit 1'],
    ['it says nothing', 'exit 0'],
    ['it says something else', "printf 'a\\033[2J.ps1'"],
  ])('says what PowerShell calls that file where %s', async (_, answer) => {
    if (answer !== undefined) answering('pwsh', answer);
    await run('powershell', '--install', '--yes');
    expect(said).toContain(`Put this into the file that $PROFILE names: . '${file()}'`);
  });

  it('is the default shell of Windows if no other is named; cmd has no completions', async () => {
    actAs('win32');
    vi.stubEnv('SHELL', undefined);
    await run('--install', '--dry-run');
    expect(said).toContain('completions for powershell');
    await expect(run('cmd', '--install', '--yes')).rejects.toMatchObject({
      code: 'USAGE',
      why: 'cmd completes names of files, and asks no program for more.',
      next: 'For example: `amplify-tui completions powershell`.',
    });
  });
});

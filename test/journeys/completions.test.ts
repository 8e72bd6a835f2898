import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal, type Terminal } from '../support/terminal.ts';
import { run } from './support/run.ts';

const has = (program: string) => spawnSync(program, ['--version']).status === 0;

/** How a user starts each shell so that it reads what `--install` wrote. */
const shells = {
  bash: { args: ['--noprofile', '--rcfile', '.bashrc', '-i'], prompt: '$ ' },
  zsh: { args: ['-i'], prompt: '% ' },
  fish: { args: ['--private', '-i'], prompt: '> ' },
} as const;
type Shell = keyof typeof shells;
for (const shell of Object.keys(shells))
  if (!has(shell)) console.warn(`skipped: no ${shell} here, so completions are not tried in it`);

let home: string;
let env: Record<string, string>;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'amplify-tui-completions-'));
  const bin = join(home, '.local/bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    join(bin, 'amplify-tui'),
    `#!/bin/sh\nexec '${process.execPath}' '${process.cwd()}/dist/cli.js' "$@"\n`,
  );
  chmodSync(join(bin, 'amplify-tui'), 0o755);
  // A command of the user's own, to complete after `exec --`.
  writeFileSync(join(bin, 'deploy-everything'), '#!/bin/sh\n');
  chmodSync(join(bin, 'deploy-everything'), 0o755);
  mkdirSync(join(home, '.aws'));
  writeFileSync(
    join(home, '.aws/config'),
    '[default]\n[profile "my team"]\n[profile team:dev]\n[profile team:prod]\n',
  );
  // Includes a line that the package bash-completion would run by itself, and the one for zsh that the program suggests.
  writeFileSync(
    join(home, '.bashrc'),
    "PS1='$ '\n. ~/.local/share/bash-completion/completions/amplify-tui\nbind 'set bell-style none'\n",
  );
  writeFileSync(
    join(home, '.zshrc'),
    "PS1='%% '\nfpath+=(~/.local/share/zsh/site-functions)\nautoload -U compinit && compinit -u\nunsetopt beep\n",
  );
  mkdirSync(join(home, '.config/fish'), { recursive: true });
  writeFileSync(
    join(home, '.config/fish/config.fish'),
    'set fish_greeting\nfunction fish_prompt; echo "> "; end\nset fish_autosuggestion_enabled 0\n',
  );
  env = { HOME: home, PATH: `${bin}:${process.env.PATH}`, LANG: 'C.UTF-8' };
});
afterEach(closeTerminals);
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function opened(shell: Shell): Promise<Terminal> {
  const { args, prompt } = shells[shell];
  const terminal = openTerminal({ args: [], command: [shell, ...args], env, cwd: home });
  await terminal.see(prompt);
  return terminal;
}

/** Types words, presses Tab, waits for the completion, and clears the line. */
async function completes(terminal: Terminal, typed: string, made: string): Promise<void> {
  terminal.type(typed);
  await terminal.see(typed);
  terminal.press('tab');
  await terminal.see(made);
  terminal.press('ctrl+u');
  await terminal.gone(made);
}

describe.each(Object.keys(shells) as Shell[])('completions of %s, installed', (shell) => {
  it.skipIf(!has(shell))('work in the shell itself', async () => {
    const installed = await run(['completions', '--install', '--yes'], {
      env: { ...env, SHELL: `/bin/${shell}` },
    });
    expect([installed.code, installed.err]).toEqual([0, '']);
    const terminal = await opened(shell);
    await completes(terminal, 'amplify-tui ini', 'amplify-tui init');
    await completes(terminal, 'amplify-tui init --resu', 'amplify-tui init --resume');
    await completes(terminal, 'amplify-tui init --region=sa-e', 'amplify-tui init --region=sa-east-1');
    await completes(
      terminal,
      'amplify-tui init --profile m',
      String.raw`amplify-tui init --profile my\ team`,
    );
    await completes(terminal, 'amplify-tui init --profile "m', 'amplify-tui init --profile "my team"');
    await completes(terminal, 'amplify-tui init --profile team:p', 'amplify-tui init --profile team:prod');
    await completes(
      terminal,
      'amplify-tui --endpoint-url http://localhost:4566 init --resu',
      'http://localhost:4566 init --resume',
    );
    await completes(
      terminal,
      'amplify-tui exec --profile default -- deploy-e',
      'amplify-tui exec --profile default -- deploy-everything',
    );
    // bash completes words of other commands with the package bash-completion.
    if (shell === 'bash') return;
    await completes(
      terminal,
      'amplify-tui exec -- amplify-tui stat',
      'amplify-tui exec -- amplify-tui status',
    );
  });
});

it('a second installation finds everything unchanged, and an rc file is never touched', async () => {
  const rcFile = readFileSync(join(home, '.bashrc'), 'utf8');
  const install = () =>
    run(['completions', 'bash', '--install', '--yes'], { env: { ...env, SHELL: '/bin/bash' } });
  await install();
  const again = await install();
  expect([again.code, again.err]).toEqual([0, '']);
  expect(again.out).toContain('nothing was written');
  expect(readFileSync(join(home, '.bashrc'), 'utf8')).toBe(rcFile);
});

it.skipIf(!has('man'))('the man page is found by its name, and shown without a warning', async () => {
  await run(['completions', 'bash', '--install', '--yes'], { env });
  const { status, stdout, stderr } = spawnSync('man', ['--warnings=w', '-E', 'UTF-8', 'amplify-tui'], {
    env: { ...env, MANWIDTH: '80', MANPAGER: 'cat' },
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('EXIT STATUS');
});

import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { closeTerminals, openTerminal, type Terminal } from '../../support/terminal.ts';
import { openWorld } from '../support/cloud.ts';

const has = (program: string) => spawnSync('which', [program]).status === 0;
const world = await openWorld(200);

beforeAll(async () => {
  mkdirSync(join(world.home, '.amplify/tui'), { recursive: true });
  writeFileSync(join(world.home, '.amplify/tui/settings.ini'), '[production]\nprofile[]=default\n');
});
afterEach(closeTerminals);

/** Opens the first question of `init` with a production profile. */
async function question(env: Readonly<Record<string, string>>, ...options: string[]) {
  const terminal = openTerminal({
    args: ['init', ...options],
    cwd: world.project,
    env: { ...world.env, ...env },
  });
  await terminal.see('called?');
  await terminal.see('111122223333');
  return terminal;
}

/** The marks of the production profile, the active field, and the current step. */
function marksOf(terminal: Terminal) {
  const cells = terminal.cells();
  const top = cells[0] ?? [];
  const body = cells.slice(2, -2).flat();
  return {
    production: top.every(({ inverse, background }) => inverse || background !== undefined),
    // A single cell; a longer run is a selection.
    caret: body.filter((cell, at) => cell.inverse && !body[at - 1]?.inverse && !body[at + 1]?.inverse).length,
    bold: body.some(({ bold }) => bold),
    colours: [...top, ...body].some(({ color, background }) => color ?? background),
  };
}

describe('a terminal without colours', () => {
  it('shows the position and the state, however colours were switched off', async () => {
    const ways = await Promise.all([
      question({}, '--no-color'),
      question({ NO_COLOR: '1' }),
      question({ FORCE_COLOR: '0' }),
      question({ TERM: 'foobar' }),
      question({ TERM: 'vt100', CI: 'true' }),
    ]);
    for (const terminal of ways)
      expect(marksOf(terminal)).toEqual({ production: true, caret: 1, bold: true, colours: false });
  });

  it('has colours on a build server that a user works on', async () => {
    expect(marksOf(await question({ CI: 'true' }))).toEqual({
      ...{ production: true, caret: 1, bold: true },
      colours: true,
    });
  });
});

/** The first console page that `configure` shows, with its address. */
async function consolePage(terminal: Terminal) {
  await terminal.see('get them in the browser');
  terminal.press('down', 'down', 'enter');
  await terminal.see('region');
  terminal.press('enter');
  await terminal.see('https://');
  terminal.press('y');
}

/** The text that the terminal was told to copy to the clipboard. */
function copiedIn(terminal: Terminal): string {
  const [, copied = ''] = /\]52;[a-z]*;([A-Za-z0-9+/=]+)/.exec(terminal.bytes()) ?? [];
  return Buffer.from(copied, 'base64').toString();
}

const flow = `"${process.execPath}" "${process.cwd()}/dist/cli.js" configure --cwd`;

describe('a copied address', () => {
  it.skipIf(!has('tmux'))('goes through tmux, which passes it on', async () => {
    const terminal = openTerminal({
      args: [],
      command: [
        'tmux',
        '-L',
        `copy-${process.pid}`,
        '-f',
        '/dev/null',
        'new-session',
        `${flow} "${world.project}"`,
      ],
      env: world.env,
    });
    await consolePage(terminal);
    await terminal.see('Copied');
    expect(copiedIn(terminal)).toMatch(/^https:\/\//);
    terminal.press('ctrl+c');
    await terminal.see(/is not finished/i);
    terminal.press('ctrl+c');
    expect(await terminal.exited).toBe(0);
  });

  it.skipIf(!has('screen'))('goes through GNU screen, also by tmux inside it', async () => {
    const started = `"${process.execPath}" "${process.cwd()}/dist/cli.js" configure --cwd "${world.project}"`;
    const socket = `inside-${process.pid}`;
    const commands = [
      started,
      ...(has('tmux')
        ? [
            `tmux -L ${socket} -f /dev/null start-server \\; set -g allow-passthrough on \\; new-session '${started}'`,
          ]
        : []),
    ];
    for (const command of commands) {
      const terminal = openTerminal({
        args: [],
        command: ['screen', '-c', '/dev/null', '-S', `copy-${process.pid}`, '/bin/sh', '-c', command],
        env: { ...world.env, KITTY_WINDOW_ID: '1', SCREENDIR: mkdtempSync(join(world.home, 'screen-')) },
      });
      await consolePage(terminal);
      await terminal.see('Copied');
      await eventually(() => expect(copiedIn(terminal)).toMatch(/^https:\/\//));
      terminal.press('ctrl+c');
      await terminal.see(/is not finished/i);
      terminal.press('ctrl+c');
      await terminal.exited;
    }
  });

  it('is shown on separate rows if nothing copies it', async () => {
    const terminal = openTerminal({
      args: ['configure'],
      cwd: world.project,
      env: world.env,
      columns: 60,
      rows: 20,
    });
    await consolePage(terminal);
    await terminal.see('This terminal cannot copy');
    const rows = terminal.text();
    const first = rows.findLastIndex((row) => row.startsWith('https://'));
    expect(rows.slice(first, -2).join('')).toMatch(/^https:\/\/\S+$/);
  });
});

describe.skipIf(!has('screen'))('a terminal without an alternate buffer', () => {
  it('is left empty, with the prompt on a new line', async () => {
    const terminal = openTerminal({
      args: [],
      command: [
        'screen',
        '-c',
        '/dev/null',
        '-S',
        `without-${process.pid}`,
        '/bin/bash',
        '--norc',
        '--noprofile',
        '-i',
      ],
      env: {
        ...world.env,
        PS1: 'READY> ',
        HISTFILE: '/dev/null',
        SCREENDIR: mkdtempSync(join(world.home, 'screen-')),
      },
      rows: 24,
      columns: 80,
    });
    await terminal.see('READY>');
    terminal.type(`"${process.execPath}" "${process.cwd()}/dist/cli.js" --cwd "${world.project}"\r`);
    await terminal.see('no Amplify project yet');
    terminal.resize(70, 20);
    await terminal.see(/^─{70}$/);
    terminal.resize(80, 24);
    await terminal.see(/^─{80}$/);
    await eventually(() => expect(terminal.text().filter((row) => /^─+$/.test(row))).toHaveLength(2));
    expect(terminal.text().filter((row) => /^ ?amplify-tui/.test(row))).toHaveLength(1);
    terminal.press('q');
    await terminal.see(/^READY>/);
    expect(terminal.text().join('').trim()).toBe('READY>');
    terminal.type('exit\r');
    await terminal.exited;
  });
});

describe('text from outside', () => {
  const hostile = 'ev\u001B]0;title\u0007\u001B[31m\u202E\u009Dx';

  it('cannot control the terminal, as a folder or a profile, on the screen and in lines', async () => {
    const cwd = join(world.home, hostile);
    mkdirSync(cwd, { recursive: true });
    appendFileSync(
      join(world.home, '.aws/config'),
      '\n[profile 開発者プロファイルの名前はとても長い]\nregion=eu-west-1\nrole_arn=arn:aws:iam::111122223333:role/a\nsource_profile=default\n',
    );
    const isSteered = (terminal: Terminal) =>
      ['\u001B]0;title', '\u202E', '\u009D'].some((bytes) => terminal.bytes().includes(bytes));
    const lines = openTerminal({ args: ['status'], cwd, env: world.env });
    expect(await lines.exited).toBe(1);
    expect(isSteered(lines)).toBe(false);
    const json = openTerminal({ args: ['status', '--json'], cwd, env: world.env });
    expect(await json.exited).toBe(1);
    expect(isSteered(json)).toBe(false);
    const terminal = openTerminal({ args: [], cwd, env: world.env, columns: 100, rows: 30 });
    await terminal.see('no Amplify project yet');
    // A wide name is cut before the next column.
    await terminal.see(/開発者[^ ]*… +role/);
    terminal.press('p');
    await terminal.see('/ filter');
    await terminal.see(/開発者[^ ]*… +role/);
    // The calls are listed, although their pane was not open.
    terminal.press('escape');
    await terminal.see('i init');
    terminal.press('L');
    await terminal.see(/\b(?:iam|sts) +[A-Z]/);
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
    expect(isSteered(terminal)).toBe(false);
  });
});

describe('a window that is too small', () => {
  it('shows only its message and nothing of the first paint', async () => {
    const terminal = openTerminal({
      ...{ args: [], columns: 40, rows: 10 },
      cwd: world.project,
      env: world.env,
    });
    await terminal.see('Make the window at least');
    await terminal.gone('─');
    expect(terminal.text().join('')).not.toMatch(/Opening|─/);
    terminal.resize(80, 24);
    await terminal.see(/^─{80}$/);
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
  });
});

describe('a terminal that shows only ASCII', () => {
  it('gets nothing else, on the screen and in lines', async () => {
    for (const env of [{ LC_ALL: 'C' }, { TERM: 'linux' }]) {
      const terminal = await question(env);
      terminal.resize(60, 20);
      await terminal.see('^g help');
      terminal.press('ctrl+g');
      await terminal.see('one word right');
      expect(terminal.bytes()).not.toMatch(/[^\0-\x7F]/);
      closeTerminals();
    }
    const lines = openTerminal({ args: ['status'], cwd: world.project, env: { ...world.env, LC_ALL: 'C' } });
    expect(await lines.exited).toBe(1);
    expect(lines.text().join('\n')).toContain('x There is no Amplify project');
  });
});

describe('a terminal that cannot be drawn on', () => {
  it('gets plain mode, whatever the command', async () => {
    const env = { ...world.env, TERM: 'dumb' };
    const home = openTerminal({ args: [], cwd: world.project, env });
    await home.see('Type a number');
    home.type('quit\r');
    expect(await home.exited).toBe(0);
    expect(home.bytes()).not.toContain('\u001B');
    const flow = openTerminal({ args: ['configure'], cwd: world.project, env });
    await flow.see('How should amplify-tui sign in to AWS?');
    await flow.see('Way [');
    flow.type('/quit\r');
    expect(await flow.exited).toBe(0);
    expect(flow.bytes()).not.toContain('\u001B');
  });
});

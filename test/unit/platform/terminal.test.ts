import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { actAs } from '../../support/act-as.ts';

const written: string[] = [];
vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  writeSync: (_: number, bytes: Buffer) => {
    written.push(bytes.toString());
    return bytes.length;
  },
}));

const { skeleton } = await import('../../../src/platform/first-paint.ts');
const terminal = await import('../../../src/platform/terminal.ts');

const tty = { isTTY: true, columns: 120, rows: 40 };

afterEach(() => {
  written.length = 0;
});

describe('what a terminal can do', () => {
  it('is only its size if there is none, or a dumb one', () => {
    for (const [env, stdout] of [
      [{ TERM: 'xterm-kitty', LANG: 'C' }, {}],
      [{ TERM: 'dumb', TERM_PROGRAM: 'iTerm.app' }, tty],
    ] as const) {
      expect(terminal.terminalAbilities(env, stdout)).toMatchObject({
        interactive: false,
        colourDepth: 1,
        hyperlinks: false,
        clipboard: false,
        progress: false,
        title: false,
      });
    }
    expect(terminal.terminalAbilities({}, {})).toMatchObject({ columns: 80, rows: 24 });
  });

  it('follows what the terminal says about itself', () => {
    expect(
      terminal.terminalAbilities({ TERM: 'xterm-kitty', COLORTERM: 'truecolor', LANG: 'en_US.UTF-8' }, tty),
    ).toEqual({
      interactive: true,
      columns: 120,
      rows: 40,
      colourDepth: 24,
      unicode: true,
      hyperlinks: true,
      clipboard: true,
      clipboardOutside: false,
      progress: false,
      title: true,
      mouse: true,
      notification: 99,
    });
    expect(
      terminal.terminalAbilities({ TERM: 'xterm-256color', TMUX: 'x', TERM_PROGRAM: 'iTerm.app' }, tty),
    ).toMatchObject({
      colourDepth: 8,
      hyperlinks: false,
      clipboard: false,
    });
    expect(terminal.terminalAbilities({ TERM: 'linux', LANG: 'C.UTF-8' }, tty)).toMatchObject({
      mouse: false,
      unicode: false,
      title: false,
    });
    expect(
      terminal.terminalAbilities({ TERM: 'xterm', NO_COLOR: '1', COLORTERM: 'truecolor' }, tty).colourDepth,
    ).toBe(1);
    expect(terminal.terminalAbilities({ TERM: 'xterm', LC_ALL: 'C', LANG: 'C.UTF-8' }, tty).unicode).toBe(
      process.platform === 'darwin',
    );
  });

  it.each<[number, Record<string, string>]>([
    [1, { TERM: 'foobar' }],
    [1, { TERM: 'vt100' }],
    [1, { TERM: 'xterm-256color', FORCE_COLOR: '0' }],
    [1, { TERM: 'xterm-256color', FORCE_COLOR: 'false' }],
    [1, { TERM: 'xterm', NO_COLOR: '1', FORCE_COLOR: '3' }],
    [4, { TERM: 'xterm', NO_COLOR: '' }],
    [4, { TERM: 'foobar', COLORTERM: 'yes' }],
    [4, { TERM: 'foobar', FORCE_COLOR: '1' }],
    [4, { TERM: 'linux' }],
    [4, { TERM: 'screen', CI: 'true' }],
    [8, { TERM: 'foobar', FORCE_COLOR: '2' }],
    [8, { TERM: 'xterm-256color', CI: 'true' }],
    [24, { TERM: 'foobar', COLORTERM: 'truecolor' }],
    [24, { TERM: 'xterm', FORCE_COLOR: '3' }],
  ])('has %i bits of colour with %j', (depth, env) => {
    expect(terminal.terminalAbilities(env, tty).colourDepth).toBe(depth);
  });
});

describe('on Windows', () => {
  beforeEach(() => actAs('win32'));

  it.each<[boolean, Record<string, string>]>([
    [true, { WT_SESSION: 'x' }],
    [true, { TERM_PROGRAM: 'vscode' }],
    [true, { TERMINAL_EMULATOR: 'JetBrains-JediTerm' }],
    [true, { LANG: 'de_DE.UTF-8', TERM_PROGRAM: 'mintty' }],
    [false, {}],
    [false, { ConEmuANSI: 'ON' }],
  ])('shows more than ASCII: %j with %j', (unicode, env) => {
    expect(terminal.terminalAbilities(env, tty)).toMatchObject({ interactive: true, unicode, mouse: false });
  });

  it('writes only ASCII to a file outside Windows Terminal', () => {
    expect(terminal.unicodeIn({ TERM_PROGRAM: 'vscode' }, false)).toBe(false);
    expect(terminal.unicodeIn({ WT_SESSION: 'x' }, false)).toBe(true);
  });

  it.each([
    [4, {}],
    [24, { WT_SESSION: 'x' }],
    [24, { TERM_PROGRAM: 'vscode', COLORTERM: 'truecolor' }],
    [1, { NO_COLOR: '1' }],
  ])('has %i bits of colour with %j', (depth, env) => {
    expect(terminal.terminalAbilities(env, tty).colourDepth).toBe(depth);
  });
});

describe('extras', () => {
  const able = terminal.terminalAbilities({ TERM: 'xterm-256color', WT_SESSION: 'x' }, tty);
  const unable = terminal.terminalAbilities({ TERM: 'xterm' }, tty);

  it('are written only where they are known', () => {
    terminal.setTitle(able, 'inventory\u0007\u001B]52;c;x');
    terminal.setProgress(able, 41.6);
    terminal.setProgress(able, 'none');
    expect(terminal.copyToClipboard(able, 'hé')).toBe(true);
    expect(written).toEqual([
      '\u001B]2;inventory\u0007',
      '\u001B]9;4;1;42\u0007',
      '\u001B]9;4;0\u0007',
      `\u001B]52;c;${Buffer.from('hé').toString('base64')}\u0007`,
    ]);
    written.length = 0;
    for (const env of [
      { TERM: 'xterm-kitty' },
      { TERM: 'foot' },
      { TERM: 'xterm', TERM_PROGRAM: 'iTerm.app' },
    ])
      terminal.notify(terminal.terminalAbilities(env, tty), 'shop\u0007; done');
    terminal.notify(terminal.terminalAbilities({ TERM: 'xterm-kitty', TMUX: '/tmp/x' }, tty), 'shop');
    terminal.notify(unable, 'shop');
    expect(written).toEqual([
      '\u001B]99;i=amplify-tui:o=unfocused;amplify-tui: shop; done\u001B\\',
      '\u001B]777;notify;amplify-tui;shop, done\u0007',
      '\u001B]9;amplify-tui: shop; done\u0007',
    ]);
    written.length = 0;
    terminal.setProgress(unable, 50);
    expect(terminal.copyToClipboard(unable, 'x')).toBe(false);
    expect(written).toEqual([]);
  });
});

describe('the title', () => {
  const titleOf = (text: string, given = {}) => {
    written.length = 0;
    terminal.setTitle(
      { ...terminal.terminalAbilities({ TERM: 'xterm', LANG: 'C.UTF-8' }, tty), ...given },
      text,
    );
    return written;
  };

  it('contains nothing that reverses text, ends it early or is invisible', () => {
    expect(titleOf('a\u202Eb\u2066c\u009Cd\u009Be\u200Bf\u0007g\u061Ch\u2028i')).toEqual([
      '\u001B]2;abcdefgh i\u0007',
    ]);
  });

  it('is cut between characters, and is ASCII if the terminal shows nothing else', () => {
    expect(titleOf('👩'.repeat(100))).toEqual([`\u001B]2;${'👩'.repeat(80)}\u0007`]);
    expect(titleOf('über/開発', { unicode: false })).toEqual(['\u001B]2;?ber/??\u0007']);
  });
});

describe('a sequence through GNU screen', () => {
  it('is sent in pieces that screen accepts, which are complete together', async () => {
    const { throughScreen } = await import('../../../src/platform/clipboard.ts');
    const whole = terminal.clipboardBytes('x'.repeat(3000)) ?? '';
    const pieces = throughScreen(whole)
      .split('\u001B\\')
      .slice(0, -1)
      .map((piece) => `${piece}\u001B\\`);
    expect(pieces.length).toBeGreaterThan(5);
    for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(768);
    expect(pieces.map((piece) => piece.slice(2, -2)).join('')).toBe(whole);
    expect(terminal.clipboardBytes('x'.repeat(80_000))).toBeUndefined();
  });
});

describe('taking the screen', () => {
  it('restores everything once, after the drawing has stopped', () => {
    const listeners = process.eventNames().map((name) => [name, process.listeners(name as 'exit')] as const);
    try {
      terminal.restoreTerminal();
      expect(written).toEqual([]);
      terminal.enterScreen();
      terminal.enterScreen();
      expect(written).toHaveLength(1);
      terminal.beforeRestore(() => written.push('stopped'));
      terminal.restoreTerminal();
      terminal.restoreTerminal();
      expect(written.slice(1)).toEqual(['stopped', expect.any(String)]);
      for (const mode of ['1049', '25', '7', '2004']) {
        const on = mode === '25' || mode === '7';
        expect(written.at(-1)).toContain(`\u001B[?${mode}${on ? 'h' : 'l'}`);
      }
    } finally {
      for (const name of process.eventNames()) {
        const before = listeners.find(([each]) => each === name)?.[1] ?? [];
        for (const listener of process.listeners(name as 'exit')) {
          if (!before.includes(listener)) process.removeListener(name as 'exit', listener);
        }
      }
    }
  });

  it('paints a skeleton of the real size', () => {
    const bytes = skeleton({ columns: 80, rows: 24, unicode: true });
    expect(bytes).toContain(`\u001B[2;1H\u001B[2m${'─'.repeat(80)}`);
    expect(bytes).toContain(`\u001B[23;1H`);
    expect(bytes).toContain('Opening…');
    expect(bytes.endsWith('\u001B[H')).toBe(true);
    expect(skeleton({ columns: 80, rows: 24, unicode: false })).not.toContain('─');
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { closeTerminals, openTerminal, type Terminal } from '../../support/terminal.ts';
import { openWorld } from '../support/cloud.ts';

const world = await openWorld(200);
afterEach(closeTerminals);

const open = (env: Readonly<Record<string, string>> = {}) =>
  openTerminal({ args: [], columns: 100, rows: 30, cwd: world.project, env: { ...world.env, ...env } });

describe('input from a terminal', () => {
  it('before the first frame is kept, whatever key it is', async () => {
    const terminal = open();
    terminal.type('itypedahead');
    await terminal.see(/Project name +typedahead/);
    // An unterminated paste, a colour that nobody requested, Ctrl+C as in xterm's newer mode.
    terminal.type('\u001B[200~more');
    terminal.type('\u001B[27;5;99~');
    await terminal.see(/is not finished/i);
    terminal.press('ctrl+c');
    expect(await terminal.exited).toBe(0);
  });

  it('in pieces is one key, and an answer of the terminal is not a key', async () => {
    const terminal = open({ SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22' });
    await terminal.see('i init');
    terminal.type('iab');
    await terminal.see(/Project name +ab/);
    terminal.type('\u001B]11;rgb:fdfd/f6f6/dbdb\u0007\u001B');
    // Sent once the program has surely read the first half, since the screen answers each key.
    terminal.type('[D');
    terminal.type('X');
    await terminal.see(/Project name +aXb/);
    terminal.press('ctrl+c');
    await terminal.see(/is not finished/i);
    terminal.press('ctrl+c');
    expect(await terminal.exited).toBe(0);
  });
});

describe('a keyboard without Latin letters', () => {
  /** What the terminal is told about the keyboard protocol, in order. */
  const told = (terminal: Terminal) =>
    terminal
      .bytes()
      .match(/(?<=\[)(?:\?u|>29u|<u|=29;1u)/g)
      ?.join(' ') ?? '';

  it('has its keys named by position if the terminal can, and restores that on every way out', async () => {
    const terminal = openTerminal({
      args: [],
      command: ['/bin/bash', '--norc', '--noprofile', '-i'],
      ...{ columns: 100, rows: 30 },
      env: { ...world.env, PS1: 'READY> ', HISTFILE: '/dev/null' },
    });
    await terminal.see('READY>');
    terminal.type(`"${process.execPath}" "${process.cwd()}/dist/cli.js" --cwd "${world.project}"\r`);
    await terminal.see('i init');
    // A letter in the table: profiles, on the key of p. The terminal is queried only now.
    expect(told(terminal)).toBe('');
    terminal.type('з');
    await terminal.see('/ filter');
    expect(told(terminal)).toBe('?u');
    terminal.type('\u001B[?0u');
    await eventually(() => expect(told(terminal)).toBe('?u >29u'));
    // Escape, then letters in no table, on the keys of i and c; Enter and Backspace are sequences, too.
    terminal.type('\u001B[27u');
    await terminal.see('i init');
    terminal.type('\u001B[4328::105;;4328u');
    await terminal.see(/Project name +inventory/);
    terminal.type('\u001B[97:65;2;65u\u001B[1073::44;;1073u\u001B[98;;98u\u001B[127u');
    await terminal.see(/Project name +Aб/);
    terminal.type('\u001B[108;5u');
    await eventually(() => expect(told(terminal)).toBe('?u >29u =29;1u'));
    terminal.type('\u001B[1103::122;5u');
    await terminal.see('Stopped');
    expect(told(terminal)).toBe('?u >29u =29;1u <u');
    terminal.type('fg; echo "ENDED" $?\r');
    await terminal.see(/Project name +Aб/);
    expect(told(terminal)).toBe('?u >29u =29;1u <u >29u');
    terminal.type('\u001B[1089::99;5u');
    await terminal.see(/is not finished/i);
    terminal.press('ctrl+c');
    await terminal.see(/^ENDED 0/);
    expect(told(terminal)).toBe('?u >29u =29;1u <u >29u <u');
    terminal.type('exit\r');
    await terminal.exited;
  });
});

describe('the cursor of the terminal', () => {
  it('is where the next character goes, and is hidden if nothing is typed', async () => {
    const terminal = open();
    await terminal.see('i init');
    expect(terminal.cursor()).toBeUndefined();
    terminal.press('i');
    await terminal.see(/Project name +inventory/);
    const behind = (pattern: RegExp) => {
      const row = terminal.text().findIndex((line) => pattern.test(line));
      const [found] = pattern.exec(terminal.text()[row] ?? '') ?? [''];
      return { row, column: (terminal.text()[row] ?? '').indexOf(found) + found.length };
    };
    await eventually(() => expect(terminal.cursor()).toEqual(behind(/Project name +inventory/)));
    terminal.press('left', 'left');
    const { row, column } = behind(/Project name +inventory/);
    await eventually(() => expect(terminal.cursor()).toEqual({ row, column: column - 2 }));
    // Into another box, over the first one, and a redraw.
    terminal.press('end', 'ctrl+k');
    await terminal.see('COMMANDS');
    terminal.type('wa');
    await terminal.see(/\/ ?wa/);
    terminal.press('ctrl+l');
    await eventually(() => expect(terminal.cursor()).toEqual(behind(/\/ ?wa/)));
    terminal.press('escape');
    await terminal.see('what do you want to do');
    terminal.press('escape');
    await terminal.gone('COMMANDS');
    await eventually(() => expect(terminal.cursor()).toEqual({ row, column }));
    terminal.resize(80, 24);
    await eventually(() => expect(terminal.cursor()).toEqual(behind(/Project name +inventory/)));
    terminal.press('tab');
    await eventually(() => expect(terminal.cursor()).toBeUndefined());
    terminal.press('ctrl+c');
    expect(await terminal.exited).toBe(0);
    expect(terminal.bytes()).toContain('\u001B[0 q');
  });
});

describe('a field', () => {
  it('is edited like a line in a shell, by whole characters, and takes no colours from a paste', async () => {
    const terminal = open();
    await terminal.see('i init');
    terminal.type('p');
    await terminal.see('/ filter');
    terminal.type('/');
    // There is more beside the list; the emulator pads wide characters.
    const query = () => {
      const row = terminal.text().find((each) => each.startsWith(' /')) ?? '';
      return row.slice(2).split(/ {2,}/)[0]?.trim();
    };
    const holds = (text: string) => eventually(() => expect(query()).toBe(text));
    terminal.paste('\u001B[31mone\u001B[0m two three\u202E');
    await holds('one two three');
    // Delete to the left, to the right as two terminals send it; Shift with an arrow only moves.
    terminal.type('\u001B[H\u001B[3;5~');
    await holds('two three');
    terminal.type(`${'\u001B[1;2C'.repeat(4)}\u001Bd`);
    await holds('two');
    terminal.type('\u0015🇩🇪👩\u200D👧e\u0301');
    await holds('🇩🇪👩\u200D👧e\u0301');
    terminal.type('\u007F\u007F');
    await holds('🇩🇪');
    terminal.type('\u007F');
    await holds('type to filter');
    terminal.press('ctrl+c');
    expect(await terminal.exited).toBe(0);
  });
});

import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { closeTerminals, openTerminal } from '../support/terminal.ts';
import { openWorld } from './support/cloud.ts';

const world = await openWorld(2);

afterEach(closeTerminals);

const program = `${process.cwd()}/dist/cli.js`;

/**
 * Runs the program between two readings of the terminal's modes.
 *
 * @param node options of Node itself, before the program
 */
function inShell(node = '') {
  return openTerminal({
    args: [],
    command: [
      '/bin/sh',
      '-c',
      // The shell survives a Ctrl+C that the terminal turns into a signal; the program receives it as usual.
      `trap : INT; stty -a; echo BEFORE; "${process.execPath}" ${node} "${program}" --cwd "${world.project}"; code=$?; stty -a; echo "AFTER $code"; cat`,
    ],
    env: world.env,
  });
}

/** The modes that `stty -a` has printed before and after the program. */
function modesOf(bytes: string): string[] {
  return [...bytes.matchAll(/speed \d+ baud[\s\S]*?(?=\r?\n(?:BEFORE|AFTER))/g)].map(([modes]) =>
    modes.trim(),
  );
}

function expectRestored(bytes: string): void {
  const [before, after] = modesOf(bytes);
  expect(before).toContain('speed');
  expect(after).toBe(before);
  const ends = (on: string, off: string) => [bytes.lastIndexOf(on), bytes.lastIndexOf(off)];
  for (const mode of ['25h 25l', '1049l 1049h', '7h 7l', '1000l 1000h', '1006l 1006h']) {
    const [normal = '', changed = ''] = mode.split(' ').map((word) => `\u001B[?${word}`);
    const [restored = -1, taken = -1] = ends(normal, changed);
    // Stopped before it took the screen, so nothing may have changed.
    expect(restored, mode).toBeGreaterThanOrEqual(taken);
  }
}

describe('every way out restores the terminal', () => {
  it.each([
    ['q', 0],
    ['ctrl+c', 0],
    ['ctrl+\\', 131],
  ])('the key %s', async (key, code) => {
    const terminal = inShell();
    await terminal.see('no Amplify project yet');
    terminal.press(key);
    await terminal.see(`AFTER ${code}`);
    expectRestored(terminal.bytes());
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGQUIT', 131],
    ['SIGABRT', 134],
    // By default Node would start a debugger.
    ['SIGUSR1', 138],
  ])('the signal %s', async (signal, code) => {
    const terminal = inShell();
    await terminal.see('no Amplify project yet');
    process.kill(childOf(terminal.pid), signal);
    await terminal.see(`AFTER ${code}`);
    expectRestored(terminal.bytes());
  });

  it('an uncaught error, which is shown after the screen is gone', async () => {
    const crash = 'process.on("SIGUSR2",()=>{throw new Error("a crash on purpose")})';
    const terminal = inShell(`--import 'data:text/javascript,${encodeURIComponent(crash)}'`);
    await terminal.see('no Amplify project yet');
    process.kill(childOf(terminal.pid), 'SIGUSR2');
    await terminal.see('AFTER 1');
    expectRestored(terminal.bytes());
    const report = terminal.bytes().slice(terminal.bytes().lastIndexOf('\u001B[?1049l'));
    expect(report).toContain('a crash on purpose');
  });

  it.each([
    // Printed by the program's own process: keys that the shell gets are not ours.
    ['before anything is drawn', 'STARTED'],
    ['at the first paint', 'amplify-tui'],
  ])('Ctrl+C %s', async (_, seen) => {
    const tells = 'process.stdout.write("STARTED\\n")';
    const terminal = inShell(`--import 'data:text/javascript,${encodeURIComponent(tells)}'`);
    // In the bytes, since the first paint may cover it before the test looks.
    await vi.waitFor(() => expect(terminal.bytes()).toContain(seen), { timeout: 20_000, interval: 5 });
    terminal.press('ctrl+c');
    await terminal.see(/AFTER (0|130)/);
    expectRestored(terminal.bytes());
  });

  it('Ctrl+Z, which returns it to the shell until fg', async () => {
    const terminal = openTerminal({
      args: [],
      command: ['/bin/bash', '--norc', '--noprofile', '-i'],
      env: { ...world.env, PS1: 'READY> ', HISTFILE: '/dev/null' },
    });
    await terminal.see('READY>');
    terminal.type(`stty -a; echo BEFORE; "${process.execPath}" "${program}" --cwd "${world.project}"\r`);
    await terminal.see('no Amplify project yet');
    terminal.press('ctrl+z');
    await terminal.see(/Stopped/);
    terminal.type('stty -a; echo "AFTER" 0\r');
    await terminal.see(/^AFTER 0/);
    expectRestored(terminal.bytes());
    terminal.type('fg; echo "ENDED" $?\r');
    await terminal.see('no Amplify project yet');
    terminal.press('p');
    await terminal.see('bizcorpadmin');
    await terminal.see('noregion');
    terminal.press('q');
    await terminal.see(/^ENDED 0/);
    terminal.type('exit\r');
    expect(await terminal.exited).toBe(0);
  });

  it('keys typed before anything is drawn', async () => {
    const terminal = inShell();
    await terminal.see('BEFORE');
    terminal.type('pq');
    // `p` opens the profiles, where `q` quits: input typed ahead is neither lost nor echoed.
    await terminal.see('AFTER 0');
    expectRestored(terminal.bytes());
  });
});

/** The program is the shell's child. */
function childOf(shell: number): number {
  return Number(readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim().split(' ')[0]);
}

import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { closeTerminals, openTerminal, type Terminal } from '../support/terminal.ts';
import { openWorld } from './support/cloud.ts';

const world = await openWorld(2);
afterEach(closeTerminals);

const program = `${process.cwd()}/dist/cli.js`;

/** The program as a job of a shell with job control. */
async function asJob() {
  const terminal = openTerminal({
    args: [],
    command: ['/bin/bash', '--norc', '--noprofile', '-i'],
    env: { ...world.env, PS1: 'READY> ', HISTFILE: '/dev/null' },
  });
  await terminal.see('READY>');
  terminal.type(`"${process.execPath}" "${program}" --cwd "${world.project}"\r`);
  await whole(terminal);
  const shell = terminal.pid;
  const job = Number(readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim().split(' ')[0]);
  return { terminal, job };
}

/** Expects the whole home screen at the window's size: top line, rules and footer, and nothing else beside them. */
async function whole(terminal: Terminal, columns = 100, rows = 30): Promise<void> {
  await vi.waitFor(
    () => {
      const text = terminal.text();
      expect(text).toHaveLength(rows);
      expect(text[0]).toMatch(/^ amplify-tui/);
      expect(text[1]).toBe('─'.repeat(columns));
      expect(text.at(-2)).toBe('─'.repeat(columns));
      expect(text.at(-1)).toMatch(/\? help/);
      expect(text.join('\n')).toContain('no Amplify project yet');
      expect(text.join('\n')).not.toMatch(/FOREIGN|READY>|Stopped/);
    },
    { timeout: 20_000, interval: 20 },
  );
}

/** The program's last setting of a terminal mode. */
const isOn = (terminal: Terminal, mode: string) =>
  terminal.bytes().lastIndexOf(`\u001B[?${mode}h`) > terminal.bytes().lastIndexOf(`\u001B[?${mode}l`);

/** Writes another program's bytes to the same terminal. */
const foreign = (pid: number, bytes: string) => writeFileSync(readlinkSync(`/proc/${pid}/fd/0`), bytes);

describe('the terminal is restored completely', () => {
  it('by Ctrl+L, and after every way to be stopped', async () => {
    const { terminal, job } = await asJob();

    // Text of another program, with the cursor anywhere, changed modes and a scroll region.
    execFileSync('stty', ['sane', '-F', readlinkSync(`/proc/${job}/fd/0`)]);
    foreign(job, '\u001B[12;40HFOREIGN\r\nFOREIGN\u001B[?7h\u001B[?25h\u001B[5;9r\u001B[31m');
    await terminal.see('FOREIGN');
    // The terminal now edits lines itself, and passes typed text on at Ctrl+D.
    terminal.type('\u0016\u000C\u0004');
    await whole(terminal);
    expect(['7', '25', '1049', '2004'].map((mode) => isOn(terminal, mode))).toEqual([
      false,
      false,
      true,
      true,
    ]);

    terminal.press('ctrl+z');
    await terminal.see('Stopped');
    expect([isOn(terminal, '7'), isOn(terminal, '25'), isOn(terminal, '1049')]).toEqual([true, true, false]);
    terminal.resize(90, 24);
    terminal.type('fg\r');
    await whole(terminal, 90, 24);

    // Even when stopped from outside, the program gives the terminal back first.
    process.kill(job, 'SIGTSTP');
    await terminal.see('Stopped');
    expect([isOn(terminal, '7'), isOn(terminal, '25'), isOn(terminal, '1049')]).toEqual([true, true, false]);
    terminal.resize(130, 40);
    terminal.type('fg\r');
    await whole(terminal, 130, 40);

    // This signal cannot be handled; the shell writes into the frame and sets its own modes.
    process.kill(job, 'SIGSTOP');
    await terminal.see(/READY>/);
    terminal.type('fg; echo "ENDED" $?\r');
    await whole(terminal, 130, 40);
    // Keys arrive one at a time, without echo.
    terminal.press('p');
    await terminal.see('/ filter');
    terminal.press('escape');
    await whole(terminal, 130, 40);

    process.kill(job, 'SIGCONT');
    terminal.resize(80, 24);
    await whole(terminal, 80, 24);
    terminal.press('q');
    await terminal.see(/^ENDED 0/);
    terminal.type('exit\r');
    expect(await terminal.exited).toBe(0);
  });
});

describe('a closed terminal', () => {
  it('is reported in the log, and does not end in a core dump', async () => {
    const terminal = openTerminal({ args: ['--cwd', world.project], env: world.env });
    await whole(terminal);
    terminal.close();
    expect(await terminal.exited).toBe(129);
    expect(readFileSync(join(world.home, '.amplify/tui/log/amplify-tui.log'), 'utf8')).toContain(
      'stopped by SIGHUP',
    );
  });
});

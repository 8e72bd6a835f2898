import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { closeTerminals, openTerminal } from '../../support/terminal.ts';
import { documentedFiles, openWorld } from '../support/cloud.ts';
import { toReview } from '../support/walk.ts';

const world = await openWorld(300);
afterEach(closeTerminals);

const program = `${process.cwd()}/dist/cli.js`;

function folder(name: string): string {
  const path = join(world.home, name);
  mkdirSync(path);
  writeFileSync(join(path, 'package.json'), '{"dependencies":{"react":"1"},"devDependencies":{"vite":"1"}}');
  return path;
}

/** Runs the program while readers of its streams have ended. @returns what the remaining ones read */
async function withoutReaders(
  args: readonly string[],
  closed: readonly ('stdout' | 'stderr')[],
  cwd: string,
) {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd,
    env: { PATH: process.env.PATH ?? '', TZ: 'UTC', AWS_EC2_METADATA_DISABLED: 'true', ...world.env },
  });
  let said = '';
  for (const name of ['stdout', 'stderr'] as const) {
    if (closed.includes(name)) child[name].destroy();
    else
      child[name].on('data', (chunk: Buffer) => {
        said += chunk;
      });
  }
  const [code, signal] = await once(child, 'close');
  return { code, signal, said };
}

/** Runs a shell command line. */
async function shell(line: string) {
  const child = spawn('/bin/sh', ['-c', line, process.execPath, program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: world.home,
    env: { PATH: process.env.PATH ?? '', TZ: 'UTC', AWS_EC2_METADATA_DISABLED: 'true', ...world.env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk;
    });
  const [code] = await once(child, 'close');
  return { code, said };
}

describe('a listing', () => {
  it.each([
    [['profiles', 'list']],
    [['--version']],
    [['--help']],
    [['doctor', '--json']],
    [['schema', 'answers']],
  ])('%j ends quietly when its reader has ended', async (args) => {
    const { code, said } = await withoutReaders(args, ['stdout'], world.home);
    expect(said).toBe('');
    expect(code).toBe(141);
  });

  it('continues if only its errors have no reader', async () => {
    const { code, said } = await withoutReaders(['profiles', 'list'], ['stderr'], world.home);
    expect(said).toContain('bizcorpadmin');
    expect(code).toBe(0);
  });

  it('says in three lines that the disk is full', async () => {
    for (const args of ['--version', '--help', 'profiles list', 'doctor']) {
      const { code, said } = await shell(`"$0" "$1" ${args} > /dev/full`);
      expect(said.trimEnd().split('\n')).toEqual([
        '✖ Standard output cannot be written.',
        '  The disk is full.',
        '  Make room or write somewhere else, then run it again.',
      ]);
      expect(code).toBe(1);
    }
  });
});

describe('a run that works in AWS', () => {
  it.each([
    ['--json', ['stdout']],
    ['', ['stdout', 'stderr']],
  ] as const)('finishes, and reports the rest where it can (%s)', async (json, closed) => {
    const cwd = folder(`closed${closed.length}`);
    const { code, said } = await withoutReaders(['init', '--yes', ...(json ? [json] : [])], closed, cwd);
    expect(code).toBe(5);
    for (const file of documentedFiles) expect(existsSync(join(cwd, file)), file).toBe(true);
    const told =
      closed.length === 1 ? said : readFileSync(join(world.home, '.amplify/tui/log/amplify-tui.log'), 'utf8');
    expect(told).toContain('Standard output was closed.');
    expect(told).toContain('is complete, 5 files');
    expect(told).not.toMatch(/EPIPE|^\s+at /m);
  });

  it('finishes if the disk that standard output goes to is full', async () => {
    const cwd = folder('full');
    const { code, said } = await shell(`cd ${cwd} && exec "$0" "$1" init --yes > /dev/full`);
    expect(code).toBe(5);
    expect(said).toContain('is complete, 5 files');
    expect(existsSync(join(cwd, '.amplifyrc'))).toBe(true);
  });

  it('finishes on a terminal that is not read, without a screen', async () => {
    const cwd = folder('unread-lines');
    const terminal = openTerminal({ args: ['init', '--yes'], env: world.env, cwd });
    await terminal.see('CREATE_IN_PROGRESS');
    terminal.pause();
    await written(cwd);
    terminal.resume();
    await terminal.see('is complete, 5 files');
    expect(await terminal.exited).toBe(0);
  });

  it('finishes on a terminal that is not read, and draws the newest frame when it is', async () => {
    const cwd = folder('unread-screen');
    const terminal = openTerminal({ args: ['init'], env: world.env, cwd, columns: 120, rows: 40 });
    await toReview(terminal);
    await terminal.see('⏎ create');
    terminal.pause();
    terminal.type('\r');
    // More than the terminal's buffer takes.
    for (let at = 0; at < 12; at++) {
      terminal.resize(120 + (at % 2), 40);
      terminal.type('\u000C');
    }
    await written(cwd);
    terminal.resume();
    await terminal.see('complete in');
    await eventually(() => expect(terminal.text().at(-1)).toMatch(/\? help( {3}q quit)?( +step \d of \d)?$/));
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
  });
});

const written = (cwd: string) =>
  vi.waitFor(() => expect(existsSync(join(cwd, '.amplifyrc'))).toBe(true), { timeout: 40_000 });

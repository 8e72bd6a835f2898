import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { runQuietly } from '../../../src/platform/run-quietly.ts';
import { actAs } from '../../support/act-as.ts';
import { eventually } from '../../support/eventually.ts';
import { folderOfTest } from '../../support/folders.ts';

const patience = 60_000;
let folder: string;
beforeEach(() => {
  folder = folderOfTest();
});

/** An ended process may stay listed until somebody collects its exit code. */
const isAlive = (pid: number) =>
  /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim());

// Each of them would wait for the sleeper, and time out.
it('ends with its own process although a daemon holds its output, and has what was printed', async () => {
  const pid = join(folder, 'pid');
  const result = await runQuietly(
    `setsid sh -c 'echo $$ > ${pid}; exec sleep 120' & while [ ! -s ${pid} ]; do :; done; echo '{"Version":1}'; echo done >&2`,
    process.env,
    patience,
  );
  process.kill(Number(readFileSync(pid, 'utf8')));
  expect(result).toEqual({ code: 0, output: '{"Version":1}\n', complaint: 'done\n', timedOut: false });
});

it('keeps the start of a long answer, and the end of a long error output', async () => {
  const long = 'head -c 100000 /dev/zero | tr "\\0" x';
  const result = await runQuietly(
    `echo begin; ${long}; (${long}; echo; echo reason) >&2`,
    process.env,
    patience,
  );
  expect(result.output).toMatch(/^begin\nx+$/);
  expect(result.complaint).toMatch(/^x+\nreason\n$/);
  expect([result.output.length, result.complaint.length]).toEqual([64_000, 64_000]);
});

it('leaves no process of its group running', async () => {
  const pid = join(folder, 'pid');
  const result = await runQuietly(`sleep 120 & echo $! > ${pid}; echo good`, process.env, patience);
  expect(result).toMatchObject({ code: 0, output: 'good\n' });
  const sleeper = Number(readFileSync(pid, 'utf8'));
  await eventually(() => expect(isAlive(sleeper)).toBe(false));
});

it('has a time limit, which ends everything it started', async () => {
  const pid = join(folder, 'pid');
  const result = await runQuietly(`sleep 120 & echo $! > ${pid}; sleep 120`, process.env, 300);
  expect(result.timedOut).toBe(true);
  if (!existsSync(pid)) return;
  const sleeper = Number(readFileSync(pid, 'utf8'));
  await eventually(() => expect(isAlive(sleeper)).toBe(false));
});

it('ends a process and everything it started with the tool of Windows, which has no groups', async () => {
  const root = join(folder, 'Windows');
  const told = join(folder, 'told');
  const tool = `#!/bin/sh\necho "$@" > ${told}\nkill -9 "-$2"\n`;
  writeFileSync(`${root}\\System32\\taskkill.exe`, tool, { mode: 0o700 });
  vi.stubEnv('SystemRoot', root);
  try {
    const running = runQuietly('echo $$; sleep 120', process.env, 300);
    actAs('win32');
    const { output, timedOut } = await running;
    expect(timedOut).toBe(true);
    expect(readFileSync(told, 'utf8')).toBe(`/pid ${output.trim()} /t /f\n`);
  } finally {
    vi.unstubAllEnvs();
  }
});

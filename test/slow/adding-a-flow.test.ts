import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
let copy = '';

/** A copy of the tree, including uncommitted changes, that shares the installed packages. */
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'amplify-tui-new-flow-'));
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    maxBuffer: 1e8,
  });
  for (const file of stdout.split('\0').filter((each) => each !== '' && existsSync(each))) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await copyFile(file, join(copy, file));
  }
  await symlink(resolve('node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rm(copy, { recursive: true, force: true }));

/** Runs a program in the copy. @returns its output, even if it fails */
async function inCopy(file: string, ...args: readonly string[]): Promise<{ ok: boolean; said: string }> {
  // It must not look like a run of Vitest inside this one.
  const { VITEST: _, VITEST_WORKER_ID: __, VITEST_POOL_ID: ___, ...env } = process.env;
  try {
    const { stdout, stderr } = await run(file, args, { cwd: copy, env, maxBuffer: 1e8 });
    return { ok: true, said: stdout + stderr };
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return { ok: false, said: stdout + stderr };
  }
}
const bin = (name: string) => join(copy, 'node_modules/.bin', name);

it('the flow of the exercise is complete: its types, its layers, its tests and its panes', async () => {
  const steps: readonly (readonly [string, ...string[]])[] = [
    ['git', 'apply', 'docs/adding-a-flow.patch'],
    [process.execPath, 'build/check-layers.mjs'],
    [
      bin('biome'),
      'check',
      '--error-on-warnings',
      'machines/where',
      'components/panes/where',
      'src/flows/where',
    ],
    [process.execPath, 'node_modules/typescript-7/bin/tsc', '--noEmit'],
    [
      ...([bin('vitest'), 'run', '--project', 'unit', '--maxWorkers=1'] as const),
      // The tests that check something for every flow.
      ...['reachable', 'every-state', 'flows', 'flow-fault'].map(
        (name) => `test/unit/machines/${name}.test.ts`,
      ),
      ...['test/unit/flows/where', 'test/unit/app/read-only-commands.test.ts'],
      ...['adding-a-flow', 'documents', 'drivers', 'secrets'].map(
        (name) => `test/unit/build/${name}.test.ts`,
      ),
    ],
  ];
  for (const [file, ...args] of steps) {
    const { ok, said } = await inCopy(file, ...args);
    expect(ok, `${file} ${args.join(' ')}\n${said}`).toBe(true);
  }
  // Its keys and its command are in the documents once these are generated.
  expect((await inCopy(process.execPath, 'build/docs.mjs')).ok).toBe(true);
  const { ok, said } = await inCopy('grep', '-l', 'keeps its files', 'docs/keys.md', 'docs/commands.md');
  expect({ ok, said }).toEqual({ ok: true, said: 'docs/keys.md\ndocs/commands.md\n' });
});

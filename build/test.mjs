import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** `npm test`: every check in one run; `npm run test:slow` (--slow): the slow proofs. Ends with what was skipped. */
const scratch = mkdtempSync(join(tmpdir(), 'amplify-tui-tests-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const results = join(scratch, 'results.json');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
const slow = process.argv.includes('--slow');
const checks = slow
  ? [
      ['journeys that wait', 'node_modules/.bin/vitest', ['run', '--project=slow', ...reporters]],
      [
        'every pane in every theme and size',
        'node_modules/.bin/vitest',
        [
          'run',
          '--project=screens',
          'test/screens/every-pane.test.tsx',
          'test/screens/hostile-text.test.tsx',
        ],
        { EVERY_SIZE: '1' },
      ],
      ['rules of the demo cloud', 'node', ['build/prove-rules.mjs']],
      ['benchmarks', 'node', ['bench/run.mjs', '--check']],
      ['writes to ~/.aws', 'node', ['test/slow/profiles-writes.mjs']],
      ['kill points', 'node', ['build/kill-points.mjs']],
      ['reliability', 'node', ['build/reliability.mjs', '--check']],
      // The same cases each time; other seeds are for whoever looks for what is not known yet.
      ['chaos', 'node', ['build/chaos.mjs', '--no-build', '--minutes', '2', '--seed', '20261129']],
    ]
  : [
      [
        'tests',
        'node_modules/.bin/vitest',
        ['run', '--project=!slow', ...reporters, '--reporter=./build/skipped-reporter.mjs'],
      ],
    ];

const together = slow
  ? []
  : [
      ['types', 'node_modules/.bin/tsc', ['--noEmit']],
      ['lint', 'node_modules/.bin/biome', ['check', '--error-on-warnings', '.']],
      ['layers', 'node', ['build/check-layers.mjs']],
      ['unused', 'node_modules/.bin/knip', []],
      ['docs', 'node', ['build/docs.mjs', '--check']],
    ];

/** Milliseconds. What takes longer does not come to an end: it is better to be told which check that is. */
const patience = 30 * 60_000;

/** Ends everything that runs, with what it has started, when this is ended. */
const running = new Set();
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
])
  process.on(signal, () => {
    for (const child of running) process.kill(-child.pid, 'SIGKILL');
    process.exit(code);
  });

/** Runs one check to its end, and tells how long it took; returns its exit code. */
async function run([name, command, args, env = {}], output) {
  const started = Date.now();
  // A group of its own, so that what a check has started ends with it.
  const child = spawn(command, args, {
    stdio: ['inherit', output, output],
    env: { ...process.env, ...env },
    detached: true,
  });
  running.add(child);
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(chunk));
  const timer = setTimeout(() => {
    console.log(`${name}: no end within ${patience / 60_000} minutes`);
    process.kill(-child.pid, 'SIGKILL');
  }, patience);
  const [status] = await once(child, 'close');
  clearTimeout(timer);
  running.delete(child);
  if (status !== 0) process.stdout.write(Buffer.concat(said));
  console.log(`${status === 0 ? '✔' : '✖'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return status ?? 1;
}

/**
 * Whether the journeys that failed beside others pass by themselves. They press keys in real terminals and wait for
 * what they see: where a machine is too busy, a state can be over before it was seen. What fails twice is a failure,
 * and what passes now is named, as something to mend. Other tests have one try.
 */
async function passAlone([name, command, args]) {
  if (!args.includes(reporters[1])) return false;
  const { testResults } = JSON.parse(readFileSync(results, 'utf8'));
  const failed = testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name: file }) => relative('', file));
  const mostTriedAgain = 3;
  if (failed.length === 0 || failed.length > mostTriedAgain) return false;
  if (!failed.every((file) => /^test\/(journeys|slow)\//.test(file))) return false;
  const alone = [`${name}: again, alone`, command, ['run', ...failed, '--maxWorkers=1']];
  if ((await run(alone, 'inherit')) !== 0) return false;
  console.log(`⚠ passed only alone, and are to be mended: ${failed.join(', ')}`);
  return true;
}

// The short ones use one core each: they run beside each other, and each says what is wrong when it has ended.
const statuses = await Promise.all(together.map((check) => run(check, 'pipe')));
for (const status of statuses) if (status !== 0) process.exit(status);
for (const check of checks) {
  const status = await run(check, 'inherit');
  if (status !== 0 && !(await passAlone(check))) process.exit(status);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** `npm test`: every check in one run; `npm run test:slow` (--slow): the slow proofs. Ends with what was skipped. */
const slow = process.argv.includes('--slow');
const checks = slow
  ? [
      ['journeys that wait', 'node_modules/.bin/vitest', ['run', '--project=slow']],
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
      ['chaos', 'node', ['build/chaos.mjs', '--no-build', '--minutes', '2']],
    ]
  : [
      ['types', 'node_modules/.bin/tsc', ['--noEmit']],
      ['lint', 'node_modules/.bin/biome', ['check', '--error-on-warnings', '.']],
      ['layers', 'node', ['build/check-layers.mjs']],
      ['unused', 'node_modules/.bin/knip', []],
      ['docs', 'node', ['build/docs.mjs', '--check']],
      [
        'tests',
        'node_modules/.bin/vitest',
        ['run', '--project=!slow', '--reporter=default', '--reporter=./build/skipped-reporter.mjs'],
      ],
    ];

/** Milliseconds. What takes longer does not come to an end: it is better to be told which check that is. */
const patience = 30 * 60_000;

for (const [name, command, args, env = {}] of checks) {
  const started = Date.now();
  // A group of its own, so that what a check has started ends with it.
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env }, detached: true });
  const stop = (signal) => {
    process.kill(-child.pid, 'SIGKILL');
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const timer = setTimeout(() => {
    console.log(`${name}: no end within ${patience / 60_000} minutes`);
    process.kill(-child.pid, 'SIGKILL');
  }, patience);
  const [status] = await once(child, 'exit');
  clearTimeout(timer);
  process.off('SIGINT', stop).off('SIGTERM', stop);
  console.log(`${status === 0 ? '✔' : '✖'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (status !== 0) process.exit(status ?? 1);
}

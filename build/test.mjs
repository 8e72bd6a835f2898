import { spawnSync } from 'node:child_process';

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

for (const [name, command, args, env = {}] of checks) {
  const started = Date.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  console.log(`${status === 0 ? '✔' : '✖'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (status !== 0) process.exit(status ?? 1);
}

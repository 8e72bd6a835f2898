import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** `npm test`: every check in one run; `npm run test:slow` (--slow): the slow proofs. Lists what was skipped at the end. */
const scratch = mkdtempSync(join(tmpdir(), 'amplify-tui-tests-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const results = join(scratch, 'results.json');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];

const vitest = (name, args, env) => ({
  name,
  command: 'node_modules/.bin/vitest',
  args: ['run', ...args],
  env,
});
const node = (name, ...args) => ({ name, command: 'node', args });
const program = (name, ...args) => ({ name, command: `node_modules/.bin/${name}`, args });

/** What `npm test` runs: the short checks at the same time, as each uses one core, then the tests. */
const checks = [
  [
    // TypeScript 7 takes less time; the check of the layers needs functions of 6 (docs/decisions/2026-11-23-dependencies.md).
    node('types', 'node_modules/typescript-7/bin/tsc', '--noEmit'),
    { ...program('biome', 'check', '--error-on-warnings', '.'), name: 'lint' },
    node('layers', 'build/check-layers.mjs'),
    { ...program('knip'), name: 'unused' },
    node('docs', 'build/docs.mjs', '--check'),
  ],
  [
    vitest('tests', [
      '--project=!slow*',
      // The slow proofs run it in every size.
      ...['--exclude', 'test/screens/hostile-text.test.tsx'],
      ...[...reporters, '--reporter=./build/skipped-reporter.mjs'],
    ]),
  ],
];

/**
 * The slow proofs. Those in the same list run at the same time, the longest first: each uses about one core and waits in
 * between. Journeys press keys, benchmarks measure, rules use every core, and reliability runs many programs at once, so they
 * have the machine to themselves. All use the program that the journeys have built.
 */
const proofs = [
  [vitest('journeys that wait', ['--project=slow*', ...reporters])],
  [node('reliability', 'build/reliability.mjs', '--no-build', '--check')],
  [
    node('kill points', 'build/kill-points.mjs', '--no-build'),
    node('Windows', 'build/windows.mjs', '--no-build'),
    // A fixed seed gives the same cases each time; to search for new failures, run it with other seeds.
    node('chaos', 'build/chaos.mjs', '--no-build', '--minutes', '2', '--seed', '20261129'),
    vitest(
      'every pane in every theme and size',
      ['--project=screens', 'test/screens/every-pane.test.tsx', 'test/screens/hostile-text.test.tsx'],
      { EVERY_SIZE: '1' },
    ),
    node('writes to ~/.aws', 'test/slow/profiles-writes.mjs'),
  ],
  [node('rules of the demo cloud', 'build/prove-rules.mjs')],
  [node('benchmarks', 'bench/run.mjs', '--check')],
];

/** Milliseconds. Anything longer will never end: better to fail and name that part. */
const patience = 30 * 60_000;
const took = [];

/** Parts under way; ended with everything they have started when this process is ended. */
const running = new Set();
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
])
  process.on(signal, () => {
    for (const child of running) process.kill(-child.pid, 'SIGKILL');
    process.exit(code);
  });

/**
 * Runs one part to its end and prints how long it took.
 *
 * @param output `inherit`: shows its output as it comes; `pipe`: in one piece at its end, since others run at the same time
 * @returns its exit code
 */
async function run({ name, command, args, env = {} }, output) {
  const started = Date.now();
  // In its own process group, so that everything a part has started ends with it.
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
  const line = `${status === 0 ? '✔' : '✖'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`;
  took.push(line);
  process.stdout.write(Buffer.concat(said));
  console.log(line);
  return status ?? 1;
}

/**
 * Whether the journeys that failed pass when they run alone. They press keys in real terminals and wait for what they see,
 * so on a busy machine their patience can run out. A second failure counts; what passes now is named as something to fix.
 * Other tests run only once.
 */
async function passAlone({ name, command, args }) {
  if (!args.includes(reporters[1])) return false;
  const { testResults } = JSON.parse(readFileSync(results, 'utf8'));
  const failed = testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name: file }) => relative('', file));
  const mostTriedAgain = 3;
  if (failed.length === 0 || failed.length > mostTriedAgain) return false;
  if (!failed.every((file) => /^test\/(journeys|slow)\//.test(file))) return false;
  const alone = { name: `${name}: again, alone`, command, args: ['run', ...failed, '--maxWorkers=1'] };
  if ((await run(alone, 'inherit')) !== 0) return false;
  console.log(`⚠ passed only alone, and are to be mended: ${failed.join(', ')}`);
  return true;
}

/**
 * Runs all parts of a list to their end, several at a time.
 *
 * @param lanes how many at a time
 * @returns whether all have passed
 */
async function runBeside(parts, lanes) {
  const left = [...parts];
  let passed = true;
  const lane = async () => {
    for (let part = left.shift(); part; part = left.shift()) {
      const status = await run(part, parts.length > 1 ? 'pipe' : 'inherit');
      if (status !== 0 && !(await passAlone(part))) passed = false;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return passed;
}

let passed = true;
const isSlow = process.argv.includes('--slow');
for (const parts of isSlow ? proofs : checks) {
  // Slow proofs wait in between, which leaves a core for one more.
  passed = await runBeside(parts, availableParallelism() + (isSlow ? 1 : 0));
  if (!passed) break;
}
console.log(`\n${took.join('\n')}`);
process.exitCode = passed ? 0 : 1;

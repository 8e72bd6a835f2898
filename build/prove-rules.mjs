import { fork } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * Proves that the tests of the demo cloud cover its rules: switches each rule of test/cloud/rules/ off in a copy, and fails
 * if its tests stay green, or if they do not even run. `node build/prove-rules.mjs [part of an id]...` proves some;
 * `--runners N`: that many at a time, each on a core of its own (all cores).
 *
 * Loading the tests takes longer than running them, so several rules are switched off at a time, each in a copy of its own,
 * and proved by one run of Vitest. If a run does not end, its rules are proved one by one.
 *
 * A rule is `id`, `file`, the text to `find` in it (once) and what to `replace` it with, the `tests` that cover it, and if
 * they are slow the `name` of the one that counts (a pattern).
 */
const folder = 'test/cloud/rules';
// The code that replays recorded cases is the same as for a real account.
const copied = ['demo/cloud', 'test/cloud', 'build/aws-check'];
const shared = ['package.json', 'tsconfig.json', 'vitest.config.ts'];
/** Milliseconds. A rule that keeps others from waiting forever is proved by a test that does not end. */
const patience = 60_000;
const copiesOfARunner = 8;

const rules = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
const { values: options, positionals: wanted } = parseArgs({
  options: { runners: { type: 'string', default: String(availableParallelism()) } },
  allowPositionals: true,
});
const chosen = rules.filter(({ id }) => wanted.length === 0 || wanted.some((part) => id.includes(part)));
const twice = rules.map(({ id }) => id).filter((id, index, ids) => ids.indexOf(id) !== index);
if (twice.length > 0) throw new Error(`Rules with the same id: ${twice.join(', ')}`);
if (chosen.length === 0) throw new Error('No rules chosen');

const runnerFile = fileURLToPath(new URL('prove-rules-runner.mjs', import.meta.url));
const started = Date.now();
const runners = Array.from({ length: Number(options.runners) }, makeRunner);
let outcomes = [];
try {
  const needed = [...new Set(chosen.flatMap(({ tests }) => tests))];
  const [copy] = runners[0].copies;
  const before = await ask(runners[0], [{ copy, changed: [], tests: needed }], 10 * patience);
  if (before?.[0] !== 'green') throw new Error(`With every rule on, the tests are ${before?.[0]}`);
  // Rules of the same tests follow each other, since what they load is already loaded.
  const queue = chosen.toSorted((a, b) => a.tests.join().localeCompare(b.tests.join()));
  outcomes = (await Promise.all(runners.map((runner) => work(runner, queue)))).flat();
} finally {
  for (const runner of runners) {
    stop(runner);
    rmSync(runner.root, { recursive: true, force: true, maxRetries: 3 });
  }
}
const unproved = outcomes.filter(({ proved }) => !proved).map(({ id }) => id);
const count = `${outcomes.length - unproved.length} of ${outcomes.length} rules: a test goes red without them`;
console.log(unproved.length === 0 ? count : `${count}. Not so:\n  ${unproved.join('\n  ')}`);
console.log(`${((Date.now() - started) / 1000).toFixed(0)} s`);
if (unproved.length > 0) process.exitCode = 1;

/** A folder with some copies of the demo cloud and its tests, and the process that runs them. */
function makeRunner() {
  const root = mkdtempSync(path.join(tmpdir(), 'prove-rules-'));
  for (const name of shared) cpSync(name, path.join(root, name));
  symlinkSync(path.resolve('node_modules'), path.join(root, 'node_modules'));
  const copies = Array.from({ length: copiesOfARunner }, (_, index) => {
    const copy = path.join(root, `copy${index}`);
    mkdirSync(copy);
    for (const name of copied) cpSync(name, path.join(copy, name), { recursive: true });
    return copy;
  });
  return { root, copies, restored: new Map(), child: undefined };
}

/** Takes rules from the queue, a batch at a time, until none is left. */
async function work(runner, queue) {
  const done = [];
  while (queue.length > 0) {
    const batch = queue.splice(0, runner.copies.length);
    const begun = Date.now();
    let found = await switchedOff(runner, batch, 2 * patience);
    if (found === undefined) {
      found = [];
      for (const rule of batch) {
        const [outcome] = (await switchedOff(runner, [rule], patience)) ?? ['without end'];
        found.push(outcome);
      }
    }
    const seconds = ((Date.now() - begun) / 1000).toFixed(1);
    for (const [index, { id }] of batch.entries()) {
      const proved = found[index] === 'red' || found[index] === 'without end';
      console.log(`${proved ? '✔' : '✖'} ${id}${proved ? '' : `: ${found[index]}`}`);
      done.push({ id, proved });
    }
    console.log(`  ${batch.length} rules (${seconds} s)`);
  }
  return done;
}

/** The outcome of each rule's tests with the rule off; undefined if the run did not end. */
async function switchedOff(runner, batch, milliseconds) {
  const sources = [];
  const found = [];
  const questions = [];
  for (const [index, { file, find, replace, tests, name }] of batch.entries()) {
    const copy = runner.copies[index];
    const target = path.join(copy, file);
    const source = readFileSync(target, 'utf8');
    const parts = source.split(find);
    if (parts.length !== 2) {
      found[index] = parts.length === 1 ? `not found in ${file}` : `more than once in ${file}`;
      continue;
    }
    sources.push([target, source]);
    writeFileSync(target, parts.join(replace));
    const changed = [...(runner.restored.get(copy) ?? []), file];
    runner.restored.set(copy, [file]);
    questions.push({ index, copy, changed, tests, name });
  }
  try {
    const answers = await ask(runner, questions, milliseconds);
    if (answers === undefined) return undefined;
    for (const [at, { index }] of questions.entries()) found[index] = answers[at];
    return found;
  } finally {
    for (const [target, source] of sources) writeFileSync(target, source);
  }
}

/**
 * Has the runner run the tests of some copies.
 *
 * @returns the outcome of each; undefined if there is no end, and then the next question goes to a new process
 */
async function ask(runner, questions, milliseconds) {
  runner.child ??= await start(runner);
  const answer = answerOf(runner.child);
  runner.child.send(questions);
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  const outcomes = await Promise.race([answer, late]);
  clearTimeout(timer);
  if (outcomes === undefined) stop(runner);
  return outcomes;
}

async function start({ root }) {
  const env = { ...process.env, NODE_NO_WARNINGS: '1' };
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'];
  const child = fork(runnerFile, { cwd: root, env, stdio, detached: true });
  await answerOf(child);
  return child;
}

function answerOf(child) {
  return new Promise((resolve, reject) => {
    const end = (code) => reject(new Error(`The runner ended with ${code}`));
    child.once('exit', end);
    child.once('message', ({ outcomes }) => {
      child.off('exit', end);
      resolve(outcomes);
    });
  });
}

/** Kills the whole group, since Vitest runs tests in processes of their own. */
function stop(runner) {
  const { child } = runner;
  if (child === undefined) return;
  runner.child = undefined;
  child.removeAllListeners();
  process.kill(-child.pid, 'SIGKILL');
}

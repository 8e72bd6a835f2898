import { fork } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Proves that the tests of the demo cloud hold its rules: switches each rule of test/cloud/rules/ off in a copy, and fails
 * if its tests stay green, or if they do not even run. `node build/prove-rules.mjs [part of an id]...` proves some.
 *
 * A rule is `id`, `file`, the text to `find` in it (once) and what to `replace` it with, the `tests` that hold it, and if
 * they are slow the `name` of the one that counts (a pattern).
 */
const folder = 'test/cloud/rules';
const copied = ['demo/cloud', 'test/cloud', 'package.json', 'tsconfig.json', 'vitest.config.ts'];
/** Milliseconds. A rule that keeps others from waiting for ever shows by a test that does not end. */
const patience = 60_000;

const rules = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
const wanted = process.argv.slice(2);
const chosen = rules.filter(({ id }) => wanted.length === 0 || wanted.some((part) => id.includes(part)));
const twice = rules.map(({ id }) => id).filter((id, index, ids) => ids.indexOf(id) !== index);
if (twice.length > 0) throw new Error(`Rules with the same id: ${twice.join(', ')}`);
if (chosen.length === 0) throw new Error('No rules chosen');

const runner = fileURLToPath(new URL('prove-rules-runner.mjs', import.meta.url));
const started = Date.now();
const copies = Array.from({ length: Math.min(availableParallelism(), chosen.length) }, makeCopy);
const running = new Map();
let outcomes = [];
try {
  const needed = [...new Set(chosen.flatMap(({ tests }) => tests))];
  const before = await ask(copies[0], { changed: [], tests: needed }, 10 * patience);
  if (before !== 'green') throw new Error(`With every rule on, the tests are ${before}`);
  const queue = [...chosen];
  outcomes = (await Promise.all(copies.map((copy) => work(copy, queue)))).flat();
} finally {
  for (const copy of copies) {
    stop(copy);
    rmSync(copy, { recursive: true, force: true });
  }
}
const unproved = outcomes.filter(({ proved }) => !proved).map(({ id }) => id);
const count = `${outcomes.length - unproved.length} of ${outcomes.length} rules: a test goes red without them`;
console.log(unproved.length === 0 ? count : `${count}. Not so:\n  ${unproved.join('\n  ')}`);
console.log(`${((Date.now() - started) / 1000).toFixed(0)} s`);
if (unproved.length > 0) process.exitCode = 1;

function makeCopy() {
  const copy = mkdtempSync(path.join(tmpdir(), 'prove-rules-'));
  for (const name of copied) cpSync(name, path.join(copy, name), { recursive: true });
  symlinkSync(path.resolve('node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

/** Takes one rule after the other until none is left. */
async function work(copy, queue) {
  const done = [];
  const restored = [];
  for (let rule = queue.shift(); rule !== undefined; rule = queue.shift()) {
    const begun = Date.now();
    const outcome = await switchedOff(copy, rule, restored.splice(0));
    restored.push(rule.file);
    const proved = outcome === 'red' || outcome === 'without end';
    const seconds = ((Date.now() - begun) / 1000).toFixed(1);
    console.log(`${proved ? '✔' : '✖'} ${rule.id} (${seconds} s)${proved ? '' : `: ${outcome}`}`);
    done.push({ id: rule.id, proved });
  }
  return done;
}

async function switchedOff(copy, { file, find, replace, tests, name }, restored) {
  const target = path.join(copy, file);
  const source = readFileSync(target, 'utf8');
  const parts = source.split(find);
  if (parts.length !== 2) return parts.length === 1 ? `not found in ${file}` : `more than once in ${file}`;
  writeFileSync(target, parts.join(replace));
  try {
    return await ask(copy, { changed: [...restored, file], tests, name }, patience);
  } finally {
    writeFileSync(target, source);
  }
}

/** Has the copy's runner run tests; gives what became of them. A runner that does not come to an end is replaced. */
async function ask(copy, question, milliseconds) {
  const child = running.get(copy) ?? (await start(copy));
  const answer = answerOf(child);
  child.send(question);
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve('without end'), milliseconds);
  });
  const outcome = await Promise.race([answer, late]);
  clearTimeout(timer);
  if (outcome === 'without end') stop(copy);
  return outcome;
}

async function start(copy) {
  const env = { ...process.env, NODE_NO_WARNINGS: '1' };
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'];
  const child = fork(runner, { cwd: copy, env, stdio, detached: true });
  running.set(copy, child);
  await answerOf(child);
  return child;
}

function answerOf(child) {
  return new Promise((resolve, reject) => {
    const end = (code) => reject(new Error(`The runner ended with ${code}`));
    child.once('exit', end);
    child.once('message', ({ outcome }) => {
      child.off('exit', end);
      resolve(outcome);
    });
  });
}

/** Ends the whole group, because Vitest runs tests in processes of their own. */
function stop(copy) {
  const child = running.get(copy);
  if (child === undefined) return;
  running.delete(copy);
  child.removeAllListeners();
  process.kill(-child.pid, 'SIGKILL');
}

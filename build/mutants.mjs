import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createVitest } from 'vitest/node';

/**
 * `npm run mutants`: puts faults of one line, one after another, into a copy of the sources and runs the tests that belong to the
 * file; at least one of them has to fail. Exits with 1 if a fault goes unnoticed, or if its line no longer exists.
 *
 *     node build/mutants.mjs [PART OF A FILE OR AREA…] [--again] [--minutes N] [--write]
 *
 * A fault that was noticed is skipped while its file and tests are unchanged, unless `--again` is given. So a run that was stopped,
 * or that starts nothing new after `--minutes`, is continued by the next one. `--write` puts all results into docs/mutants.md.
 */
const { values: options, positionals: words } = parseArgs({
  allowPositionals: true,
  options: { again: { type: 'boolean' }, minutes: { type: 'string' }, write: { type: 'boolean' } },
});
const end = Date.now() + Number(options.minutes ?? Number.POSITIVE_INFINITY) * 60_000;

/** @type {{ file: string, from: string, to: string, what?: string, tests: string[] }[]} `from` occurs in the file once */
const mutants = JSON.parse(readFileSync('build/mutants/list.json', 'utf8'));
const chosen = mutants.filter(({ file }) => words.length === 0 || words.some((word) => file.includes(word)));

const root = process.cwd();
const results = path.join(root, 'node_modules/.cache/amplify-tui/mutants.json');
/** @type {Record<string, string>} The day on which a fault was noticed, by its key. */
const noticed = readResults();
/** Computed before any test runs, since files may change meanwhile. */
const keys = new Map(mutants.map((mutant) => [mutant, keyOf(mutant)]));
const dayOf = (mutant) => noticed[keys.get(mutant)];
const untried = chosen.filter((mutant) => options.again || !dayOf(mutant));

/** Tests known to pass without a fault. */
const passing = new Set();

/** Milliseconds. A fault that makes a test run forever is useless, since only this deadline would notice it. */
const patience = 300_000;

await (untried.length > 0 ? runAll() : tell(0, 0));
// A test that never ends keeps its thread.
process.exit();

async function runAll() {
  const copy = copySources();
  process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
  process.chdir(copy);
  // One for all faults: starting it takes longer than most tests.
  const vitest = await createVitest('test', {
    watch: false,
    bail: 1,
    project: ['unit', 'unit-alone', 'screens', 'cloud'],
    reporters: [{}],
  });
  const waiting = [...untried];
  let survived = 0;
  while (waiting.length > 0 && Date.now() < end) {
    const mutant = waiting.shift();
    const { caught, note = '' } = await tried(mutant, vitest);
    console.log(`${caught ? '✔' : '✖'} ${mutant.file}: ${saying(mutant)}${note}`);
    if (!caught) survived += 1;
    keep(mutant, caught);
  }
  tell(waiting.length, survived);
}

function tell(left, survived) {
  const done = chosen.length - left;
  const before = chosen.length - untried.length;
  console.log(
    `${done - survived} of ${done} faults are noticed${before > 0 ? `, ${before} in a run before` : ''}`,
  );
  if (left > 0) console.log(`${left} are not tried yet`);
  if (options.write) writeFileSync(path.join(root, 'docs/mutants.md'), page());
  if (survived > 0) process.exitCode = 1;
}

/** @returns whether a test fails with the fault and none without it, and what is wrong with the entry */
async function tried({ file, from, to, tests }, vitest) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const places = text.split(from).length - 1;
  if (places === 0) return { caught: false, note: ' (its line is not there any more)' };
  if (places > 1) return { caught: false, note: ` (its line is there ${places} times)` };
  const write = (contents) => {
    writeFileSync(file, contents);
    vitest.invalidateFile(path.resolve(file));
  };
  const failing = await failingOf(
    vitest,
    tests.filter((test) => !passing.has(test)),
  );
  if (failing.length > 0) return { caught: false, note: ` (${failing.join(', ')}: fails without it)` };
  for (const test of tests) passing.add(test);
  const timer = setTimeout(() => {
    console.error(`✖ ${file}: ${saying({ from, to })}: its tests come to no end; put in another fault`);
    process.exit(1);
  }, patience);
  write(text.replace(from, () => to));
  try {
    return { caught: (await failingOf(vitest, tests)).length > 0 };
  } finally {
    clearTimeout(timer);
    write(text);
  }
}

/** @returns the files of failing tests @throws if one of them does not exist */
async function failingOf(vitest, tests) {
  if (tests.length === 0) return [];
  const chosenTests = await vitest.globTestSpecifications(tests);
  const files = new Set(chosenTests.map(({ moduleId }) => moduleId));
  const missing = tests.filter((test) => !files.has(path.resolve(test)));
  if (missing.length > 0) throw new Error(`no such tests: ${missing.join(', ')}`);
  const { testModules } = await vitest.runTestSpecifications(chosenTests);
  // Includes those of earlier runs.
  return testModules
    .filter((module) => files.has(module.moduleId) && !module.ok())
    .map(({ moduleId }) => path.relative('', moduleId));
}

/** Copies the files that git knows or would add, and links this folder's tools. */
function copySources() {
  const copy = mkdtempSync(path.join(tmpdir(), 'amplify-tui-mutants-'));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z']);
  for (const file of files.toString().split('\0').filter(Boolean)) cpSync(file, path.join(copy, file));
  symlinkSync(path.resolve('node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

/** Identifies a result by the fault and the current text of its file and tests. */
function keyOf({ file, from, to, tests }) {
  const hash = createHash('sha256').update(`${from}\0${to}`);
  for (const each of [file, ...tests]) hash.update(existsSync(each) ? readFileSync(each) : '');
  return `${file} ${hash.digest('hex').slice(0, 16)}`;
}

function readResults() {
  try {
    return JSON.parse(readFileSync(results, 'utf8'));
  } catch {
    return {};
  }
}

function keep(mutant, caught) {
  if (caught) noticed[keys.get(mutant)] = new Date().toISOString().slice(0, 10);
  else delete noticed[keys.get(mutant)];
  mkdirSync(path.dirname(results), { recursive: true });
  writeFileSync(results, JSON.stringify(noticed, null, 2));
}

function page() {
  const areas = new Map();
  for (const mutant of mutants) {
    const area = areas.get(areaOf(mutant.file)) ?? [];
    areas.set(areaOf(mutant.file), [...area, mutant]);
  }
  const rows = [...areas]
    .sort()
    .map(([area, all]) => `| ${area} | ${all.length} | ${all.filter(dayOf).length} |`);
  const days = mutants.map(dayOf).filter(Boolean).sort();
  const [first, last] = [days[0], days.at(-1)];
  const others = mutants.filter((mutant) => !dayOf(mutant));
  return `# Faults that the tests notice

Each fault changes one line of a source file to something wrong; the tests that belong to the file have to fail. The faults are
listed in \`build/mutants/list.json\`; \`npm run mutants\` runs them by hand, \`npm run mutants -- credentials\` only those of one area,
\`npm run mutants -- --write\` writes this page. A fault that was noticed is tried again when the file or its tests have changed, or
with \`--again\`; with \`--minutes 8\`, no fault is started after that time, and the next run continues.

Run: ${first === last ? last : `${first} to ${last}`}, ${days.length} of ${mutants.length} noticed.

| area | faults | noticed |
|---|---|---|
${rows.join('\n')}
${others.length > 0 ? `\nNot noticed, or not tried yet:\n\n${others.map((mutant) => `- \`${mutant.file}\`: ${saying(mutant)}`).join('\n')}\n` : ''}`;
}

function areaOf(file) {
  const parts = path.dirname(file).split('/');
  return parts.slice(0, parts[1] === 'flows' ? 3 : 2).join('/');
}

function saying({ from, to, what }) {
  return what ?? `${from} -> ${to}`;
}

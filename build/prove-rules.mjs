import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Proves that the tests of the demo cloud hold its rules: switches each rule of test/cloud/rules/ off in a
 * copy, and fails if its tests stay green. `node build/prove-rules.mjs [part of an id]...` takes some minutes.
 */
const folder = 'test/cloud/rules';
const rules = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
const wanted = process.argv.slice(2);
const chosen = rules.filter(({ id }) => wanted.length === 0 || wanted.some((part) => id.includes(part)));
const copy = mkdtempSync(path.join(tmpdir(), 'prove-rules-'));

function run(tests) {
  const { status, error } = spawnSync(
    'node_modules/.bin/vitest',
    ['run', '--project', 'cloud', '--bail=1', ...tests],
    {
      cwd: copy,
      stdio: 'ignore',
      timeout: 120_000,
    },
  );
  // A rule that keeps others from waiting for ever shows by a test that does not end.
  return error === undefined ? status : 'no end';
}

const unproved = [];
try {
  for (const name of ['demo/cloud', 'test/cloud', 'package.json', 'tsconfig.json', 'vitest.config.ts']) {
    cpSync(name, path.join(copy, name), { recursive: true });
  }
  symlinkSync(path.resolve('node_modules'), path.join(copy, 'node_modules'));
  const needed = [...new Set(chosen.flatMap(({ tests }) => tests))];
  if (chosen.length === 0 || run(needed) !== 0)
    throw new Error('No rules chosen, or their tests fail with every rule on');
  for (const { id, file, find, replace, tests } of chosen) {
    const target = path.join(copy, file);
    const source = readFileSync(target, 'utf8');
    const parts = source.split(find);
    if (parts.length === 2) writeFileSync(target, parts.join(replace));
    const outcome = parts.length === 2 ? run(tests) : 'not found in its file, or more than once';
    writeFileSync(target, source);
    const proved = parts.length === 2 && outcome !== 0;
    if (!proved) unproved.push(id);
    console.log(`${proved ? '✔' : '✖'} ${id}${parts.length === 2 ? '' : `: ${outcome}`}`);
  }
} finally {
  rmSync(copy, { recursive: true });
}
console.log(`${chosen.length - unproved.length} of ${chosen.length} rules: a test goes red without them`);
if (unproved.length > 0) process.exit(1);

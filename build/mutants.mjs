import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';

/**
 * `npm run mutants`: puts one fault after the other into a copy of the sources, one line each, and runs the tests that
 * belong to the file: one of them has to fail. Ends with 1 where a fault goes unnoticed, or where its line is not there any more.
 *
 *     node build/mutants.mjs [PART OF A FILE OR AREA…] [--write]   --write puts the result into docs/mutants.md
 */
/** @type {{ file: string, from: string, to: string, what?: string, tests: string[] }[]} `from` is part of a line, the first that has it */
const mutants = JSON.parse(readFileSync('build/mutants/list.json', 'utf8'));
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const chosen = mutants.filter(({ file }) => words.length === 0 || words.some((word) => file.includes(word)));
const copies = Array.from({ length: Math.min(4, availableParallelism(), chosen.length) }, copySources);

try {
  const faults = await allTestsOf(chosen);
  if (faults) {
    console.error(`The tests fail without any fault:\n${faults}`);
    process.exitCode = 1;
  } else await runAll();
} finally {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
}

async function runAll() {
  const waiting = [...chosen];
  const results = [];
  await Promise.all(
    copies.map(async (copy) => {
      for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
        const result = { mutant, ...(await tried(mutant, copy)) };
        results.push(result);
        console.log(`${result.caught ? '✔' : '✖'} ${mutant.file}: ${saying(mutant)}${result.note ?? ''}`);
      }
    }),
  );
  const survived = results.filter(({ caught }) => !caught);
  console.log(`${results.length - survived.length} of ${results.length} faults are noticed`);
  if (process.argv.includes('--write')) writeFileSync('docs/mutants.md', page(results));
  if (survived.length > 0) process.exitCode = 1;
}

async function tried({ file, from, to, tests }, copy) {
  const target = path.join(copy, file);
  const text = readFileSync(target, 'utf8');
  if (!text.includes(from)) return { caught: false, note: ' (its line is not there any more)' };
  writeFileSync(
    target,
    text.replace(from, () => to),
  );
  try {
    return { caught: (await vitest(tests, copy)).code !== 0 };
  } finally {
    writeFileSync(target, text);
  }
}

async function allTestsOf(list) {
  const { code, said } = await vitest([...new Set(list.flatMap(({ tests }) => tests))], copies[0]);
  return code === 0 ? undefined : said.slice(-3000);
}

async function vitest(tests, copy) {
  const projects = ['unit', 'unit-alone', 'screens', 'cloud'].map((name) => `--project=${name}`);
  const child = spawn('node_modules/.bin/vitest', ['run', '--bail=1', ...projects, ...tests], {
    cwd: copy,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const [code] = await once(child, 'close');
  return { code, said };
}

/** What git knows or would take, with the tools of this folder. */
function copySources() {
  const copy = mkdtempSync(path.join(tmpdir(), 'amplify-tui-mutants-'));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z']);
  for (const file of files.toString().split('\0').filter(Boolean))
    cpSync(file, path.join(copy, file), { errorOnExist: false });
  symlinkSync(path.resolve('node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

function page(results) {
  const areas = Map.groupBy
    ? Map.groupBy(results, ({ mutant }) => areaOf(mutant.file))
    : results.reduce((all, one) => {
        const area = areaOf(one.mutant.file);
        return all.set(area, [...(all.get(area) ?? []), one]);
      }, new Map());
  const rows = [...areas].sort().map(([area, all]) => {
    return `| ${area} | ${all.length} | ${all.filter(({ caught }) => caught).length} |`;
  });
  const survived = results.filter(({ caught }) => !caught);
  return `# Faults that the tests notice

Each is one line of a source file, changed to something wrong; the tests that belong to the file have to fail. They are listed in
\`build/mutants/list.json\`; \`npm run mutants\` runs them by hand, \`npm run mutants -- credentials\` those of one area,
\`npm run mutants -- --write\` writes this page. Last run: ${new Date().toISOString().slice(0, 10)}, ${results.length - survived.length} of ${results.length} noticed.

| area | faults | noticed |
|---|---|---|
${rows.join('\n')}
${survived.length > 0 ? `\nNot noticed:\n\n${survived.map(({ mutant }) => `- \`${mutant.file}\`: ${saying(mutant)}`).join('\n')}\n` : ''}`;
}

function areaOf(file) {
  return file.split('/').slice(0, 2).join('/');
}

function saying({ from, to, what }) {
  return what ?? `${from} -> ${to}`;
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { measureEnd, measureHeadless, measureWatching } from './deploy.mjs';
import { measureKeys } from './keys.mjs';
import { measureStartUp } from './start-up.mjs';
import { buildPlainInk } from './worlds.mjs';

/**
 * The benchmarks: `npm run bench`. All ratios are medians of one run, rounds interleaved. `-- --check` fails on a
 * missed bar, `-- --write` writes docs/performance.md, `-- --quick` takes fewer rounds.
 */
const flags = new Set(process.argv.slice(2));
const quick = flags.has('--quick');
const node = process.execPath;

execFileSync(node, ['build/build.mjs'], { stdio: 'inherit' });
const plainInk = await buildPlainInk();

const rows = [];
const bar = (what, measured, most, unit = '') => rows.push({ what, measured, most, unit });

const start = await measureStartUp(node, plainInk, quick ? 5 : 15);
bar('first paint / bare node', start.paint / start.bare, 1.4, '×');
bar("first interactive frame / plain Ink's", start.frame / start.plainFrame, 1.3, '×');
bar('`--version` / bare node', start.version / start.bare, 1.3, '×');
bar('`--help` / bare node', start.help / start.bare, 1.3, '×');
bar('`profiles list --json` / bare node', start.list / start.bare, 1.6, '×');
const keys = await measureKeys(node, plainInk, quick ? 40 : 110);
bar('key to frame, 200x50, 10,000 profiles / plain Ink', keys.rows[10_000].key / keys.plainKey, 1.5, '×');
bar('processor while idle', keys.rows.idle, 0.5, '%');
bar('memory, 10,000 profiles, above plain Ink after the same keys', keys.rows[10_000].memory - keys.plainMemory, 60, ' MiB');
const watching = await measureWatching(node);
bar('processor while a stack deploys', watching.cpu, 6, '%');
bar('calls in any minute while a stack deploys', watching.calls, 30, '');
const end = await measureEnd(node, quick ? [2, 3] : [1, 1.3, 1.7, 2, 2.6, 3.4, 4]);
bar("stack's own end until it is told, median", end.median / 1000, 2, ' s');
bar("stack's own end until it is told, at most", end.most / 1000, 3, ' s');
const headless = await measureHeadless(node, quick ? 5 : 11);
bar('headless init at speed 10,000 / bare node', headless.init / headless.bare, 10, '×');
const [pack] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' }));
bar('packed size', pack.size / 1024 / 1024, 3, ' MB');

const show = (value, unit) => `${value.toFixed(unit === '' ? 0 : 2)}${unit}`;
const table = [
  '| what | bar | measured |',
  '|---|---|---|',
  ...rows.map(({ what, measured, most, unit }) => `| ${what} | <= ${most}${unit} | ${show(measured, unit)} |`),
].join('\n');
const scale = [
  '| profiles | key to frame / plain Ink | peak memory, MiB |',
  '|---|---|---|',
  ...[10, 100, 1_000, 10_000].map((count) => `| ${count.toLocaleString('en-US')} | ${(keys.rows[count].key / keys.plainKey).toFixed(2)}× | ${keys.rows[count].memory.toFixed(0)} |`),
].join('\n');
const more = [
  `A letter in the filter over 10,000 profiles: ${(keys.rows.filter / keys.plainKey).toFixed(2)}× plain Ink's key to frame.`,
  `\`profiles list --json\` with 10,000 profiles: ${(start.bigList / start.bare).toFixed(2)}× bare node.`,
];
const other = flags.has('--write') ? await otherNode() : '';

console.log(`${table}\n\n${scale}\n\n${more.join('\n')}${other}`);
if (flags.has('--write')) writeFileSync('docs/performance.md', document());

const missed = rows.filter(({ measured, most }) => !(measured <= most));
for (const { what, measured, most, unit } of missed) console.error(`missed: ${what}: ${show(measured, unit)} > ${most}${unit}`);
process.exit(flags.has('--check') && missed.length > 0 ? 1 : 0);

/** Start-up on Node 24, beside its own bare start; nothing when it cannot be had. */
async function otherNode() {
  const folder = mkdtempSync(path.join(tmpdir(), 'amplify-tui-node24-'));
  const name = `node-${process.platform}-${process.arch}`;
  try {
    execFileSync('npm', ['install', '--silent', '--ignore-scripts', '--no-save', '--prefix', folder, `${name}@24.21.0`], { stdio: 'ignore' });
  } catch {
    return '\n\nNode 24 could not be installed here.';
  }
  const node24 = path.join(folder, 'node_modules', name, 'bin/node');
  const on24 = await measureStartUp(node24, plainInk, 9);
  return `\n\nOn Node 24, beside its own bare start: first paint ${(on24.paint / on24.bare).toFixed(2)}×, \`--version\` ${(on24.version / on24.bare).toFixed(2)}×, \`profiles list --json\` ${(on24.list / on24.bare).toFixed(2)}×; first frame ${(on24.frame / on24.plainFrame).toFixed(2)}× plain Ink's.`;
}

function document() {
  return `# Performance

Written by \`npm run bench -- --write\` on ${process.platform} ${process.arch}, ${cpus().length} cores, Node ${process.version}. Ratios are
medians of one run in a pseudo-terminal of 120x40 where nothing else is said; *plain Ink* is a bundled, bordered, full-screen
Ink list of the same size with nothing else in it (\`bench/plain-ink.tsx\`). \`npm run bench -- --check\` fails on a missed bar.

${table}

Cost by number of profiles, 200x50:

${scale}

${more.join('\n')}${other}
`;
}

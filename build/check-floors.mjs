import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Checks the floors of the house, and that the check saw every source file: a parser that silently finds no modules
 * would report "no violations" as well.
 */
const folders = ['src', 'machines', 'components', 'demo'];
const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name)),
);

const report = JSON.parse(
  execFileSync(
    'node_modules/.bin/depcruise',
    ['--output-type', 'json', '--config', '.dependency-cruiser.mjs', ...folders],
    {
      maxBuffer: 256 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  ).toString(),
);

const seen = new Set(report.modules.map((module) => module.source));
const missed = files.filter((file) => !seen.has(file));
for (const { rule, from, to } of report.summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
for (const file of missed) console.error(`not seen by the check: ${file}`);

// A length is a smell, not a rule: files are split for meaning. Past this one nobody reads a file at once.
const { readFileSync } = await import('node:fs');
const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 401);
for (const file of long) console.error(`longer than 400 lines: ${file}`);

if (report.summary.error > 0 || missed.length > 0 || long.length > 0) process.exit(1);
console.log(`floors: ${files.length} files, no violation`);

import { execFileSync } from 'node:child_process';

/**
 * `node build/lines.mjs [REVISION…]`: lines of product code in a revision by folder, without blank lines and comments.
 */
const folders = ['src', 'machines', 'components', 'demo'];

const revisions = process.argv.slice(2);
for (const revision of revisions.length > 0 ? revisions : ['HEAD']) {
  const counts = Object.fromEntries(folders.map((folder) => [folder, 0]));
  const files = textsOf(revision);
  for (const [path, lines] of files) counts[path.slice(0, path.indexOf('/'))] += codeLines(lines);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  console.log(`${revision}: ${files.size} files, ${all} lines of code`, counts);
}

/** The lines of each TypeScript file of a revision by path, from a single call of git. */
function textsOf(revision) {
  // The path before each line ends with a zero byte.
  const words = ['grep', '-z', '--no-line-number', '--no-color', '-e', '', revision, '--', ...folders];
  const printed = execFileSync('git', words, { maxBuffer: 1 << 28, encoding: 'utf8' });
  const texts = new Map();
  for (const line of printed.split('\n').slice(0, -1)) {
    const at = line.indexOf('\0');
    const path = line.slice(revision.length + 1, at);
    if (!/\.tsx?$/.test(path) || path.endsWith('.d.ts')) continue;
    const lines = texts.get(path) ?? [];
    texts.set(path, lines);
    lines.push(line.slice(at + 1));
  }
  return texts;
}

function codeLines(rows) {
  let lines = 0;
  let inComment = false;
  for (const line of rows.map((each) => each.trim())) {
    const begins = /^\{?\/\*/.test(line);
    if (inComment || begins) inComment = !line.includes('*/');
    else if (line !== '' && !line.startsWith('//')) lines += 1;
  }
  return lines;
}

import { execFileSync } from 'node:child_process';

/**
 * `node build/lines.mjs [REVISION…]`: how many lines of product code a revision has by folder: without blank lines and comments.
 */
const folders = ['src', 'machines', 'components', 'demo'];
const git = (args, input) =>
  execFileSync('git', args, {
    input,
    maxBuffer: 1 << 28,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'inherit'],
  });

const revisions = process.argv.slice(2);
for (const revision of revisions.length > 0 ? revisions : ['HEAD']) {
  const files = git(['ls-tree', '-r', '--name-only', revision, ...folders])
    .split('\n')
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
  const counts = Object.fromEntries(folders.map((folder) => [folder, 0]));
  for (const file of files)
    counts[file.slice(0, file.indexOf('/'))] += codeLines(git(['show', `${revision}:${file}`]));
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  console.log(`${revision}: ${files.length} files, ${all} lines of code`, counts);
}

function codeLines(text) {
  let lines = 0;
  let inComment = false;
  for (const line of text.split('\n').map((each) => each.trim())) {
    const begins = /^\{?\/\*/.test(line);
    if (inComment || begins) inComment = !line.includes('*/');
    else if (line !== '' && !line.startsWith('//')) lines += 1;
  }
  return lines;
}

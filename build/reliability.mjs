import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { runCell } from './reliability/cell.mjs';
import { faults } from './reliability/faults.mjs';
import { reliabilityPage } from './reliability/page.mjs';
import { inParallel, openWorkshop } from './reliability/world.mjs';

/**
 * Makes docs/reliability.md by running the built program: each fault in each phase of `init`, in a demo cloud of its
 * own. `--check` compares with the existing page instead of writing it; `--no-build` uses dist/ as it is;
 * `[fault[.phase]]...` runs and prints only these.
 */
const page = 'docs/reliability.md';
const figuresFile = 'build/chaos/figures.json';
const words = process.argv.slice(2);
const chosen = words.filter((word) => !word.startsWith('--'));
if (!words.includes('--no-build')) {
  const { status } = spawnSync(process.execPath, ['build/build.mjs'], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

const workshop = openWorkshop();
const started = Date.now();
try {
  const wanted = faults.flatMap((fault) => fault.only.map((phase) => ({ fault, phase })));
  const cells = wanted.filter(
    ({ fault, phase }) =>
      chosen.length === 0 || chosen.some((name) => [fault.id, `${fault.id}.${phase}`].includes(name)),
  );
  // Most runs wait most of the time, for the program's patience or its next retry. The longest start first.
  const isLong = ({ fault }) => Boolean(fault.isStuck || fault.flags || fault.id.startsWith('throttled'));
  const inOrder = cells.toSorted((a, b) => Number(isLong(b)) - Number(isLong(a)));
  const unordered = await inParallel(
    16,
    inOrder.map(({ fault, phase }) => async () => {
      const cell = await runCell(workshop, fault, phase).catch(brokenCell(fault, phase));
      console.log(
        [`${cell.wrong.length > 0 ? '✖' : '✔'} ${fault.id}.${phase}`, ...cell.wrong].join('\n    '),
      );
      if (chosen.length > 0 || cell.wrong.length > 0) console.log(cell.text);
      return cell;
    }),
  );
  const results = cells.map((cell) => unordered[inOrder.indexOf(cell)]);
  const failed = results.filter(({ wrong }) => wrong.length > 0);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(
    `${results.length - failed.length} of ${results.length} cells are as they must be (${seconds} s)`,
  );
  if (failed.length > 0) process.exitCode = 1;
  if (chosen.length === 0 && failed.length === 0) finish(results);
  else
    console.log(
      results.map(({ fault, phase, text: _, ...cell }) => ({ id: `${fault.id}.${phase}`, ...cell })),
    );
} finally {
  workshop.close();
}

/** A cell that could not be proved counts as wrong, and the others continue. */
function brokenCell(fault, phase) {
  return (thrown) => ({ fault, phase, wrong: [`no proof: ${thrown.stack}`], text: '' });
}

function finish(results) {
  const cellTexts = results.flatMap(({ outcome, sees, cloud, disk, goesOn }) => [
    outcome,
    sees,
    cloud,
    disk,
    goesOn,
  ]);
  const forbidden = /\b(?:hangs|lost|unknown)\b/i.exec(cellTexts.join('\n'));
  if (forbidden) fail(`no cell may say ${forbidden[0]}`);
  const text = reliabilityPage(results, JSON.parse(readFileSync(figuresFile, 'utf8')));
  if (!words.includes('--check')) return writeFileSync(page, text);
  const [before, now] = [readFileSync(page, 'utf8'), text].map((each) => each.split('\n'));
  const gone = before.filter((line) => !now.includes(line)).map((line) => `- ${line}`);
  const added = now.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
  if (before.join() === now.join()) return console.log(`✔ ${page} says what the runs gave`);
  fail([`${page} says something else than the runs gave`, ...gone, ...added].join('\n'));
}

function fail(why) {
  console.log(`✖ ${why}`);
  process.exitCode = 1;
}

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { measureEnd, measureHeadless, measureWatching } from './deploy.mjs';
import { measureIdle } from './idle.mjs';
import { measureKeys } from './keys.mjs';
import { measureLarge } from './large.mjs';
import { measureLargeFiles } from './large-files.mjs';
import { measurePackage, nodeOf } from './package.mjs';
import { measureProjects } from './projects.mjs';
import {
  barTable,
  eventTable,
  isMissed,
  missedBars,
  performancePage,
  scaleTable,
  singleTable,
} from './report.mjs';
import { measureLists, measureSingle, measureStartUp } from './start-up.mjs';
import { buildPrograms } from './worlds.mjs';

/** The benchmarks: `npm run bench`. docs/performance.md says what they measure and which flags there are. */
const known = ['--check', '--write', '--quick'];
const flags = new Set(process.argv.slice(2));
for (const flag of flags)
  if (!known.includes(flag)) throw new Error(`There is no flag ${flag}; there are ${known.join(', ')}.`);
const quick = flags.has('--quick');
const isAllowed = flags.has('--check') && !flags.has('--write');
/** A check skips whatever does not decide, and measures the rest with fewer rounds. */
const brief = quick || isAllowed;
const counts = [10, 100, 1_000, 10_000];
const most = 10_000;
const shownCounts = brief ? [most] : counts;
/**
 * Milliseconds on the machine for which the bars for 2,000 resources and for files of 50 MB were set: bare node's start (71
 * with extra certificates, which accounted for 37 % of it), and what plain Ink's first frame took beyond it (193 - 71).
 */
const reference = { bare: 45, ink: 122 };
/** How many times slower this machine is: starting programs or running JavaScript, whichever is slower. */
const slownessOf = ({ bare, plainFrame }) =>
  Math.max(bare / reference.bare, (plainFrame - bare) / reference.ink);

/** Reports each measurement on standard error, since the whole run takes minutes. */
async function step(what, measure) {
  const started = performance.now();
  const result = await measure();
  process.stderr.write(`${what}: ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  return result;
}

function startFigures({ bare, paint, frame, plainFrame, version, help, list }) {
  return {
    paint: paint / bare,
    frame: frame / plainFrame,
    frameOfBare: frame / bare,
    plainOfBare: plainFrame / bare,
    version: version / bare,
    help: help / bare,
    list: list / bare,
  };
}

function keyFigures({ moves, scrolls, letters, memory }) {
  return {
    move: moves[most] / moves.plain,
    scroll: scrolls[most] / scrolls.plain,
    filter: letters[most] / moves.plain,
    memory: memory[most] - memory.plain,
  };
}

await step('build', buildPrograms);
const packed = await step('package', measurePackage);
/** The Node on which bars are held, and the oldest supported one for comparison. */
const nodes = {
  main: (!quick && (await step('Node 24', () => nodeOf('24.21.0')))) || process.execPath,
  oldest: await step('Node 20', () => nodeOf('20.20.2')),
};
nodes.oldest ??= nodes.main;
const versionOf = (node) => execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();

/** What the report shows besides the figures, by the Node on which it was measured. */
const seen = { main: {}, oldest: {} };

/** The measurements; each returns some of the figures of a Node. */
const groups = {
  start: async (on) => {
    const start = await step('start-up', () => measureStartUp(nodes[on], brief ? 9 : 25));
    seen[on].start = start;
    return startFigures(start);
  },
  lists: async (on) => {
    const lists = await step('lists of profiles', () => measureLists(nodes[on], shownCounts, brief ? 5 : 7));
    seen[on].lists = lists;
    return { longList: lists[most] / lists.bare };
  },
  keys: async (on) => {
    const keys = await step('keys', () => measureKeys(nodes[on], shownCounts, brief ? 28 : 56));
    seen[on].keys = keys;
    return keyFigures(keys);
  },
  projects: async (on) => {
    const projects = await step('200 projects', () => measureProjects(nodes[on], brief ? 28 : 42));
    return { projects: projects.ours / projects.plain };
  },
  largeFiles: async (on) => {
    const { list, rename, remove, open } = await step('a shared file of 50 MB', () =>
      measureLargeFiles(nodes[on], brief ? 1 : 4),
    );
    const second = 1_000 * slownessOf(seen[on].start);
    return {
      largeList: list / second,
      largeRename: rename / second,
      largeRemove: remove / second,
      largeOpen: open / second,
      largeEdit: rename / list,
    };
  },
  headless: async (on) => {
    const headless = await step('headless init', () => measureHeadless(nodes[on], brief ? 7 : 15));
    seen[on].headless = headless;
    return { headless: headless.init / headless.bare };
  },
  idle: async (on) => ({
    idle: await step('idle', () => measureIdle(nodes[on], most, quick ? 4 : brief ? 6 : 10)),
  }),
  // Both mostly wait, so they run at the same time.
  watching: async (on) => {
    const [watching, end] = await step('watching a slow stack, and ends of stacks', () =>
      Promise.all([
        measureWatching(nodes[on], quick ? 1 : 0.4),
        measureEnd(nodes[on], quick ? [2, 4] : [1, 1.4, 1.9, 2.3, 2.9, 3.4, 4]),
      ]),
    );
    seen[on].watching = watching;
    return {
      deploying: watching.cpu,
      calls: watching.calls,
      endMedian: end.median / 1000,
      endMost: end.most / 1000,
    };
  },
  large: async (on) => {
    const { moves, scrolls, cpu, memory, calls } = await step('2,000 resources', () =>
      measureLarge(nodes[on], quick ? 14 : brief ? 28 : 42, quick ? 15 : brief ? 40 : 60),
    );
    return {
      largeMove: moves.ours / moves.plain,
      largeScroll: scrolls.ours / scrolls.plain,
      largeCpu: cpu / slownessOf(seen[on].start),
      largeMemory: memory,
      largeCalls: calls,
    };
  },
  events: async (on) => {
    const events = await step('events', () =>
      JSON.parse(
        execFileSync(nodes[on], ['bench/reducer.mjs', String(brief ? 3 : 9), ...counts.map(String)], {
          encoding: 'utf8',
        }),
      ),
    );
    seen[on].events = events;
    return { eventCost: events[10_000] / events[1_000] };
  },
  hour: async (on) => {
    const { share, grown } = await step('an hour of 10,000 events', () =>
      JSON.parse(
        execFileSync(nodes[on], ['--expose-gc', 'bench/long-watch.mjs', '--json'], { encoding: 'utf8' }),
      ),
    );
    return { hourCpu: share, hourMemory: grown };
  },
};

/** Runs one of {@link groups}, again if it misses a bar: other load on the machine can only make a figure worse. */
async function measured(group, on, before) {
  const figures = await groups[group](on);
  for (let again = 0; again < 4 && on === 'main' && isMissed(figures, before, isAllowed); again += 1) {
    process.stderr.write(`again: ${JSON.stringify(figures)}\n`);
    for (const [id, value] of Object.entries(await groups[group](on)))
      figures[id] = Math.min(figures[id], value);
  }
  return figures;
}

const paired = ['start', 'lists', 'keys', 'projects', 'largeFiles', 'headless'];
const isOne = nodes.oldest === nodes.main;
const plan = {
  // Watching mostly waits, which leaves a core for what is measured meanwhile.
  main: [...paired, 'idle', ['watching', 'large'], 'events', 'hour'],
  // A check leaves out what has no bar.
  oldest: isOne || isAllowed ? [] : paired,
};
const size = { size: packed.megabytes, packages: packed.packages };
const figures = { main: { ...size }, oldest: { ...size } };
for (const on of ['main', 'oldest']) {
  process.stderr.write(`on Node ${versionOf(nodes[on])}:\n`);
  if (on === 'oldest' && isOne) {
    Object.assign(figures.oldest, figures.main);
    Object.assign(seen.oldest, seen.main);
  }
  for (const beside of plan[on])
    Object.assign(
      figures[on],
      ...(await Promise.all([beside].flat().map((group) => measured(group, on, figures[on])))),
    );
}

/** Built with Node 26. A check skips it, since it has no bar. */
const newest = isAllowed ? undefined : await step('Node 26', () => nodeOf('26.12.1'));
const single = newest && (await step('single file', () => measureSingle(newest, 15)));

const ms = (value) => value.toFixed(0);
const absoluteOf = ({ start, keys, headless }) =>
  [
    start && `bare node ${ms(start.bare)}`,
    start && `first paint ${ms(start.paint)}`,
    start && `first frame ${ms(start.frame)}`,
    start && `plain Ink's ${ms(start.plainFrame)}`,
    keys && `key to frame ${ms(keys.moves[most])}`,
    keys && `plain Ink's ${ms(keys.moves.plain)}`,
    headless && `headless init ${ms(headless.init)}`,
  ]
    .filter(Boolean)
    .join(', ');
const versions = { main: versionOf(nodes.main), oldest: versionOf(nodes.oldest) };
const absolute = Object.entries(versions)
  .filter(([on]) => seen[on].start)
  .map(([on, version]) => `Node ${version}: ${absoluteOf(seen[on])}`)
  .join('. ');
const barRows = barTable(figures, versions);
const scaleRows = scaleTable(shownCounts, seen.main.keys, seen.main.lists);
const eventRows = eventTable(counts, seen.main.events);
const singleRows = single ? `\n\n${singleTable(single, versionOf(newest))}` : '';

console.log(`\n${barRows}\n\n${absolute}\n\n${scaleRows}\n\n${eventRows}${singleRows}`);
if (flags.has('--write'))
  writeFileSync(
    'docs/performance.md',
    performancePage({
      barRows,
      scaleRows,
      eventRows,
      singleRows: singleRows.trim() || 'Not measured in this run.',
      absolute,
      versions,
      watched: seen.main.watching.seconds,
      quick,
    }),
  );

for (const line of missedBars(figures.main)) console.error(line);
const misses = missedBars(figures.main, isAllowed);
process.exit(flags.has('--check') && misses.length > 0 ? 1 : 0);

import { cpus } from 'node:os';

/**
 * The bars, in the order of the report, held on the main Node. `places`: the decimals to which a figure is shown and
 * compared with its bar. Never raise a bar to get through: find out what became slower.
 */
const bars = [
  { id: 'paint', what: 'first paint / bare `node -e 0`', most: 1.2, unit: '×', isOfBare: true },
  {
    id: 'frame',
    what: "first interactive frame / plain Ink's first frame",
    most: 1.1,
    unit: '×',
  },
  {
    id: 'frameOfBare',
    what: 'first interactive frame / bare node, from the second start on (aim: 2.5)',
    most: 3,
    unit: '×',
    isOfBare: true,
  },
  { id: 'version', what: '`--version` / bare node', most: 1.15, unit: '×', isOfBare: true },
  { id: 'help', what: '`--help` / bare node', most: 1.15, unit: '×', isOfBare: true },
  { id: 'list', what: '`profiles list --json` / bare node', most: 1.4, unit: '×', isOfBare: true },
  {
    id: 'longList',
    what: 'the same with 10,000 profiles',
    most: 3,
    unit: '×',
    isOfBare: true,
  },
  { id: 'move', what: 'key to frame at 200x50, 10,000 profiles, moving / plain Ink', most: 1.5, unit: '×' },
  { id: 'scroll', what: 'the same, scrolling', most: 1.5, unit: '×' },
  { id: 'filter', what: 'a letter of the filter / plain Ink moving', most: 1.5, unit: '×' },
  {
    id: 'projects',
    what: 'key to frame at 200x50, 200 projects, moving / plain Ink',
    most: 1.5,
    unit: '×',
  },
  {
    id: 'largeList',
    what: '`profiles list --json` of a shared file of 50 MB, on the reference machine',
    most: 1,
    unit: ' s',
    isScaled: true,
  },
  {
    id: 'largeRename',
    what: '`profiles rename` in it, on the reference machine',
    most: 1,
    unit: ' s',
    isScaled: true,
  },
  {
    id: 'largeRemove',
    what: '`profiles remove` in it, on the reference machine',
    most: 1,
    unit: ' s',
    isScaled: true,
  },
  {
    id: 'largeOpen',
    what: 'the profiles of it on the screen, from `p` on the first frame, on the reference machine',
    most: 1,
    unit: ' s',
    isScaled: true,
  },
  {
    id: 'largeEdit',
    what: '`profiles rename` in it, heap of 512 MiB / its `profiles list --json`',
    most: 3,
    unit: '×',
  },
  {
    id: 'memory',
    what: 'peak memory with 10,000 profiles, above plain Ink after the same keys',
    most: 60,
    unit: ' MiB',
    places: 0,
  },
  {
    id: 'headless',
    what: 'headless init, demo cloud at speed 10,000 / bare node',
    most: 10,
    unit: '×',
    isOfBare: true,
  },
  { id: 'idle', what: 'processor while idle, of a core', most: 0, unit: '%', places: 0 },
  {
    id: 'deploying',
    what: 'processor while a stack deploys, of a core',
    most: 6,
    unit: '%',
    places: 1,
  },
  {
    id: 'endMedian',
    what: "stack's own end until it is shown as done, median",
    most: 2,
    unit: ' s',
  },
  {
    id: 'endMost',
    what: "stack's own end until it is shown as done, at most",
    most: 3,
    unit: ' s',
  },
  {
    id: 'calls',
    what: 'calls in any minute while watching a flat stack',
    most: 30,
    unit: '',
    places: 0,
  },
  {
    id: 'largeMove',
    what: 'key to frame at 200x50, 2,000 resources being made in nested stacks, moving / plain Ink',
    most: 1.5,
    unit: '×',
  },
  { id: 'largeScroll', what: 'the same, scrolling', most: 1.5, unit: '×' },
  {
    id: 'largeCpu',
    what: 'processor while they are followed, of a core of that machine',
    most: 6,
    unit: '%',
    places: 1,
  },
  {
    id: 'largeMemory',
    what: 'peak memory while they are followed, above plain Ink after the same keys',
    most: 60,
    unit: ' MiB',
    places: 0,
  },
  {
    id: 'largeCalls',
    what: 'calls in a minute while they are followed',
    most: 60,
    unit: '',
    places: 0,
  },
  {
    id: 'eventCost',
    what: 'an event of 10,000 / an event of 1,000, through the reducer',
    most: 1.5,
    unit: '×',
  },
  {
    id: 'hourCpu',
    what: 'processor for an hour of 10,000 events of 2,000 nested resources, without drawing',
    most: 3,
    unit: '%',
  },
  {
    id: 'hourMemory',
    what: 'memory that its second half holds more than the first',
    most: 3,
    unit: ' MiB',
    places: 1,
  },
  { id: 'size', what: 'packed size', most: 3, unit: ' MB' },
  { id: 'packages', what: 'packages installed', most: 1, unit: '', places: 0 },
];

const shown = (value, { unit, places = 2 }) => (value === undefined ? '' : `${value.toFixed(places)}${unit}`);
/**
 * How many times plain Ink's first frame takes longer than bare node, beyond bare node's own time, where the bars for ratios to
 * bare node were confirmed (1.5 to 1.7 on the days of docs/performance.md until 2026-11-30).
 */
const usualExcess = 1.7;
/**
 * A ratio to bare node as it would be on such a machine. Elsewhere Node may start in half the time while JavaScript runs no
 * faster, so that an empty Ink program alone takes more than the bar: what comes beyond bare node is then judged beside what
 * plain Ink takes beyond it in the same run. Never makes a figure worse.
 */
const ofUsualMachine = (ratio, plainOfBare) =>
  1 + (ratio - 1) / (ratio > 1 ? Math.max(1, (plainOfBare - 1) / usualExcess) : 1);
/** The figure that is compared with a bar. @param figures of all groups so far, on one Node */
const judged = (figures, { id, isOfBare }) =>
  isOfBare && figures[id] !== undefined ? ofUsualMachine(figures[id], figures.plainOfBare) : figures[id];

/**
 * How far a ratio of times may exceed its bar where `--check` decides: one and the same build was measured between 1.36
 * and 1.46 within a day, on a machine with neighbours. Seconds on the reference machine are such ratios, too: one build opened the profiles of 50 MB in 0.90 and in 1.10 s within an hour. The tables apply no allowance.
 */
const allowance = 1.15;
const isRatio = ({ unit, isScaled }) => unit === '×' || isScaled === true;
const missed = (figures, bar, isAllowed = false) =>
  !(
    Number(judged(figures, bar).toFixed(bar.places ?? 2)) <=
    bar.most * (isAllowed && isRatio(bar) ? allowance : 1)
  );
/** As measured, and behind it what is compared with the bar, if that is something else. */
function figureOf(figures, bar) {
  const measured = shown(figures[bar.id], bar);
  const compared = shown(judged(figures, bar), bar);
  return measured === compared ? measured : `${compared} (measured: ${measured})`;
}

/** The table of bars. @param figures by Node, `main` and `oldest` @param versions by Node, too */
export function barTable(figures, versions) {
  const isOne = versions.main === versions.oldest;
  const head = ['what', 'bar', `Node ${versions.main}`, ...(isOne ? [] : [`Node ${versions.oldest}`]), ''];
  const rows = bars.map((bar) => [
    bar.what,
    `<= ${bar.most}${bar.unit}`,
    figureOf(figures.main, bar),
    ...(isOne ? [] : [figureOf(figures.oldest, bar)]),
    missed(figures.main, bar) ? 'missed' : '',
  ]);
  return table(head, rows);
}

/**
 * Whether a group misses any of its bars.
 *
 * @param figures of the group
 * @param before of the groups measured before it, on the same Node
 * @param isAllowed whether the allowance counts
 */
export function isMissed(figures, before, isAllowed) {
  const all = { ...before, ...figures };
  return bars.some((bar) => bar.id in figures && missed(all, bar, isAllowed));
}

/** One line for each missed bar. @param isAllowed whether the allowance counts */
export function missedBars(figures, isAllowed) {
  return bars
    .filter((bar) => missed(figures, bar, isAllowed))
    .map((bar) => `missed: ${bar.what}: ${figureOf(figures, bar)} > ${bar.most}${bar.unit}`);
}

/** What grows with the number of profiles. */
export function scaleTable(counts, keys, lists) {
  const ratio = (value, to) => (value === undefined ? '' : `${(value / to).toFixed(2)}×`);
  return table(
    [
      'profiles',
      '`profiles list --json` / bare node',
      'moving',
      'scrolling',
      'a letter of the filter',
      'peak memory',
    ],
    counts.map((count) => [
      count.toLocaleString('en-US'),
      ratio(lists[count], lists.bare),
      ratio(keys.moves[count], keys.moves.plain),
      ratio(keys.scrolls[count], keys.scrolls.plain),
      ratio(keys.letters[count], keys.moves.plain),
      `${keys.memory[count].toFixed(0)} MiB`,
    ]),
  );
}

/** The cost of an event by the number of events, microseconds. */
export function eventTable(counts, each) {
  return table(
    ['events of a stack', 'time for each'],
    counts.map((count) => [count.toLocaleString('en-US'), `${each[count].toFixed(1)} µs`]),
  );
}

/** The program and Node in one file. @param single as measured @param node version of the Node in it and beside it */
export function singleTable({ megabytes, bare, version, frame }, node) {
  return table(
    ['size', `\`--version\` / bare Node ${node}`, 'first frame that takes keys / the same'],
    [[`${megabytes.toFixed(0)} MB`, `${(version / bare).toFixed(2)}×`, `${(frame / bare).toFixed(2)}×`]],
  );
}

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The whole of docs/performance.md. */
export function performancePage({
  barRows,
  scaleRows,
  eventRows,
  singleRows,
  absolute,
  versions,
  watched,
  quick,
}) {
  return `# Performance

Written by \`npm run bench -- --write\` on ${process.platform} ${process.arch}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), Node
${[...new Set(Object.values(versions))].join(' and ')}${quick ? ', with few rounds' : ''}. Every figure is from that one run.

- Ratios are of medians, with interleaved rounds, in a pseudo-terminal of 120x40 unless another size is given.
- Programs run in the environment of whoever runs the benchmark, except for variables of Node and AWS, proxies, and certificates (\`NODE_EXTRA_CA_CERTS\` slows down a bare Node's start and so flatters every ratio to it). A figure that misses its bar is measured again, up to four times, and the best counts: other load on the machine can only make it worse.
- *Plain Ink* is a bundled, bordered, full-screen Ink list of the same size with nothing else in it (\`bench/plain-ink.tsx\`).
- A key's time ends with the last byte of the first frame that shows its effect.
- Ratios to bare node are compared with their bars as on the machines where these were confirmed, where plain Ink's first frame took at most 2.7 times as long as bare node. Where it takes longer, since Node starts faster there and JavaScript does not, what a program takes beyond bare node is divided by as much. The ratio as measured is shown behind it.
- Shares of the processor with 2,000 resources, and seconds for a file of 50 MB, are those of a reference machine, on which bare node starts in 45 ms and plain Ink's first frame comes 122 ms later: they are divided by how much slower the slower of the two is in the same run.
- What a file of 50 MB takes on the screen is from the second start on, when the compiled code is cached.
- Processor time covers all threads of the program; the demo cloud is a separate process and does not count.

## Bars

\`npm run bench -- --check\` fails on a missed bar. It allows 15 % for ratios of times, seconds included, since other load on a machine makes that much
difference. Bars are held on Node ${versions.main.split('.')[0]}; the other Node is for comparison.

${barRows}

In milliseconds, ${absolute}. The watched stack took ${watched.toFixed(0)} s.

## Cost by number of profiles

Keys at 200x50, beside plain Ink with one screen of rows; memory is the peak after all keys.

${scaleRows}

## Cost by number of events

Events in pages of 100, through the reducer behind the screen.

${eventRows}

## One file with Node in it

\`npm run build:single\`, for machines without Node.

${singleRows}

## Run it

\`\`\`sh
npm run bench               # measures and prints
npm run bench -- --check    # fails on a missed bar; fewer rounds, and on Node 24 only
npm run bench -- --write    # writes this page
npm run bench -- --quick    # fewer rounds, and all on the Node that runs it
\`\`\`
`;
}

import { cpus } from 'node:os';

/**
 * The bars, in the order of the report. `places`: the decimals in which a figure is shown and held against its bar.
 * Never raise one to get through: find out what became slower.
 */
const bars = [
  { id: 'paint', what: 'first paint / bare `node -e 0`', most: 1.4, unit: '×' },
  { id: 'frame', what: "first interactive frame / plain Ink's first frame (aim: 1.3)", most: 1.4, unit: '×' },
  { id: 'version', what: '`--version` / bare node', most: 1.3, unit: '×' },
  { id: 'help', what: '`--help` / bare node', most: 1.3, unit: '×' },
  { id: 'list', what: '`profiles list --json` / bare node', most: 1.6, unit: '×' },
  { id: 'move', what: 'key to frame at 200x50, 10,000 profiles, moving / plain Ink', most: 1.5, unit: '×' },
  { id: 'scroll', what: 'the same, scrolling', most: 1.5, unit: '×' },
  { id: 'filter', what: 'a letter of the filter / plain Ink moving', most: 1.5, unit: '×' },
  {
    id: 'memory',
    what: 'peak memory with 10,000 profiles, above plain Ink after the same keys',
    most: 60,
    unit: ' MiB',
    places: 0,
  },
  { id: 'headless', what: 'headless init, demo cloud at speed 10,000 / bare node', most: 10, unit: '×' },
  { id: 'idle', what: 'processor while idle, of a core', most: 0, unit: '%', places: 0 },
  { id: 'deploying', what: 'processor while a stack deploys, of a core', most: 6, unit: '%', places: 1 },
  { id: 'endMedian', what: "stack's own end until it is shown as done, median", most: 2, unit: ' s' },
  { id: 'endMost', what: "stack's own end until it is shown as done, at most", most: 3, unit: ' s' },
  { id: 'calls', what: 'calls in any minute while watching a flat stack', most: 30, unit: '', places: 0 },
  {
    id: 'largeMove',
    what: 'key to frame at 200x50, 2,000 resources being made in nested stacks, moving / plain Ink',
    most: 1.5,
    unit: '×',
  },
  { id: 'largeScroll', what: 'the same, scrolling', most: 1.5, unit: '×' },
  {
    id: 'largeCpu',
    what: 'processor while they are followed, of a core that starts bare node in 71 ms',
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
  { id: 'largeCalls', what: 'calls in a minute while they are followed', most: 60, unit: '', places: 0 },
  {
    id: 'eventCost',
    what: 'an event of 10,000 / an event of 1,000, through the reducer',
    most: 1.5,
    unit: '×',
  },
  { id: 'size', what: 'packed size', most: 3, unit: ' MB' },
  { id: 'packages', what: 'packages installed', most: 1, unit: '', places: 0 },
];

const shown = (value, { unit, places = 2 }) => (value === undefined ? '' : `${value.toFixed(places)}${unit}`);
/**
 * By so much a ratio of times may be above its bar where `--check` decides: one and the same build was measured between 1.36 and
 * 1.46 within a day, on a machine that has neighbours. The tables know no allowance.
 */
const allowance = 1.15;
const missed = (value, { most, unit, places = 2 }, isAllowed = false) =>
  !(Number(value.toFixed(places)) <= most * (isAllowed && unit === '×' ? allowance : 1));

/** The table of bars. `other`: what was measured on Node 24, if anything. */
export function barTable(figures, other) {
  const head = [
    'what',
    'bar',
    `Node ${process.versions.node}`,
    ...(other ? [`Node ${other.version}`] : []),
    '',
  ];
  const rows = bars.map((bar) => [
    bar.what,
    `<= ${bar.most}${bar.unit}`,
    shown(figures[bar.id], bar),
    ...(other ? [shown(other.figures[bar.id], bar)] : []),
    missed(figures[bar.id], bar) ? 'missed' : '',
  ]);
  return table(head, rows);
}

/** Whether one of some figures misses its bar. `isAllowed`: by more than the allowance. */
export function isMissed(figures, isAllowed) {
  return bars.some((bar) => bar.id in figures && missed(figures[bar.id], bar, isAllowed));
}

/** One line for each bar that was missed. `isAllowed`: by more than the allowance. */
export function missedBars(figures, isAllowed) {
  return bars
    .filter((bar) => missed(figures[bar.id], bar, isAllowed))
    .map((bar) => `missed: ${bar.what}: ${shown(figures[bar.id], bar)} > ${bar.most}${bar.unit}`);
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

/** What an event costs by the number of events, microseconds. */
export function eventTable(counts, each) {
  return table(
    ['events of a stack', 'time for each'],
    counts.map((count) => [count.toLocaleString('en-US'), `${each[count].toFixed(1)} µs`]),
  );
}

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The whole of docs/performance.md. */
export function performancePage({ barRows, scaleRows, eventRows, absolute, quick }) {
  return `# Performance

Written by \`npm run bench -- --write\` on ${process.platform} ${process.arch}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), Node
${process.version}${quick ? ', with few rounds' : ''}. Every figure is from that one run.

- Ratios are of medians, rounds interleaved, in a pseudo-terminal of 120x40 where nothing else is said.
- Programs run in the environment of whoever runs the benchmark. A figure that misses its bar is taken again, up to four times, and the best counts: what else the machine does can only make it worse.
- *Plain Ink* is a bundled, bordered, full-screen Ink list of the same size with nothing else in it (\`bench/plain-ink.tsx\`).
- A key's time ends with the last byte of the first frame that shows what it did.
- A share of the processor with 2,000 resources is told for one machine: it is divided by how long bare node takes to start in the same run, in units of 71 ms.
- Processor time is that of all threads of the program; the demo cloud is a process of its own and does not count.

## Bars

\`npm run bench -- --check\` fails on a missed bar; a ratio of times is missed there by more than 15 %, since neighbours on a
machine make such a difference. The bars are for Node 20.

${barRows}

In milliseconds: ${absolute}.

## Cost by number of profiles

Keys at 200x50, beside plain Ink with one screen of rows; memory is the most that was used after all keys.

${scaleRows}

## Cost by number of events

Events in pages of 100 through the reducer that makes what the screen shows.

${eventRows}

## Run it

\`\`\`sh
npm run bench               # measures and prints
npm run bench -- --check    # fails on a missed bar; no Node 24
npm run bench -- --write    # writes this page
npm run bench -- --quick    # fewer rounds, no Node 24
\`\`\`
`;
}

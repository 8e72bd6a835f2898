import path from 'node:path';
import { loadBundled } from '../build/load-bundled.mjs';
import { workFolder } from './processes.mjs';

/**
 * Watches a stack with 2,000 resources in 40 nested stacks and 10,000 events for an hour, on a clock that does not wait:
 * `node --expose-gc bench/long-watch.mjs`. Reports the follower's share of that hour's processor time, including the cloud
 * that answers it, and the memory it holds (`--json`: as one line of JSON for bench/run.mjs). Exits with 1 if that is more
 * than 3 %, or if memory grows in the second half by more than the new events account for. Does not draw: bench/large.mjs
 * measures drawing on a terminal.
 */
const nestedStacks = 40;
const resourcesEach = 50;
/** Events per resource, including its own start and end. */
const eventsEach = 5;
const hour = 3600;
/** Bytes that each event may retain. */
const bytesOfEvent = 600;

if (typeof globalThis.gc !== 'function') {
  process.stderr.write('Memory is only known after a collection: node --expose-gc bench/long-watch.mjs\n');
  process.exit(2);
}

const { followTree, nested } = await loadBundled(
  'test/unit/aws/support/timed-tree.ts',
  path.join(workFolder, 'timed-tree.mjs'),
);

const { root, tree, events } = deployment();
const samples = [];
let began;
let last;
const before = process.cpuUsage();
const { end, calls } = followTree({
  root,
  tree,
  onUpdate: (update, now) => {
    began ??= now;
    last = update;
    const minutes = (now - began) / 60_000;
    if (minutes < (samples.length + 1) * 10) return;
    globalThis.gc();
    samples.push({ minutes: Math.round(minutes), memory: process.memoryUsage().heapUsed });
  },
});
const progress = await end();
const { user, system } = process.cpuUsage(before);
const share = (user + system) / 1e6 / hour;
const mib = (bytes) => (bytes / 2 ** 20).toFixed(1);
const half = samples[Math.floor(samples.length / 2) - 1];
const grown = samples.at(-1).memory - half.memory;
const lines = process.argv.includes('--json')
  ? [JSON.stringify({ share: share * 100, grown: grown / 2 ** 20 })]
  : [
      `${events} events, ${progress.total} resources, ${calls.length} calls, ${progress.outcome}`,
      `processor: ${(share * 100).toFixed(2)} % of an hour`,
      ...samples.map(({ minutes, memory }) => `memory after ${minutes} minutes: ${mib(memory)} MiB`),
    ];
process.stdout.write(`${lines.join('\n')}\n`);
const faults = [
  ...(progress.outcome === 'succeeded' && last ? [] : [`it ended as ${progress.outcome}`]),
  ...(progress.completed === nestedStacks * (resourcesEach + 1)
    ? []
    : [`${progress.completed} resources were seen complete`]),
  ...(share <= 0.03 ? [] : ['more than 3 % of a processor']),
  ...(grown <= (events / 2) * bytesOfEvent ? [] : [`memory grew by ${mib(grown)} MiB in the second half`]),
];
for (const fault of faults) process.stderr.write(`✖ ${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;

/** Nested stacks side by side, all busy for the whole hour. */
function deployment() {
  const start = { reason: 'User Initiated' };
  const all = [[0, 'stack', 'CREATE_IN_PROGRESS', start]];
  const inside = {};
  let count = 2;
  for (let stack = 0; stack < nestedStacks; stack += 1) {
    const name = `n${stack}`;
    const lines = [[5, 'stack', 'CREATE_IN_PROGRESS', start]];
    for (let part = 0; part < resourcesEach; part += 1) {
      const from = 10 + ((hour - 120) / resourcesEach) * part + stack;
      for (let event = 0; event < eventsEach; event += 1) {
        const isLast = event === eventsEach - 1;
        const status = isLast ? 'CREATE_COMPLETE' : 'CREATE_IN_PROGRESS';
        lines.push([from + event * 10, `Part${part}`, status, { physicalId: `${name}-${part}` }]);
      }
    }
    lines.sort((one, other) => one[0] - other[0]);
    lines.push([hour - 20 + stack / 10, 'stack', 'CREATE_COMPLETE']);
    count += lines.length + 2;
    inside[name] = lines;
    all.push(nested(5, name, 'CREATE_IN_PROGRESS'), nested(hour - 15 + stack / 10, name, 'CREATE_COMPLETE'));
  }
  all.push([hour, 'stack', 'CREATE_COMPLETE']);
  all.sort((one, other) => one[0] - other[0]);
  return { root: all, tree: inside, events: count };
}

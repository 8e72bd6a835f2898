import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { median, timeOf } from './processes.mjs';
import { TimedTerminal } from './terminal.mjs';
import { homeWith, plainInk, program } from './worlds.mjs';

/** Start-up: first paint, first frame, and the commands that must answer instantly. Milliseconds, rounds interleaved. */
export async function measureStartUp(node, rounds) {
  const { env, project } = homeWith(5);
  const times = { bare: [], version: [], help: [], list: [], paint: [], frame: [], plainFrame: [] };
  const plain = async () => ({
    plainFrame: (await firstFrame(node, [plainInk], 'profile-', { env, cwd: project })).frame,
  });
  const starts = [
    () => ({ bare: timeOf(node, ['-e', '0']) }),
    () => ({ version: timeOf(node, [program, '--version'], { env }) }),
    () => ({ help: timeOf(node, [program, '--help'], { env }) }),
    () => ({ list: timeOf(node, [program, 'profiles', 'list', '--json'], { env }) }),
    () => firstFrame(node, [program], 'amplify-tui', { env, cwd: project }),
    plain,
  ];
  // The first round warms the file cache.
  for (let round = -1; round < rounds; round += 1) {
    // A different one comes first each time: whatever runs after a heavy program is slower.
    for (const start of starts) {
      for (const [name, took] of Object.entries(await start())) if (round >= 0) times[name].push(took);
    }
    starts.push(starts.shift());
  }
  return mediansOf(times);
}

async function firstFrame(node, args, paintedFirst, options) {
  const terminal = new TimedTerminal(node, args, options);
  const paint = await terminal.until(paintedFirst);
  // The last line of either frame: whoever can read it can press the key.
  const frame = await terminal.until('quit');
  await terminal.quit();
  return { paint, frame };
}

/** `profiles list --json` beside bare node, by number of profiles. */
export function measureLists(node, counts, rounds) {
  const homes = counts.map(homeWith);
  const times = { bare: [], ...Object.fromEntries(counts.map((count) => [count, []])) };
  for (let round = -1; round < rounds; round += 1) {
    const bare = timeOf(node, ['-e', '0']);
    const lists = homes.map(({ env }) => timeOf(node, [program, 'profiles', 'list', '--json'], { env }));
    if (round < 0) continue;
    times.bare.push(bare);
    for (const [index, count] of counts.entries()) times[count].push(lists[index]);
  }
  return mediansOf(times);
}

/**
 * The program and Node in one file (build/single.mjs) beside the Node it was built from.
 *
 * @param node of version 26 or newer
 * @returns its size, MB, and milliseconds as above
 */
export async function measureSingle(node, rounds) {
  execFileSync(process.execPath, ['build/single.mjs', '--node', node], { stdio: 'ignore' });
  const single = path.resolve('dist-single/amplify-tui');
  const { env, project } = homeWith(5);
  const times = { bare: [], version: [], frame: [] };
  for (let round = -1; round < rounds; round += 1) {
    const bare = timeOf(node, ['-e', '0']);
    const version = timeOf(single, ['--version'], { env });
    const { frame } = await firstFrame(single, [], 'amplify-tui', { env, cwd: project });
    if (round < 0) continue;
    for (const [name, took] of Object.entries({ bare, version, frame })) times[name].push(took);
  }
  return { megabytes: statSync(single).size / 1e6, ...mediansOf(times) };
}

function mediansOf(times) {
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}

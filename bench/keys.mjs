import { cpuOf, median, peakMemoryOf, Timed } from './terminal.mjs';
import { homeWith, program } from './worlds.mjs';

const size = { columns: 200, rows: 50 };

async function keysOf(terminal, keys) {
  const times = [];
  // Keys go down and up again, so that both move the list and its window.
  for (let press = 0; press < keys; press += 1) times.push(await terminal.key(press % 60 < 55 ? 'j' : 'k'));
  return median(times);
}

/** From key to frame, and the memory after the same keys: our list of profiles beside plain Ink. */
export async function measureKeys(node, plainInk, keys) {
  const plain = new Timed(node, [plainInk], { ...size, env: homeWith(0).env });
  await plain.until('quit');
  const plainKey = await keysOf(plain, keys);
  const plainMemory = peakMemoryOf(plain.pid);
  await plain.quit();
  const rows = {};
  for (const count of [10, 100, 1_000, 10_000]) {
    const { env, project } = homeWith(count);
    const ours = new Timed(node, [program, 'profiles'], { ...size, env, cwd: project });
    await ours.until('use in this session');
    rows[count] = { key: await keysOf(ours, keys), memory: peakMemoryOf(ours.pid) };
    if (count === 10_000) {
      ours.send('/');
      await ours.until('type to filter', 0).catch(() => undefined);
      const typed = [];
      for (const letter of 'profile-09') typed.push(await ours.key(letter));
      rows.filter = median(typed);
      ours.send('\u001B');
      rows.idle = await idleCpu(ours);
    }
    ours.kill();
    await ours.exited;
  }
  return { plainKey, plainMemory, rows };
}

/** Percent of a core that the program uses while nothing happens. */
async function idleCpu(terminal) {
  const seconds = 4;
  // It first settles: whatever the last key began has to end.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const before = cpuOf(terminal.pid);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return (cpuOf(terminal.pid) - before) / (seconds * 10);
}

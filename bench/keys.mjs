import { median } from './processes.mjs';
import { TimedTerminal } from './terminal.mjs';
import { homeWith, plainInk, profileName, program } from './worlds.mjs';

const size = { columns: 200, rows: 50 };
const filter = 'profile-00';
/** The mark of production, if any, is between the pointer and the name. */
const selected = (index) => new RegExp(`▸ +${profileName(index)}`);

/**
 * Milliseconds from key to complete frame, and peak memory (MiB) after the same keys: our list of profiles beside plain
 * Ink. The programs run side by side and get each key in turn.
 *
 * @param rounds keys for each kind of move
 */
export async function measureKeys(node, counts, rounds) {
  const plain = new TimedTerminal(node, [plainInk], { ...size, env: homeWith(0).env });
  const ours = counts.map((count) => {
    const { env, project } = homeWith(count);
    return {
      count,
      terminal: new TimedTerminal(node, [program, 'profiles'], { ...size, env, cwd: project }),
    };
  });
  const all = [{ count: 'plain', terminal: plain }, ...ours];
  await plain.until('quit');
  for (const { terminal } of ours) await terminal.until('copy export');

  const moves = await moveInWindow(all, rounds);
  const long = all.filter(({ count }) => count === 'plain' || count > size.rows);
  const scrolls = await scrollOn(long, rounds);
  const memory = Object.fromEntries(all.map(({ count, terminal }) => [count, terminal.peakMemory()]));
  const letters = await typeFilter(ours);
  for (const { terminal } of all) await terminal.close();
  return { moves, scrolls, memory, letters };
}

/** Down and up again inside the window: the selected row changes, the others stay. */
async function moveInWindow(terminals, rounds) {
  const times = Object.fromEntries(terminals.map(({ count }) => [count, []]));
  let index = 0;
  for (let round = 0; round < rounds; round += 1) {
    const key = round % 14 < 7 ? 'j' : 'k';
    index += key === 'j' ? 1 : -1;
    for (const { count, terminal } of terminals) times[count].push(await terminal.key(key, selected(index)));
  }
  return mediansOf(times);
}

/** Down past the lower edge: every row changes. The first keys bring each list to its edge. */
async function scrollOn(terminals, rounds) {
  const times = {};
  for (const { count, terminal } of terminals) {
    // `moveInWindow` may have ended anywhere. Extra keys do nothing on the first row, so all start from there.
    terminal.send('k'.repeat(size.rows));
    await terminal.settled();
    await terminal.key('j'.repeat(size.rows), selected(size.rows));
    times[count] = [];
  }
  for (let round = 1; round <= Math.min(rounds, 40); round += 1) {
    for (const { count, terminal } of terminals)
      times[count].push(await terminal.key('j', selected(size.rows + round)));
  }
  return mediansOf(times);
}

/** Types a filter that narrows the list, one letter at a time. */
async function typeFilter(terminals) {
  const times = {};
  for (const { count, terminal } of terminals) {
    await terminal.key('/', 'to filter');
    times[count] = [];
  }
  for (let length = 1; length <= filter.length; length += 1) {
    const typed = filter.slice(0, length);
    for (const { count, terminal } of terminals)
      times[count].push(await terminal.key(typed.at(-1), `/${typed}`));
  }
  return mediansOf(times);
}

function mediansOf(times) {
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}

import { median } from './processes.mjs';
import { TimedTerminal } from './terminal.mjs';
import { cloudAt, homeWith, plainInk, profileName, program } from './worlds.mjs';

const size = { columns: 200, rows: 50 };
/** The stack of the demo cloud's `large` scenario. */
const stack = 'amplify-demoshop-dev-90125';
const resources = '2,000 resources';
/** The last row of the list. */
const standsOn = (index) => `  ${(index + 1).toLocaleString('en-US')} of ${resources}`;

/**
 * Watching a deployment of 2,000 resources in nested stacks, beside plain Ink with one screen of rows. The programs run
 * side by side and get each key in turn.
 *
 * @param rounds keys for each kind of move
 * @param seconds how long to watch after the keys
 * @returns milliseconds from key to frame, percent of a core, peak memory after all of it (MiB), calls per minute
 */
export async function measureLarge(node, rounds, seconds, cloudOf = () => cloudAt(0.2)) {
  const cloud = await cloudOf();
  await post(cloud, '/_demo/scenario', { scenario: 'large' });
  const plain = new TimedTerminal(node, [plainInk], { ...size, env: homeWith(0).env });
  const ours = new TimedTerminal(node, [program, 'watch', stack], {
    ...size,
    env: cloud.env,
    cwd: cloud.project(),
  });
  await plain.until('quit');
  // Discovering the tree takes many calls at once; measuring starts after that.
  await ours.until(standsOn(0));

  const moves = await move(plain, ours, rounds);
  const scrolls = await scroll(plain, ours, rounds);
  const before = ours.cpu();
  const started = performance.now();
  const since = Date.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const cpu = (ours.cpu() - before) / ((performance.now() - started) / 100);
  const { calls } = await (await fetch(`${cloud.endpoint}/_demo/calls?since=${since}`)).json();
  const memory = ours.peakMemory() - plain.peakMemory();
  await ours.close();
  await plain.close();
  cloud.close();
  return { moves, scrolls, cpu, memory, calls: (calls.length / seconds) * 60 };
}

/** Down and up again inside the window: the selected row changes, the others stay. */
async function move(plain, ours, rounds) {
  const times = { plain: [], ours: [] };
  let index = 0;
  for (let round = 0; round < rounds; round += 1) {
    const key = round % 14 < 7 ? 'j' : 'k';
    index += key === 'j' ? 1 : -1;
    times.plain.push(await plain.key(key, `▸ ${profileName(index)}`));
    times.ours.push(await ours.key(key, standsOn(index)));
  }
  return { plain: median(times.plain), ours: median(times.ours) };
}

/** Down past the lower edge: every row changes. */
async function scroll(plain, ours, rounds) {
  const times = { plain: [], ours: [] };
  for (const [terminal, shown] of [
    [plain, (index) => `▸ ${profileName(index)}`],
    [ours, standsOn],
  ]) {
    terminal.send('k'.repeat(size.rows));
    await terminal.settled();
    await terminal.key('j'.repeat(size.rows), shown(size.rows));
  }
  for (let round = 1; round <= rounds; round += 1) {
    times.plain.push(await plain.key('j', `▸ ${profileName(size.rows + round)}`));
    times.ours.push(await ours.key('j', standsOn(size.rows + round)));
  }
  return { plain: median(times.plain), ours: median(times.ours) };
}

async function post({ endpoint }, path, body) {
  const answer = await fetch(`${endpoint}${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
}

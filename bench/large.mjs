import { median } from './processes.mjs';
import { TimedTerminal } from './terminal.mjs';
import { cloudAt, homeWith, plainInk, profileName, program } from './worlds.mjs';

const size = { columns: 200, rows: 50 };
/** The stack of the demo cloud's scenarios. */
const stack = 'amplify-demoshop-dev-90125';
const resources = '2,000 resources';
/** What the list says in its last row. */
const standsOn = (index) => `  ${(index + 1).toLocaleString('en-US')} of ${resources}`;

/**
 * A deployment of 2,000 resources in nested stacks while it is watched, beside plain Ink with one screen of rows. The
 * programs run side by side and get each key in turn.
 *
 * @param rounds keys for each kind of move
 * @param seconds how long it is watched after that
 * @returns milliseconds from key to frame, percent of a core, the most memory after all of it (MiB), calls in a minute
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
  // Coming to know the tree takes many calls at once; what is measured is what comes after.
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

/** Down and up again inside the window. */
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

/** From the lower edge on down: every row changes. */
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

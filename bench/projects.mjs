import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { median } from './processes.mjs';
import { TimedTerminal } from './terminal.mjs';
import { homeWith, plainInk, profileName, program } from './worlds.mjs';

const size = { columns: 200, rows: 50 };
const count = 200;

/** Milliseconds from key to complete frame in a list of 200 recently opened projects, beside plain Ink. */
export async function measureProjects(node, rounds) {
  const { home, env, project } = homeWith(0);
  const state = path.join(home, '.amplify/tui');
  mkdirSync(state, { recursive: true });
  const name = (index) => `shop-${String(index).padStart(3, '0')}`;
  const projects = Array.from({ length: count }, (_, index) => {
    const folder = path.join(home, name(index));
    mkdirSync(folder);
    return { folder, name: name(index), openedAt: 1_000_000 - index, environments: ['dev'] };
  });
  writeFileSync(path.join(state, 'projects.json'), JSON.stringify({ version: 1, projects }));
  const plain = new TimedTerminal(node, [plainInk], { ...size, env: homeWith(0).env });
  const ours = new TimedTerminal(node, [program, 'projects'], { ...size, env, cwd: project });
  await plain.until('quit');
  await ours.until(name(0));
  const times = { plain: [], ours: [] };
  let index = 0;
  for (let round = 0; round < rounds; round += 1) {
    const key = round % 14 < 7 ? 'j' : 'k';
    index += key === 'j' ? 1 : -1;
    times.plain.push(await plain.key(key, `▸ ${profileName(index)}`));
    times.ours.push(await ours.key(key, new RegExp(`▸ +${name(index)}`)));
  }
  await ours.close();
  await plain.close();
  return { plain: median(times.plain), ours: median(times.ours) };
}

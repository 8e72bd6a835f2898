import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { median, timeOf, workFolder } from './processes.mjs';
import { TimedTerminal } from './terminal.mjs';
import { program } from './worlds.mjs';

const megabytes = 50;
/** Heap limit of each program, MiB: memory is bounded by what they manage with. */
const heapLimit = 512;

/** Milliseconds after an edit from which on a file is not read again by each part of the program that needs it (src/profiles/store.ts). */
const settles = 2_100;

/**
 * A config file of 50 MB, as a very large organization has: lists its profiles, renames one, removes one, and opens the
 * pane on the screen. Milliseconds, rounds interleaved. Fails if one needs more memory than {@link heapLimit}.
 */
export async function measureLargeFiles(node, rounds) {
  const home = mkdtempSync(path.join(workFolder, 'home-'));
  mkdirSync(path.join(home, '.aws'));
  const name = (index) => `account-${String(index).padStart(6, '0')}`;
  const section = (index) =>
    `[profile ${name(index)}]\nsso_session = company\nsso_account_id = ${111_100_000_000 + index}\nsso_role_name = AdministratorAccess\nregion = eu-west-1\n# ${'x'.repeat(90)}\n\n`;
  const count = Math.ceil((megabytes * 1e6) / section(0).length);
  const session = '[sso-session company]\nsso_start_url = https://company.example\nsso_region = eu-west-1\n';
  writeFileSync(
    path.join(home, '.aws/config'),
    Array.from({ length: count }, (_, index) => section(index)).join('') + session,
  );
  const run = (...words) =>
    timeOf(node, [`--max-old-space-size=${heapLimit}`, program, 'profiles', ...words], {
      env: { HOME: home },
    });
  const project = path.join(home, 'inventory');
  mkdirSync(project);
  /** From `p` on the first frame, before the file is read, until the rows are shown. */
  const open = async () => {
    const terminal = new TimedTerminal(node, [`--max-old-space-size=${heapLimit}`, program], {
      env: { HOME: home },
      cwd: project,
    });
    const shown = await terminal.until('PROFILES');
    terminal.send('p');
    const rows = await terminal.until(/ 1 of [\d,]+ profiles/);
    // Leaving saves the compiled code for the next start; a killed program does not.
    await terminal.quit();
    return rows - shown;
  };
  const times = { list: [], rename: [], remove: [], open: [] };
  // As for the first frame: from the second start on, when compiled code is cached.
  await open();
  // The first of several rounds warms the file cache.
  for (let round = rounds > 1 ? -1 : 0; round < rounds; round += 1) {
    const list = run('list', '--json');
    const rename = run('rename', name(count >> 1), 'another', '--yes');
    run('rename', 'another', name(count >> 1), '--yes');
    // A different one each time; otherwise the file keeps its size.
    const remove = run('remove', name((count >> 2) + round + 1), '--yes');
    await setTimeout(settles);
    const opened = await open();
    if (round < 0) continue;
    times.list.push(list);
    times.rename.push(rename);
    times.remove.push(remove);
    times.open.push(opened);
  }
  return {
    list: median(times.list),
    rename: median(times.rename),
    remove: median(times.remove),
    open: median(times.open),
  };
}

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { median, timeOf, workFolder } from './processes.mjs';
import { program } from './worlds.mjs';

const megabytes = 50;
/** MiB of heap that each of the two gets along with: memory is bounded by what they do with. */
const heapLimit = 512;

/**
 * A config file of 50 MB, as that of a very large organization: its profiles listed, and one of them renamed. Milliseconds, rounds
 * interleaved; fails where one of the two needs more memory than {@link heapLimit}.
 */
export function measureLargeFiles(node, rounds) {
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
  const times = { list: [], rename: [] };
  // The first of several rounds warms the file cache.
  for (let round = rounds > 1 ? -1 : 0; round < rounds; round += 1) {
    const list = run('list', '--json');
    const rename = run('rename', name(count >> 1), 'another', '--yes');
    run('rename', 'another', name(count >> 1), '--yes');
    if (round < 0) continue;
    times.list.push(list);
    times.rename.push(rename);
  }
  return { list: median(times.list), rename: median(times.rename) };
}

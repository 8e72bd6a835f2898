import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readProfiles } from '../../../src/profiles/store.ts';

const home = mkdtempSync(join(tmpdir(), 'amplify-tui-many-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

function filesOf(count: number): NodeJS.ProcessEnv {
  const folder = join(home, String(count));
  mkdirSync(folder);
  const names = Array.from({ length: count }, (_, n) => `p${n}`);
  const env = {
    HOME: folder,
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  };
  writeFileSync(
    env.AWS_CONFIG_FILE,
    names
      .map(
        (name, n) =>
          `[profile ${name}]\nregion=eu-west-1\n${n % 3 ? '' : `role_arn=arn:aws:iam::444455556666:role/${name}\nsource_profile=p${(n + 1) % count}\n`}`,
      )
      .join('\n'),
  );
  writeFileSync(
    env.AWS_SHARED_CREDENTIALS_FILE,
    names
      .map(
        (name) =>
          `[${name}]\naws_access_key_id=AKIAEXAMPLE000000001\naws_secret_access_key=${'x'.repeat(40)}\n`,
      )
      .join('\n'),
  );
  return env;
}

/** The fastest of some: whatever else the machine does can only make it slower. */
function fastestOf(env: NodeJS.ProcessEnv, count: number): number {
  const times = Array.from({ length: 7 }, () => {
    // A file that has not changed is not read again.
    for (const path of [env.AWS_CONFIG_FILE ?? '', env.AWS_SHARED_CREDENTIALS_FILE ?? ''])
      utimesSync(path, new Date(), new Date());
    const started = performance.now();
    expect(readProfiles(env).profiles).toHaveLength(count);
    return performance.now() - started;
  });
  return times.sort((one, other) => one - other)[0] ?? 0;
}

it('reads ten times as many profiles in about ten times the time', () => {
  const [few, many] = [filesOf(1_000), filesOf(10_000)];
  // Once, so that both are read by code that is compiled.
  fastestOf(few, 1_000);
  // Work that grows with the square would take a hundred times as long.
  expect(fastestOf(many, 10_000) / fastestOf(few, 1_000)).toBeLessThan(30);
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { newerVersionLine } from '../../../src/commands/newer-version.ts';
import { updateCommand } from '../../../src/platform/own-update.ts';
import { keepNewestVersion } from '../../../src/state/keep-newest-version.ts';
import { newestVersionFile, readNewestVersion } from '../../../src/state/newest-version.ts';
import { folderOfTest } from '../../support/folders.ts';

const day = 24 * 60 * 60 * 1000;
const seenAt = Date.UTC(2026, 10, 27);
let folder: string;
beforeEach(() => {
  folder = join(folderOfTest(), 'state');
});

it('is readable only by its owner, and shown to the user until it runs', async () => {
  expect(newerVersionLine(folder, '0.1.0', seenAt)).toBeUndefined();
  await keepNewestVersion(folder, { version: '0.2.0', seenAt });
  expect(readNewestVersion(folder)).toEqual({ version: '0.2.0', seenAt });
  if (process.platform !== 'win32') expect(statSync(newestVersionFile(folder)).mode & 0o777).toBe(0o600);
  const line = (version: string, now: number) => newerVersionLine(folder, version, now);
  expect(line('0.1.0', seenAt + 3 * day)).toBe(
    'amplify-tui 0.2.0 is there (seen 3 days ago): npm install --global amplify-tui',
  );
  // The clock was set back since.
  expect(line('0.2.0-rc.1', seenAt - day)).toContain('(seen today)');
  expect([line('0.2.0', seenAt), line('0.3.0-beta.1', seenAt)]).toEqual([undefined, undefined]);
});

describe('another file in its place', () => {
  it.each([
    ...[
      '',
      '{',
      'null',
      '[]',
      '{"newest":2,"seenAt":1}',
      '{"newest":"0.2.0"}',
      '{"newest":"0.2.0","seenAt":-1}',
    ],
    ...['{"newest":"0.2.0","seenAt":1e300}', '{"newest":"9.0.0\\u001b[2J","seenAt":1}'],
    ...['{"newest":"9.0.0; rm -rf ~","seenAt":1}', '['.repeat(100_000), 'x'.repeat(2 * 1024 * 1024)],
  ])('is not believed: %.40s', (text) => {
    mkdirSync(folder);
    writeFileSync(newestVersionFile(folder), text);
    expect(newerVersionLine(folder, '0.1.0', seenAt)).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')('is not waited for', () => {
    mkdirSync(folder);
    execFileSync('mkfifo', [newestVersionFile(folder)]);
    expect(readNewestVersion(folder)).toBeUndefined();
  });
});

describe('the command that installs a newer one', () => {
  it.each([
    ['/usr/lib/node_modules/amplify-tui/dist/cli.js', 'npm install --global amplify-tui'],
    ['/home/a/.npm/_npx/1f2e/node_modules/amplify-tui/dist/cli.js', 'npx amplify-tui@latest'],
    [
      '/home/a/.local/share/pnpm/global/5/.pnpm/amplify-tui@0.1.0/node_modules/amplify-tui/dist/cli.js',
      'pnpm add --global amplify-tui',
    ],
    ['/home/a/.config/yarn/global/node_modules/amplify-tui/dist/cli.js', 'yarn global add amplify-tui'],
    [
      'C:\\Users\\a\\AppData\\Local\\Yarn\\Data\\global\\node_modules\\amplify-tui\\dist\\cli.js',
      'yarn global add amplify-tui',
    ],
  ])('is that of the tool that installed it there: %s', (program, command) => {
    expect(updateCommand(program, false)).toBe(command);
  });

  it('does not exist for the single file', () => {
    expect(updateCommand('/usr/local/bin/amplify-tui', true)).toBeUndefined();
  });
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { externalDataInterceptor, loadSharedConfigFiles } from '@smithy/core/config';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepSdkFromNoFiles } from '../../../src/aws/shared-files.ts';
import { profileUsable } from '../../../src/credentials/choice.ts';
import { planProfileChange } from '../../../src/profiles/change.ts';
import { editSizeFault, sizeFault } from '../../../src/profiles/file-size.ts';
import { readProfiles } from '../../../src/profiles/store.ts';

let home: string;
let file: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'file-size-'));
  mkdirSync(join(home, '.aws'));
  file = join(home, '.aws/credentials');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

const lines = (count: number) => Buffer.from('#\n'.repeat(count));
const large = [
  ['of 9 MB', Buffer.alloc(9_000_000, '# x\n'), 'it is larger than 8 MiB'],
  ['of 200,000 lines', lines(200_000), 'it has more than 150,000 lines'],
] as const;

it.each(large)('a shared file %s is not read, and told', (_, bytes, why) => {
  writeFileSync(file, bytes);
  writeFileSync(join(home, '.aws/config'), '[default]\nregion = eu-west-1\n');
  expect(sizeFault(bytes)).toBe(why);
  const { findings, profiles } = readProfiles({ HOME: home });
  expect(findings).toMatchObject([{ text: `${file} cannot be read: ${why}`, unreadFile: true }]);
  // What gives access may stand in it: it is not said that there is nothing.
  const [profile] = profiles;
  expect(profile && profileUsable(profile)).toMatchObject({ ok: false, why: expect.stringContaining(why) });
});

it.each(large)('nor does the SDK read one %s', async (_, bytes) => {
  writeFileSync(file, Buffer.concat([Buffer.from('[default]\nregion = eu-west-1\n'), bytes]));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', file);
  vi.stubEnv('AWS_CONFIG_FILE', join(home, 'none'));
  await keepSdkFromNoFiles();
  try {
    const { credentialsFile } = await loadSharedConfigFiles({ filepath: file });
    expect(credentialsFile).toEqual({});
  } finally {
    delete externalDataInterceptor.getFileRecord()[file];
  }
});

it.each([
  ['of 3 MB', Buffer.alloc(3_000_000, `# ${'x'.repeat(97)}\n`), 'It is larger than 2 MiB.'],
  ['of 50,000 lines', lines(50_000), 'It has more than 40,000 lines.'],
])('a shared file %s is read, and edited by hand', async (_, bytes, why) => {
  const all = Buffer.concat([Buffer.from('[default]\nregion = eu-west-1\n'), bytes]);
  writeFileSync(file, all);
  expect(readProfiles({ HOME: home }).profiles).toMatchObject([{ name: 'default' }]);
  const change = { kind: 'set', name: 'a', set: new Map([['region', 'eu-west-2']]), remove: [] } as const;
  await expect(planProfileChange({ HOME: home }, change)).rejects.toMatchObject({
    code: 'PROFILE_EDIT_UNSAFE',
    why,
    next: expect.stringContaining('text editor'),
  });
  expect(readFileSync(file).equals(all)).toBe(true);
});

it('6,000 profiles are edited', () => {
  expect(
    editSizeFault(Buffer.from('[profile some-account-Administrator]\nregion = eu-west-1\n\n'.repeat(6_000))),
  ).toBeUndefined();
});

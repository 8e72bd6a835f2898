import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { externalDataInterceptor, loadSharedConfigFiles } from '@smithy/core/config';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepSdkFromNoFiles } from '../../../src/aws/shared-files.ts';
import { profileUsable } from '../../../src/credentials/choice.ts';
import { planProfileChange, writeProfileChange } from '../../../src/profiles/change.ts';
import { editSizeFault, isTooMuchForOthers } from '../../../src/profiles/file-size.ts';
import type { ProfileChange } from '../../../src/profiles/profile-plan.ts';
import { readProfiles } from '../../../src/profiles/store.ts';
import { folderOfTest } from '../../support/folders.ts';

let home: string;
let file: string;
beforeEach(() => {
  home = folderOfTest();
  mkdirSync(join(home, '.aws'));
  file = join(home, '.aws/credentials');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const lines = (count: number) => Buffer.from('#\n'.repeat(count));
const tooLarge = [
  ['of 65 MiB', Buffer.alloc(65 * 1024 * 1024, '# x\n'), 'it is larger than 64 MiB'],
  ['of 400,001 sections', Buffer.from(sections(400_001)), 'it has more than 400,000 sections'],
  [
    'of 150,001 settings that are not plain',
    Buffer.from(`[a]\n${'k = v # c\n'.repeat(150_001)}`),
    'it has more than 150,000 lines that are not plain settings',
  ],
] as const;

function sections(count: number): string {
  return Array.from({ length: count }, (_, n) => `[a${n}]\n`).join('');
}

it.each(tooLarge)('a shared file %s is not read, and reported', (_, bytes, why) => {
  writeFileSync(file, bytes);
  writeFileSync(join(home, '.aws/config'), '[default]\nregion = eu-west-1\n');
  const { findings, profiles } = readProfiles({ HOME: home });
  expect(findings).toMatchObject([{ text: `${file} cannot be read: ${why}`, unreadFile: true }]);
  // It may contain credentials, so nothing is said to be missing.
  const [profile] = profiles;
  expect(profile && profileUsable(profile)).toMatchObject({ ok: false, why: expect.stringContaining(why) });
});

it('a shared file of 50 MB is read, with work and memory proportional to its size', () => {
  const ofSize = (bytes: number) => {
    const section = (n: number) =>
      `[profile account-${String(n).padStart(6, '0')}]\nsso_session = company\nsso_account_id = ${111_100_000_000 + n}\nsso_role_name = AdministratorAccess\nregion = eu-west-1\n# ${'x'.repeat(90)}\n\n`;
    const count = Math.ceil(bytes / section(0).length);
    const session =
      '[sso-session company]\nsso_start_url = https://company.example\nsso_region = eu-west-1\n';
    writeFileSync(
      join(home, '.aws/config'),
      Array.from({ length: count }, (_, n) => section(n)).join('') + session,
    );
    return count;
  };
  const workFor = (bytes: number) => {
    const count = ofSize(bytes);
    const before = process.cpuUsage();
    const { profiles, findings } = readProfiles({ HOME: home });
    const { user, system } = process.cpuUsage(before);
    expect(findings).toEqual([]);
    expect(profiles).toHaveLength(count);
    expect(profiles.at(-1)).toMatchObject({ kind: 'sso', region: 'eu-west-1', findings: [] });
    return user + system;
  };
  workFor(5_000_000);
  const few = workFor(5_000_000);
  // Quadratic work would take a hundred times as long.
  expect(workFor(50_000_000) / few).toBeLessThan(30);
}, 120_000);

it.each([
  ['of 9 MB', Buffer.alloc(9_000_000, '# x\n')],
  ['of 200,000 lines', lines(200_000)],
])('the SDK reads no shared file %s, which this program does', async (_, bytes) => {
  expect(isTooMuchForOthers(bytes)).toBe(true);
  writeFileSync(file, Buffer.concat([Buffer.from('[default]\nregion = eu-west-1\n'), bytes]));
  expect(readProfiles({ HOME: home }).profiles).toMatchObject([{ name: 'default' }]);
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
  [
    'of 3 MB',
    Buffer.alloc(3_000_000, `# ${'x'.repeat(97)}\n`),
    'The change has to look at more than 2 MiB of it.',
  ],
  ['of 50,000 lines', lines(50_000), 'The change has to look at more than 40,000 lines of it.'],
])('a shared file with a section %s is read, and edited by hand', async (_, bytes, why) => {
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

describe('shared files of 10 MB', () => {
  const role =
    '[profile ops]\nrole_arn = arn:aws:iam::111111111111:role/ops\nsource_profile = account-20000\n\n';
  const section = (n: number, prefix = '') =>
    `[${prefix}account-${String(n).padStart(5, '0')}]\nregion = eu-west-1\n# ${'x'.repeat(200)}\n\n`;
  const keysOf = (n: number) =>
    `[account-${String(n).padStart(5, '0')}]\naws_access_key_id = AKIAACCOUNT0000${n}\naws_secret_access_key = ${String(n).padStart(40, '0')}\n# ${'y'.repeat(120)}\n\n`;
  const count = 40_000;
  const config = Array.from({ length: count }, (_, n) => section(n, 'profile ')).join('') + role;
  const credentials = Array.from({ length: count }, (_, n) => keysOf(n + 10_000)).join('');
  const text = (name: string) => readFileSync(join(home, '.aws', name), 'utf8');
  const planned = async (change: ProfileChange) => {
    writeFileSync(join(home, '.aws/config'), config);
    writeFileSync(file, credentials, { mode: 0o600 });
    const env = { HOME: home };
    const plan = await planProfileChange(env, change);
    const write = async () => expect(await writeProfileChange(env, plan)).toMatchObject({ kind: 'written' });
    return { ...plan, write };
  };

  it('a profile gets another name, and its role follows', async () => {
    const { files, write } = await planned({ kind: 'rename', name: 'account-20000', to: 'new' });
    expect(files.map(({ label, diff }) => [label, diff.length])).toEqual([
      ['~/.aws/credentials', 8],
      ['~/.aws/config', 13],
    ]);
    const [renamed, follows] = (files[1]?.diff ?? []).filter(({ kind }) => kind === 'add');
    expect(renamed).toMatchObject({ text: '[profile new]', line: 80_001 });
    expect(follows).toMatchObject({ text: 'source_profile = new', line: 160_003 });
    await write();
    expect(text('config') === config.replaceAll('account-20000', 'new')).toBe(true);
    expect(text('credentials') === credentials.replace('[account-20000]', '[new]')).toBe(true);
  }, 60_000);

  it('a profile is removed with a copy of its key, and what it leaves behind is reported with its line', async () => {
    const { files, ended, write } = await planned({ kind: 'remove', name: 'account-20000' });
    expect(ended).toMatchObject([{ profile: 'account-20000', accessKeyId: 'AKIAACCOUNT000020000' }]);
    expect(files[0]?.warnings).toContain(
      '~/.aws/config, line 160003: the role ops takes its keys from this profile',
    );
    await write();
    const lines = '\n[profile account-20000]\nregion = eu-west-1\n';
    expect(text('config') === config.replace(lines, '')).toBe(true);
  }, 60_000);

  it('a key that another profile also has is not lost', async () => {
    const same = keysOf(30_000).replace('account-30000', 'twin');
    const change = { kind: 'remove', name: 'account-30000' } as const;
    writeFileSync(file, keysOf(10_001) + same + credentials, { mode: 0o600 });
    expect((await planProfileChange({ HOME: home }, change)).ended).toEqual([]);
  }, 60_000);

  it('a new profile is added after the last one', async () => {
    const set = new Map([['region', 'eu-west-2']]);
    const { write } = await planned({ kind: 'set', name: 'fresh', set, remove: [] });
    await write();
    expect(text('config') === `${config}[profile fresh]\nregion = eu-west-2\n`).toBe(true);
    expect(text('credentials') === credentials).toBe(true);
  }, 60_000);

  it('a name that is taken is refused', async () => {
    const change = { kind: 'rename', name: 'account-20000', to: 'account-39999' } as const;
    await expect(planned(change)).rejects.toMatchObject({ why: expect.stringContaining('account-39999') });
  }, 60_000);
});

it('6,000 profiles are edited', () => {
  expect(
    editSizeFault(Buffer.from('[profile some-account-Administrator]\nregion = eu-west-1\n\n'.repeat(6_000))),
  ).toBeUndefined();
});

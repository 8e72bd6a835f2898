import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSharedConfigFiles } from '@smithy/core/config';
import { afterEach, expect, it, vi } from 'vitest';
import { expectSignInFiles, keepSdkFromNoFiles } from '../../../src/aws/shared-files.ts';
import { folderOfFile } from '../../support/folders.ts';

const folder = folderOfFile();
afterEach(() => vi.unstubAllEnvs());

it.skipIf(process.platform === 'win32')(
  'the SDK waits for no pipe and reads no device in place of a shared file, and reads others',
  async () => {
    const [pipe, device, file] = ['pipe', 'device', 'file'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    execFileSync('mkfifo', [pipe]);
    symlinkSync('/dev/zero', device);
    writeFileSync(file, '[default]\nregion = eu-west-1\n');
    vi.stubEnv('AWS_CONFIG_FILE', pipe);
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', device);
    await keepSdkFromNoFiles();
    const empty = { configFile: {}, credentialsFile: {} };
    expect(await loadSharedConfigFiles({ configFilepath: pipe, filepath: device })).toEqual(empty);
    vi.stubEnv('AWS_CONFIG_FILE', file);
    await keepSdkFromNoFiles();
    const { configFile } = await loadSharedConfigFiles({ configFilepath: file, filepath: device });
    expect(configFile).toEqual({ default: { region: 'eu-west-1' } });
  },
);

it.skipIf(process.platform === 'win32')('a pipe in place of a sign-in is named, not waited for', async () => {
  vi.stubEnv('HOME', folder);
  await expectSignInFiles();
  const cache = join(folder, '.aws/sso/cache');
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'a.json'), '{}');
  await expectSignInFiles();
  execFileSync('mkfifo', [join(cache, 'b.json')]);
  await expect(expectSignInFiles()).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    what: expect.stringContaining('b.json'),
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSharedConfigFiles } from '@smithy/core/config';
import { afterEach, expect, it, vi } from 'vitest';
import { keepSdkFromNoFiles } from '../../../src/aws/shared-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'shared-files-'));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it.skipIf(process.platform === 'win32')(
  'the SDK waits for no pipe and reads no device in the place of a shared file, and reads others',
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

import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readTextFileSync } from '../../../src/platform/read-sync.ts';
import { folderOfFile } from '../../support/folders.ts';

const folder = folderOfFile();

it.skipIf(process.platform === 'win32')('reads a small file, and waits for nothing else', () => {
  const at = (name: string) => join(folder, name);
  writeFileSync(at('file'), 'text');
  writeFileSync(at('large'), 'x'.repeat(1024 * 1024 + 1));
  execFileSync('mkfifo', [at('pipe')]);
  symlinkSync('/dev/zero', at('device'));
  expect(readTextFileSync(at('file'))).toBe('text');
  for (const name of ['large', 'pipe', 'device', 'missing', '.'])
    expect(readTextFileSync(at(name))).toBeUndefined();
});

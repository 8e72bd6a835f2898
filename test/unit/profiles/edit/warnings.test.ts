import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readFileOnDisk } from '../../../../src/platform/file-on-disk.ts';
import { closedMode } from '../../../../src/profiles/edit/warnings.ts';
import { actAs } from '../../../support/act-as.ts';
import { folderOfTest } from '../../../support/folders.ts';

it.each([
  ['linux', 0o644, 0o600],
  ['linux', 0o600, undefined],
  ['darwin', 0o640, 0o600],
  // There, files are as private as their folder.
  ['win32', 0o644, undefined],
] as const)('on %s a file of mode %o that gets a secret becomes %s', async (system, mode, closed) => {
  const path = join(folderOfTest(), 'credentials');
  writeFileSync(path, '[default]\n', { mode });
  const file = await readFileOnDisk(path);
  actAs(system);
  expect((closedMode(file) ?? 0) & 0o777).toBe(closed ?? 0);
});

import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { appendRotating } from '../../../src/platform/append.ts';
import { actAs } from '../../support/act-as.ts';
import { folderOfTest } from '../../support/folders.ts';

it.each([
  ['linux', 0o600],
  ['darwin', 0o600],
  // Its mode is meaningless there, and setting one makes the file read-only.
  ['win32', 0o644],
] as const)('a log that others could read is protected on %s: mode %o', async (system, mode) => {
  const log = join(folderOfTest(), 'log');
  writeFileSync(log, 'a\n', { mode: 0o644 });
  actAs(system);
  await appendRotating(log, 'b\n', 1_000);
  expect(statSync(log).mode & 0o777).toBe(mode);
});

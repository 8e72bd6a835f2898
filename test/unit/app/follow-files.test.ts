import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { followFiles } from '../../../src/app/follow-files.ts';
import { eventually } from '../../support/eventually.ts';
import { folderOfTest } from '../../support/folders.ts';

it('a project whose environment another program has switched is read again', async () => {
  const root = folderOfTest();
  const folder = join(root, 'amplify/.config');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'local-env-info.json');
  writeFileSync(path, '{"envName":"test"}');
  const sent: unknown[] = [];
  const session = { getSnapshot: () => ({ status: 'active' }), send: (event: unknown) => sent.push(event) };
  const stop = followFiles(session as unknown as Parameters<typeof followFiles>[0], root);
  writeFileSync(path, '{"envName":"dev"}');
  await eventually(() => expect(sent).toContainEqual({ type: 'FILE_EDITED' }));
  stop();
});

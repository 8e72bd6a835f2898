import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { androidResDir, findAndroidResDir } from '../../../../src/project/frontends/android.ts';
import { folderOfFile } from '../../../support/folders.ts';

const folder = folderOfFile();

it.each([
  [150, 'the-one/src/main/res'],
  // Reading a settings file with a million modules would take minutes.
  [250, androidResDir],
])('the first 200 modules of an Android app are checked: after %i of them', async (before, found) => {
  mkdirSync(join(folder, 'the-one/src/main/res'), { recursive: true });
  const modules = Array.from({ length: before }, (_, index) => `include ':m${index}', ':m${index}'`);
  writeFileSync(join(folder, 'settings.gradle'), [...modules, "include ':the-one'"].join('\n'));
  expect(await findAndroidResDir(folder, new Set(['settings.gradle']))).toBe(found);
});

import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { run as runShare } from '../../../../src/commands/flows/share.ts';
import { readSettings, updateSettings, withShared } from '../../../../src/state/settings.ts';
import { folderOfTest } from '../../../support/folders.ts';
import { runHere } from '../../app/in-process.ts';
import { projectWith } from '../../flows/configure-project/support.ts';

let state: string;
let shop: string;
beforeEach(async () => {
  state = join(folderOfTest(), 'state');
  vi.stubEnv('AMPLIFY_TUI_HOME', state);
  shop = projectWith('documented', {});
  await updateSettings(state, (settings) => withShared(settings, shop, '/work/web', true));
});
afterEach(() => void vi.unstubAllEnvs());

const run = (...argv: readonly string[]) => {
  vi.stubEnv('AMPLIFY_TUI_HOME', state);
  return runHere(
    (given, version) => runShare(given as never, version),
    'share',
    '--cwd',
    shop,
    '--forget',
    ...argv,
  );
};
const shared = async () => (await readSettings(state)).shared[shop];

it('ignores a folder from now on, and only shows it with --dry-run', async () => {
  expect((await run('/work/web', '--dry-run')).out).toContain('/work/web would not be updated any more');
  expect(await shared()).toEqual(['/work/web']);
  expect((await run('/work/web')).out).toContain('✔ /work/web is not updated any more; its files stay');
  expect((await shared()) ?? []).toEqual([]);
});

it('names the folders that share the backend if it was another one', async () => {
  const { out, code } = await run('/work/wbe');
  expect(code).toBe(0);
  expect(out).toContain(
    '/work/wbe is not among the folders that share the backend; nothing was changed.\n  /work/web',
  );
  expect(await shared()).toEqual(['/work/web']);
});

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { run as runProjects } from '../../../../src/commands/flows/projects.ts';
import { openRecentProjects } from '../../../../src/state/projects.ts';
import { folderOfTest } from '../../../support/folders.ts';
import { runHere } from '../../app/in-process.ts';

let root: string;
beforeEach(async () => {
  root = folderOfTest();
  vi.stubEnv('AMPLIFY_TUI_HOME', join(root, 'state'));
  await mkdir(join(root, 'work/shop/amplify/.config'), { recursive: true });
  const config = '{"projectName":"shop","frontend":"ios","version":"3.1","frontend-ios":{}}';
  await writeFile(join(root, 'work/shop/amplify/.config/project-config.json'), config);
});
afterEach(async () => {
  vi.unstubAllEnvs();
});

/** Runs the command; the variables are restored after each run. */
const run = (...argv: readonly string[]) => {
  vi.stubEnv('AMPLIFY_TUI_HOME', join(root, 'state'));
  return runHere(runProjects, 'projects', ...argv);
};
const recent = () => openRecentProjects(join(root, 'state'));
const shop = () => ({ folder: join(root, 'work/shop'), openedAt: 5, name: 'shop', environments: ['dev'] });

it('lists opened projects, as lines and as JSON', async () => {
  expect((await run('list')).out).toContain('No project was opened on the screen yet');
  const stack = { name: 'amplify-shop', status: 'UPDATE_COMPLETE', at: Date.now() - 3 * 3_600_000 };
  await recent().note({ ...shop(), account: '111122223333', stack });
  const { out, code } = await run('list');
  expect(code).toBe(0);
  expect(out).toMatch(/^ {3}shop {2}\S+\/work\/shop {2}dev {2}111122223333 {2}updated, 3 h ago$/m);
  const told = JSON.parse((await run('list', '--json')).out.trim());
  expect(told).toMatchObject({ type: 'result', ok: true, projects: [{ ...shop(), stack, gone: false }] });
});

it('finds the projects below a folder', async () => {
  const { out } = await run('find', root);
  expect(out).toMatch(new RegExp(`^shop  ${root}/work/shop$`, 'm'));
  const told = JSON.parse((await run('find', root, '--json')).out.trim());
  expect(told).toMatchObject({
    folder: root,
    projects: [{ folder: shop().folder, name: 'shop' }],
    isPart: false,
  });
  await expect(run('find', join(root, 'gone'))).rejects.toMatchObject({ code: 'USAGE' });
});

it('forgets one, and says if it was not known', async () => {
  await recent().note(shop());
  expect((await run('forget', shop().folder)).out).toContain('is out of the list; its files stay.');
  expect((await run('forget', shop().folder)).out).toContain('was not in the list.');
  await expect(run('forget')).rejects.toMatchObject({ code: 'USAGE', what: 'The folder is missing.' });
  await expect(run('open')).rejects.toMatchObject({ what: '`projects open` is not known.' });
});

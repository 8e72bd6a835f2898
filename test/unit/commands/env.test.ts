import { expect, it } from 'vitest';
import { runDispatched } from '../../support/dispatched.ts';
import { folderOfFile } from '../../support/folders.ts';
import { projectWith } from '../flows/configure-project/support.ts';

it.each([
  ['Dve', 'Did you mean dev?'],
  ['somewhere', 'Run `amplify-tui env list` to see them.'],
])('`env use %s` names the environments that exist, and a near one', async (name, next) => {
  const cwd = projectWith('multi-env', {});
  const { exit, said } = await runDispatched(['env', 'use', name, '--yes', '--cwd', cwd], {
    HOME: folderOfFile(),
  });
  expect(exit).toBe(2);
  expect(said).toContain(`The project has no environment ${name}.\nIt has dev.\n${next}`);
});

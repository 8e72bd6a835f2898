import { expect, it } from 'vitest';
import { keepSeen } from '../../../../../src/app/actors/environments/states.ts';
import type { AppContext } from '../../../../../src/app/app-context.ts';
import { openRecentProjects } from '../../../../../src/state/projects.ts';
import { folderOfTest } from '../../../../support/folders.ts';
import { environments } from '../../../../support/pretend-environments.ts';

it('remembers what AWS says about the environments that are not in use, for home', async () => {
  const stateFolder = folderOfTest();
  const folder = '/home/sam/shop';
  const recent = openRecentProjects(stateFolder);
  await recent.note({ folder, openedAt: 1, name: 'shop', environments: ['dev', 'test', 'prod'] });
  const context = { stateFolder, clock: { now: () => 7 } } as unknown as AppContext;
  const [dev, test, prod] = environments;
  await keepSeen(context, folder, dev!, { kind: 'known', status: 'UPDATE_COMPLETE' });
  await keepSeen(context, folder, test!, { kind: 'gone' });
  await keepSeen(context, folder, prod!, { kind: 'unknown', why: 'no access to it' });
  expect((await recent.list())[0]?.stacks).toEqual({
    test: { name: test!.stackName, status: 'DELETE_COMPLETE', at: 7 },
  });
});

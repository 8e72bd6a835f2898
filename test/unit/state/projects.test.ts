import { mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { keptProjects, openRecentProjects, type RecentProject } from '../../../src/state/projects.ts';
import { folderOfTest } from '../../support/folders.ts';

let state: string;
beforeEach(async () => {
  state = folderOfTest();
});

const shop = (openedAt: number, more: Partial<RecentProject> = {}): RecentProject => ({
  ...{ folder: '/home/sam/shop', openedAt, name: 'shop', environments: [] },
  ...more,
});
const folders = async () => (await openRecentProjects(state).list()).map(({ folder }) => folder);

test('is empty at first', async () => {
  expect(await openRecentProjects(join(state, 'nowhere')).list()).toEqual([]);
});

test('the one opened last comes first, each is listed once, and the oldest are removed', async () => {
  const projects = openRecentProjects(state);
  const all = Array.from({ length: keptProjects }, (_, at) => shop(at, { folder: `/p/${at}` }));
  await writeFile(join(state, 'projects.json'), JSON.stringify({ version: 1, projects: all }));
  await projects.note(shop(1_000, { folder: '/p/5' }));
  await projects.note(shop(1_001, { folder: '/p/new' }));
  const kept = await folders();
  expect(kept.slice(0, 2)).toEqual(['/p/new', '/p/5']);
  expect(kept).toHaveLength(keptProjects);
  expect(new Set(kept).size).toBe(keptProjects);
  expect(kept).not.toContain('/p/0');
  expect((await stat(join(state, 'projects.json'))).mode & 0o777).toBe(0o600);
});

test('a folder is the same by whichever link it was opened', async () => {
  const [real, link] = [join(state, 'shop'), join(state, 'link')];
  await mkdir(real);
  await symlink(real, link);
  const projects = openRecentProjects(state);
  await projects.note(shop(1, { folder: link }));
  await projects.note(shop(2, { folder: real }));
  expect(await folders()).toEqual([real]);
  await projects.forget(link);
  expect(await folders()).toEqual([]);
});

test('the stacks of other environments are kept with their age, as long as those exist', async () => {
  const projects = openRecentProjects(state);
  const [dev, prod] = ['dev', 'prod'].map((name, at) => ({
    ...{ name: `amplify-shop-${name}`, status: 'CREATE_COMPLETE', at },
  }));
  const environments = ['dev', 'prod'];
  await projects.note(shop(1, { environment: 'dev', environments, ...(dev ? { stack: dev } : {}) }));
  await projects.note(shop(2, { environment: 'prod', environments }));
  await projects.note(shop(3, { environment: 'prod', environments, ...(prod ? { stack: prod } : {}) }));
  expect(await projects.list()).toMatchObject([{ stack: prod, stacks: { dev } }]);
  await projects.note(shop(4, { environment: 'prod', environments: ['prod'] }));
  const [now] = await projects.list();
  expect(now).toMatchObject({ stack: prod });
  expect(now).not.toHaveProperty('stacks');
});

test('what AWS says about the stack of another environment is kept for a known project only', async () => {
  const projects = openRecentProjects(join(state, 'later'));
  const test = { name: 'amplify-shop-test', status: 'DELETE_COMPLETE', at: 5 };
  await projects.see('/home/sam/shop', 'test', test);
  await expect(stat(join(state, 'later'))).rejects.toThrow();
  const environments = ['dev', 'test'];
  await projects.note(shop(1, { environment: 'dev', environments }));
  await projects.see('/home/sam/shop', 'test', test);
  // The next note of the project knows nothing about it.
  await projects.note(shop(2, { environment: 'dev', environments }));
  expect(await projects.list()).toMatchObject([{ openedAt: 2, stacks: { test } }]);
});

test('what is not known now stays as it was known, but not of another environment', async () => {
  const projects = openRecentProjects(state);
  const stack = { name: 'amplify-shop-dev', status: 'CREATE_COMPLETE', at: 7 };
  const known = {
    account: '111122223333',
    accountAlias: 'dev',
    region: 'eu-west-1',
    access: 'default',
    stack,
  };
  await projects.note(shop(1, { environment: 'dev', environments: ['dev', 'prod'], ...known }));
  await projects.note(shop(2, { environment: 'dev', environments: ['dev'] }));
  expect((await projects.list())[0]).toEqual(
    shop(2, { environment: 'dev', environments: ['dev'], ...known }),
  );
  await projects.note(shop(3, { environment: 'dev', account: '444455556666' }));
  expect((await projects.list())[0]?.accountAlias).toBeUndefined();
  await projects.note(shop(4, { environment: 'prod' }));
  expect((await projects.list())[0]).toEqual(shop(4, { environment: 'prod' }));
});

test('projects saved at the same time are all kept', async () => {
  await Promise.all(
    Array.from({ length: 8 }, (_, at) => openRecentProjects(state).note(shop(at, { folder: `/p/${at}` }))),
  );
  expect(await folders()).toHaveLength(8);
});

test.each(['', '[', '{"projects":5}', '{"projects":[null,{"folder":1},{"folder":"/a","openedAt":"x"}]}'])(
  'garbage is ignored: %s',
  async (text) => {
    await writeFile(join(state, 'projects.json'), text);
    expect(await folders()).toEqual([]);
    await openRecentProjects(state).note(shop(1));
    expect(await folders()).toEqual(['/home/sam/shop']);
  },
);

test('control characters in the file are not shown', async () => {
  const odd = shop(1, { name: 'a\u001B[2Jb', environments: ['\u202Edev'], account: '\u0007111122223333' });
  await writeFile(join(state, 'projects.json'), JSON.stringify({ projects: [odd] }));
  expect((await openRecentProjects(state).list())[0]).toMatchObject({
    ...{ name: 'ab', environments: ['dev'], account: '111122223333' },
  });
  expect(await readFile(join(state, 'projects.json'), 'utf8')).toContain('001b');
});

test("the user's position is restored, also from another environment, and an invalid one is ignored", async () => {
  const projects = openRecentProjects(state);
  const place = { part: 'profiles', rows: { profiles: 'profile ci' }, filters: { activity: 'sign' } };
  await projects.note(shop(1, { environment: 'dev', place }));
  await projects.note(shop(2, { environment: 'dev' }));
  await projects.note(shop(3, { environment: 'prod' }));
  expect((await projects.list())[0]?.place).toEqual(place);
  const odd = { ...shop(1), place: { part: 7, rows: ['a'], filters: { stack: 'a\u001B[2Jb', calls: 5 } } };
  await writeFile(
    join(state, 'projects.json'),
    JSON.stringify({ projects: [odd, { ...shop(0), place: 3 }] }),
  );
  expect((await projects.list()).map((each) => each.place)).toEqual([
    { rows: {}, filters: { stack: 'ab' } },
    undefined,
  ]);
});

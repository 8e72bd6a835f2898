import { homedir, userInfo } from 'node:os';
import { expect, test, vi } from 'vitest';
import { expandTilde, homeFolder, stateFolder, tildePath } from '../../../src/platform/paths.ts';

test.each([
  [{ HOME: '/home/ana', USERPROFILE: '/x' }, '/home/ana'],
  [{ HOME: '', USERPROFILE: '/users/ana', HOMEPATH: '/x' }, '/users/ana'],
  [{ HOMEDRIVE: 'D:', HOMEPATH: '/ana' }, 'D:/ana'],
  [{ HOMEPATH: '/ana' }, 'C:/ana'],
  [{}, homedir()],
])('the home folder of %j is %s', (env, home) => {
  expect(homeFolder(env)).toBe(home);
});

test('an empty HOME is not the current folder', () => {
  vi.stubEnv('HOME', '');
  expect(homeFolder({ HOME: '' })).toBe(userInfo().homedir);
  expect(stateFolder({ HOME: '' })).toBe(`${userInfo().homedir}/.amplify/tui`);
  vi.unstubAllEnvs();
});

test.each([
  [{ HOME: '/home/ana' }, '/home/ana/.amplify/tui'],
  [{ HOME: '/home/ana', AMPLIFY_TUI_HOME: '/srv/state' }, '/srv/state'],
  [{ HOME: '/home/ana', AMPLIFY_TUI_HOME: '~/state' }, '/home/ana/state'],
  [{ HOME: '/home/ana', AMPLIFY_TUI_HOME: '' }, '/home/ana/.amplify/tui'],
])('the state folder of %j is %s', (env, folder) => {
  expect(stateFolder(env)).toBe(folder);
});

test.each([
  ['~', '/home/ana'],
  ['~/.aws/config', '/home/ana/.aws/config'],
  ['~bob/.aws/config', '~bob/.aws/config'],
  ['/etc/~/config', '/etc/~/config'],
])('%s is %s', (written, path) => {
  expect(expandTilde(written, { HOME: '/home/ana' })).toBe(path);
});

test.each([
  ['/home/ana', '~'],
  ['/home/ana/inventory', '~/inventory'],
  ['/home/anabel/inventory', '/home/anabel/inventory'],
  ['/srv/inventory', '/srv/inventory'],
])('%s is shown as %s', (path, shown) => {
  expect(tildePath(path, { HOME: '/home/ana' })).toBe(shown);
  expect(tildePath(path, { HOME: '/home/ana/' })).toBe(shown);
});

test('a home at the root of the file system shortens nothing', () => {
  expect(tildePath('/srv/inventory', { HOME: '/' })).toBe('/srv/inventory');
});

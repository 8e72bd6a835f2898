import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { folderWith } from '../project/support/folders.ts';

const script = resolve('build/release.mjs');
const repository = 'git@forge.example:team/amplify-tui.git';
let folder: string;

const env = {
  PATH: process.env.PATH,
  HOME: '/nowhere',
  GIT_CONFIG_NOSYSTEM: '1',
  ...{ GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.org' },
  ...{ GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.org' },
};
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, env, encoding: 'utf8' }).trim();
const release = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    ...{ cwd: folder, env, encoding: 'utf8' },
  });
  return { status, said: `${stdout}${stderr}`.trim() };
};
const text = (file: string) => readFileSync(join(folder, file), 'utf8');
const change = (file: string, to: string) => writeFileSync(join(folder, file), to);

beforeEach(() => {
  folder = folderWith();
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(file, join(folder, file));
  change(
    'CHANGELOG.md',
    '# Changelog\n\n## 9.1.0 (unreleased)\n\n- New: a thing.\n\n## 9.0.0 (2026-01-01)\n\n- Old.\n',
  );
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Begin');
});

it('makes a commit and a tag with the part of the changelog, and fills in the repository', () => {
  expect(release('9.1.0', '--repository', repository)).toEqual({
    status: 0,
    said: 'Made v9.1.0. Publish it with: git push --follow-tags',
  });
  const { version, homepage, bugs, repository: place } = JSON.parse(text('package.json'));
  expect({ version, homepage, bugs, url: place.url }).toEqual({
    version: '9.1.0',
    homepage: 'https://forge.example/team/amplify-tui#readme',
    bugs: { url: 'https://forge.example/team/amplify-tui/issues' },
    url: 'git+https://forge.example/team/amplify-tui.git',
  });
  const lock = JSON.parse(text('package-lock.json'));
  expect([lock.version, lock.packages[''].version]).toEqual(['9.1.0', '9.1.0']);
  expect(text('CHANGELOG.md')).toMatch(/^## 9\.1\.0 \(\d{4}-\d\d-\d\d\)$/m);
  expect(git('log', '-1', '--format=%B')).toBe('Release 9.1.0\n\n- New: a thing.');
  expect(git('tag', '--list', '--format=%(contents)', 'v9.1.0')).toBe('9.1.0\n\n- New: a thing.');
  expect(git('status', '--porcelain')).toBe('');
  expect(release('--check', '9.1.0')).toEqual({ status: 0, said: '' });
  expect(release('--notes', '9.1.0')).toEqual({ status: 0, said: '- New: a thing.' });
});

it('takes the repository from the remote, and keeps what an earlier release has filled in', () => {
  git('remote', 'add', 'origin', 'https://forge.example/team/amplify-tui.git');
  expect(release('9.1.0').status).toBe(0);
  git('remote', 'remove', 'origin');
  change('CHANGELOG.md', `# Changelog\n\n## 9.2.0 (unreleased)\n\n- More.\n`);
  git('commit', '--quiet', '--all', '--message', 'More');
  expect(release('9.2.0').status).toBe(0);
  expect(JSON.parse(text('package.json')).homepage).toBe('https://forge.example/team/amplify-tui#readme');
});

it('says what it would do and changes nothing with --dry-run', () => {
  expect(release('9.1.0', '--repository', repository, '--dry-run').said).toMatch(
    /^v9\.1\.0 of https:\/\/forge\.example\/team\/amplify-tui, [\d-]+:\n\n- New: a thing\.$/,
  );
  expect([git('status', '--porcelain'), git('tag')]).toEqual(['', '']);
});

it.each([
  ['without a repository', () => {}, ['9.1.0'], 'package.json names no repository yet'],
  ['of what is no version', () => {}, ['v9'], '"v9" is not a version'],
  ['of what the changelog does not have', () => {}, ['9.3.0'], 'CHANGELOG.md has nothing under "## 9.3.0'],
  ['of an old part', () => {}, ['9.0.0'], 'The first part of CHANGELOG.md has to be "## 9.0.0 (unreleased)"'],
  ['over changes', () => change('new.txt', ''), ['9.1.0'], 'There are changes that are not committed.'],
  ['older than a tag', () => void git('tag', 'v9.10.0'), ['9.1.0'], 'v9.10.0 is released already'],
  ['for a checkout that is another', () => {}, ['--check', '9.1.0'], 'is not of version 9.1.0'],
])('refuses a release %s, and changes nothing', (_, before, args, why) => {
  before();
  const was = [text('package.json'), text('CHANGELOG.md'), git('log', '--format=%H')];
  const { status, said } = release(...args);
  expect(status).toBe(1);
  expect(said).toContain(why);
  expect([text('package.json'), text('CHANGELOG.md'), git('log', '--format=%H')]).toEqual(was);
});

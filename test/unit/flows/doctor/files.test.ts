import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actAs } from '../../../support/act-as.ts';
import { examineHome, healthyFiles, keys, makeHome, said, whereIn } from './support.ts';

const fileOf = async (home: string, path: string) =>
  (await examineHome(home)).files.find((file) => file.path === path);

describe('on Windows', () => {
  it('does not mention modes, and names what Windows users have', async () => {
    const home = makeHome({ ...healthyFiles, '.aws/credentials': [keys('default'), 0o666] });
    actAs('win32');
    const report = await examineHome(home, { platform: 'win32' });
    expect(said(report)).toEqual([]);
    expect(report.files.find(({ path }) => path === '~/.aws/credentials')).toMatchObject({
      mode: null,
      owner: null,
    });
    rmSync(join(home, '.aws/config'));
    mkdirSync(join(home, '.aws/config'));
    const { findings } = await examineHome(home, { platform: 'win32' });
    expect(findings.map(({ next }) => next).join('\n')).toMatch(/Move it away: Move-Item /);
  });
});

describe('modes', () => {
  it('shows path, kind, mode, owner and size', async () => {
    const home = makeHome(healthyFiles);
    expect(await fileOf(home, '~/.aws/credentials')).toEqual({
      path: '~/.aws/credentials',
      role: 'AWS credentials',
      kind: 'file',
      mode: '600',
      owner: 'you',
      size: healthyFiles['.aws/credentials'].length,
      target: null,
    });
    expect(await fileOf(home, '~/.amplify/tui')).toMatchObject({ kind: 'missing', mode: null, owner: null });
  });

  it.each([
    ['.aws/credentials', 0o644, 'read ~/.aws/credentials (mode 644)', 'chmod 600 ~/.aws/credentials'],
    ['.aws/credentials', 0o620, 'read or change ~/.aws/credentials', 'chmod 600 ~/.aws/credentials'],
    ['.aws/config', 0o666, 'change ~/.aws/config (mode 666)', 'chmod go-w ~/.aws/config'],
    ['.amplify/tui/settings.ini', 0o604, 'read ~/.amplify/tui/settings.ini', 'chmod 600'],
    ['.amplify/awscloudformation/cache.json', 0o644, 'read ~/.amplify/awscloudformation/cache.json', '600'],
  ])('warns of %s with mode %o', async (name, mode, text, next) => {
    const files = {
      ...healthyFiles,
      '.amplify/tui/settings.ini': '',
      '.amplify/awscloudformation/cache.json': '{}',
    };
    const home = makeHome(files);
    chmodSync(join(home, name), mode);
    const { findings, ok } = await examineHome(home);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ section: 'files', severity: 'warning', file: `~/${name}` });
    expect(findings[0]?.text).toContain(text);
    expect(findings[0]?.next).toContain(next);
    expect(ok).toBe(true);
  });

  it('lets others read a config file without keys, but not one with keys', async () => {
    const plain = makeHome({ ...healthyFiles, '.aws/config': ['[default]\nregion = eu-west-1\n', 0o644] });
    expect(said(await examineHome(plain))).toEqual([]);
    const secret = makeHome({ '.aws/config': [`${keys('default')}region = eu-west-1\n`, 0o644] });
    expect(said(await examineHome(secret))).toEqual([
      'files warning: Other users of this machine may be able to read ~/.aws/config (mode 644).',
    ]);
  });

  it('says whose a file is if it is not yours', async () => {
    const home = makeHome(healthyFiles);
    const report = await examineHome(home, { user: 4242 });
    expect(report.files.find(({ role }) => role === 'AWS config')?.owner).toBe(
      process.getuid?.() === 0 ? 'root' : `user ${process.getuid?.()}`,
    );
    expect(report.findings.map(({ next }) => next)).toContain('sudo chown "$(id -un)" ~/.aws/config');
  });
});

describe('existing files', () => {
  it('names the target of a link, and a link that leads nowhere', async () => {
    const home = makeHome({
      'dotfiles/aws': '[default]\nregion = eu-west-1\n',
      '.aws/credentials': keys('default'),
    });
    symlinkSync('../dotfiles/aws', join(home, '.aws/config'));
    expect(await fileOf(home, '~/.aws/config')).toMatchObject({ kind: 'file', target: '~/dotfiles/aws' });
    rmSync(join(home, 'dotfiles/aws'));
    const report = await examineHome(home);
    expect(report.ok).toBe(false);
    expect(said(report)).toContain(
      'files error: ~/.aws/config is a link to ~/dotfiles/aws, which is not there.',
    );
  });

  it('reports a folder in place of a file once, though its readers fail because of it, too', async () => {
    const home = makeHome({ '.aws/credentials': keys('default') });
    mkdirSync(join(home, '.aws/config'));
    mkdirSync(join(home, '.amplify/tui/settings.ini'), { recursive: true, mode: 0o700 });
    const report = await examineHome(home, { flags: { region: 'eu-west-1' } });
    expect(said(report)).toEqual([
      'files error: ~/.aws/config is a folder, and should be a file.',
      'files error: ~/.amplify/tui/settings.ini is a folder, and should be a file.',
    ]);
  });

  it('reports that no state can be kept', async () => {
    const home = makeHome(healthyFiles);
    writeFileSync(join(home, '.amplify'), '');
    const report = await examineHome(home);
    expect(report.ok).toBe(false);
    expect(said(report).join('\n')).toMatch(/~\/\.amplify\/tui cannot be (looked at|written)/);
  });

  it.each(['a file', 'missing'])('finishes if the home is %s', async (kind) => {
    const home = join(makeHome({ flat: '' }), kind === 'a file' ? 'flat' : 'gone');
    const report = await examineHome(home, whereIn(home));
    expect(report.ok).toBe(false);
    expect(said(report).join('\n')).toMatch(/^files error: .*(~ is a file|home folder ~ is not there)/m);
  });
});

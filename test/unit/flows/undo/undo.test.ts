import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answersOf, settingsOfAnswers } from '../../../../src/flows/configure-project/answers.ts';
import { earlierSettings } from '../../../../src/flows/undo/earlier.ts';
import { planUndo } from '../../../../src/flows/undo/plan.ts';
import { profileWords, recorded, sharedFiles } from '../../../../src/flows/undo/record.ts';
import { takeBack } from '../../../../src/flows/undo/run.ts';
import { planProfileChange, writeProfileChange } from '../../../../src/profiles/change.ts';
import type { ProfileChange } from '../../../../src/profiles/profile-plan.ts';
import { type ChangeRecord, keepChange, keptFor, listChanges } from '../../../../src/state/changes.ts';
import { freshLocalState, project } from '../../../support/pretend-values.ts';
import { folderWith } from '../../project/support/folders.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzCANARYKEY';
const token = `IQoJb3JpZ2luX2VjEXAMPLE${'aB3+'.repeat(40)}`;
const credentials = `# mine\n[dev]\naws_access_key_id = AKIAQQQQQQQQQQQQDEV1\naws_secret_access_key = ${secret}\n\n[other]\naws_access_key_id = AKIAQQQQQQQQQQQQDEV2\naws_secret_access_key = ${secret.replace('w', 'x')}\n`;
const config = `[profile dev]\nregion = eu-west-1 ; here\n\n[profile role]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = dev\n`;

function home(texts: { credentials?: string; config?: string } = { credentials, config }) {
  const folder = folderWith();
  mkdirSync(join(folder, '.aws'));
  const path = (name: string) => join(folder, '.aws', name);
  for (const [name, text] of Object.entries(texts)) writeFileSync(path(name), text, { mode: 0o600 });
  const env = { HOME: folder };
  const state = join(folder, '.amplify/tui');
  const read = (name: string) => readFileSync(path(name), 'utf8');
  const change = async (how: ProfileChange) =>
    recorded({ env, what: profileWords(how), files: sharedFiles(env) }, async () =>
      writeProfileChange(env, await planProfileChange(env, how)),
    );
  const last = async (): Promise<ChangeRecord> => {
    const [first] = await listChanges(state);
    if (!first) throw new Error('nothing is kept');
    return first;
  };
  const undo = async () => {
    const record = await last();
    const { plan } = await planUndo(record, env);
    return takeBack(record, { env, mark: plan.mark, now: Date.now() });
  };
  return { folder, env, state, path, read, change, last, undo };
}

const edit: ProfileChange = {
  ...{ kind: 'set', name: 'dev', set: new Map([['region', 'us-west-2']]), remove: [] },
};
const removal: ProfileChange = { kind: 'remove', name: 'dev' };

describe('undoing a change of the AWS files', () => {
  it.each<[string, ProfileChange]>([
    ['an edit', edit],
    ['a rename, with the roles that follow it', { kind: 'rename', name: 'dev', to: 'work' }],
    ['a removal, its keys from the copy', removal],
    [
      'a replaced key, from the copy',
      {
        ...{ kind: 'set', name: 'dev', remove: [] },
        set: new Map([
          ['aws_access_key_id', 'AKIAQQQQQQQQQQQQNEW1'],
          ['aws_secret_access_key', secret.replace('w', 'z')],
        ]),
      },
    ],
  ])('%s: restores every byte, and no secret is in a record', async (_, change) => {
    const { read, state, change: make, undo, last } = home();
    await make(change);
    expect(read('credentials') + read('config')).not.toBe(credentials + config);
    const folder = join(state, 'changes');
    const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    for (const piece of [secret, secret.slice(0, 20), secret.slice(1)])
      expect(kept.join()).not.toContain(piece);
    expect(statSync(join(folder, readdirSync(folder)[0] ?? '')).mode & 0o777).toBe(0o600);
    await undo();
    expect(read('credentials')).toBe(credentials);
    expect(read('config')).toBe(config);
    // Undoing is a change, too.
    expect((await last()).what).toBe(`undo of ${profileWords(change)}`);
    expect(await listChanges(state)).toHaveLength(1);
  });

  it('keeps what others have changed elsewhere in the files since', async () => {
    const { path, read, change, undo } = home();
    await change(edit);
    writeFileSync(path('config'), `${read('config')}\n[profile late]\nregion = eu-north-1\n`);
    await undo();
    expect(read('config')).toBe(`${config}\n[profile late]\nregion = eu-north-1\n`);
  });

  it('is refused if the same lines were changed since', async () => {
    const { path, read, change, undo } = home();
    await change(edit);
    const now = read('config').replace('us-west-2', 'sa-east-1');
    writeFileSync(path('config'), now);
    await expect(undo()).rejects.toMatchObject({ code: 'CHANGE_STAYS' });
    expect(read('config')).toBe(now);
  });

  it('is refused if the secret is nowhere any more', async () => {
    const temporary = `[dev]\naws_access_key_id = ASIAQQQQQQQQQQQQDEV1\naws_secret_access_key = ${secret}\naws_session_token = ${token}\n`;
    const { change, undo, read } = home({ credentials: temporary, config });
    await change(removal);
    await expect(undo()).rejects.toMatchObject({
      ...{ code: 'CHANGE_STAYS', why: expect.stringContaining('nowhere on this machine') },
    });
    expect(read('credentials')).toBe('');
  });

  it('keeps a copy of a key that it removes', async () => {
    const { change, undo, state } = home({ config });
    const set = new Map([
      ['aws_access_key_id', 'AKIAQQQQQQQQQQQQNEW1'],
      ['aws_secret_access_key', secret],
    ]);
    await change({ kind: 'set', name: 'dev', set, remove: [] });
    await undo();
    const folder = join(state, 'backups');
    expect(readFileSync(join(folder, readdirSync(folder)[0] ?? ''), 'utf8')).toContain(secret);
  });

  it('restores no secret into a file that others may read', async () => {
    const { path, change, undo, read } = home();
    await change(removal);
    chmodSync(path('credentials'), 0o644);
    await undo();
    expect(read('credentials')).toBe(credentials);
    expect(statSync(path('credentials')).mode & 0o777).toBe(0o600);
  });

  it('is not written if something has changed after it was shown', async () => {
    const { path, read, change, last, env } = home();
    await change(edit);
    const record = await last();
    const { plan } = await planUndo(record, env);
    writeFileSync(path('config'), `${read('config')}# mine\n`);
    await expect(takeBack(record, { env, mark: plan.mark, now: 0 })).rejects.toMatchObject({
      code: 'PROJECT_EXISTS',
    });
  });

  it('shows the lines, and no secret', async () => {
    const { change, last, env } = home();
    await change(removal);
    const { plan } = await planUndo(await last(), env);
    expect(JSON.stringify(plan)).not.toContain(secret.slice(0, 12));
    expect(plan.files.flatMap(({ rows }) => rows)).toContainEqual({ kind: 'add', text: '[profile dev]' });
  });
});

describe('an interrupted undo', () => {
  it.each([
    ['before its record went', ['credentials', 'config']],
    ['between the two files', ['credentials']],
  ] as const)('%s: the same command completes it', async (_, restored) => {
    const { path, read, change, undo, last, state } = home();
    await change({ kind: 'rename', name: 'dev', to: 'work' });
    const { id } = await last();
    const texts = { credentials, config };
    for (const name of restored) writeFileSync(path(name), texts[name]);
    symlinkSync(`999999999 1 ${hostname()} 1`, `${path('credentials')}.amplify-tui.lock`);
    const part = join(state, 'changes', '1795970340474-7deb9da6.json.999999999-1.unfinished.219421191');
    writeFileSync(part, '{');
    await undo();
    expect(existsSync(part)).toBe(false);
    expect([read('credentials'), read('config')]).toEqual([credentials, config]);
    expect((await listChanges(state)).map((record) => record.id)).not.toContain(id);
    expect(readdirSync(path(''))).toEqual(['config', 'credentials']);
  });

  it('says which file is already restored, and shows only the other one', async () => {
    const { path, change, last, env } = home();
    await change({ kind: 'rename', name: 'dev', to: 'work' });
    writeFileSync(path('config'), config);
    const { plan } = await planUndo(await last(), env);
    expect(plan.files.map(({ label }) => label)).toEqual(['~/.aws/credentials']);
    expect(plan.notes).toEqual(['~/.aws/config is as it was before the change already.']);
  });

  it('recognises a shared file that was created by the change and is empty again', async () => {
    const { path, read, change, undo, state } = home({ config });
    const set = new Map([
      ['aws_access_key_id', 'AKIAQQQQQQQQQQQQNEW1'],
      ['aws_secret_access_key', secret],
    ]);
    await change({ kind: 'set', name: 'dev', set, remove: [] });
    writeFileSync(path('credentials'), '');
    await undo();
    expect([read('credentials'), read('config')]).toEqual(['', config]);
    expect(await listChanges(state)).toEqual([]);
  });
});

describe('a record that names another file', () => {
  it.each([
    ['outside of the project', '/etc/passwd', '/home/sam/shop'],
    ["of the project that is the person's own", '/home/sam/shop/src/index.ts', '/home/sam/shop'],
    ['of a folder that begins with the same letters', '/home/sam/shop/amplify-old/a.json', '/home/sam/shop'],
    ['over a parent folder', '/home/sam/shop/amplify/../../.bashrc', '/home/sam/shop'],
    ['without a project', '/home/sam/.bashrc', undefined],
  ])('is refused: %s', async (_, path, root) => {
    const { env } = home();
    const file = { path, kind: 'text', existed: false, exists: true } as const;
    const lines = { lead: [], before: [], after: ['a\n'], tail: [] };
    const record = {
      version: 1,
      id: '00000001',
      at: 0,
      what: 'a',
      salt: 's',
      files: [{ ...file, ...lines }],
    } as const;
    await expect(planUndo({ ...record, ...(root ? { root } : {}) }, env)).rejects.toMatchObject({
      code: 'CHANGE_STAYS',
    });
  });
});

describe('undoing a change of a project', () => {
  it('restores what a file contained, removes what was created, and recreates what was removed', async () => {
    const { env, state } = home();
    const root = folderWith({
      'amplify/.config/project-config.json': '{ "a": 1 }',
      'src/aws-exports.js': 'own\n',
    });
    const at = (label: string) => join(root, label);
    const [made, changed, gone] = [
      'res/raw/awsconfiguration.json',
      'amplify/.config/project-config.json',
      'src/aws-exports.js',
    ];
    const files = [made, changed, gone].map((label) => ({ path: at(label), kind: 'text' as const }));
    await recorded({ env, what: 'configure project', root, files }, async () => {
      mkdirSync(at('res/raw'), { recursive: true });
      writeFileSync(at(made), '{}\n');
      writeFileSync(at(changed), '{ "a": 2 }');
      const { rmSync } = await import('node:fs');
      rmSync(at(gone));
    });
    const [record] = await listChanges(state);
    if (!record) throw new Error('nothing is kept');
    const { plan } = await planUndo(record, env);
    expect(plan.files.map(({ label, change }) => [label, change])).toEqual([
      [made, 'remove'],
      [changed, 'update'],
      [gone, 'create'],
    ]);
    await takeBack(record, { env, mark: plan.mark, now: 1 });
    expect(readFileSync(at(changed), 'utf8')).toBe('{ "a": 1 }');
    expect(readFileSync(at(gone), 'utf8')).toBe('own\n');
    expect(readdirSync(at('res/raw'))).toEqual([]);
  });

  it('keeps a file that it created if somebody else has written to it since', async () => {
    const { env, state } = home();
    const root = folderWith({ 'package.json': '{}' });
    const path = join(root, '.gitignore');
    await recorded({ env, what: 'init', root, files: [{ path, kind: 'text' }] }, async () =>
      writeFileSync(path, 'amplify/.temp\n'),
    );
    writeFileSync(path, `${readFileSync(path, 'utf8')}# mine\n`);
    const [record] = await listChanges(state);
    if (!record) throw new Error('nothing is kept');
    const { plan } = await planUndo(record, env);
    expect(plan.files.map(({ label, change }) => [label, change])).toEqual([['.gitignore', 'update']]);
    await takeBack(record, { env, mark: plan.mark, now: 1 });
    expect(readFileSync(path, 'utf8')).toBe('# mine\n');
  });
});

describe('recorded changes', () => {
  const record = (at: number) =>
    ({
      version: 1,
      id: at.toString(16).padStart(8, '0').slice(-8),
      at,
      what: 'a',
      salt: 's',
      files: [],
    }) as const;

  it('are the newest fifty, and none that is older than ninety days', async () => {
    const { state } = home();
    for (let at = 1; at <= 53; at++) await keepChange(state, record(at));
    expect((await listChanges(state)).map(({ at }) => at)).toEqual(
      Array.from({ length: 50 }, (_, index) => 53 - index),
    );
    await keepChange(state, record(keptFor + 52));
    expect((await listChanges(state)).map(({ at }) => at)).toEqual([keptFor + 52, 53, 52]);
  });

  it('remember what a project contained for another kind of app, the newest of each', () => {
    const javascript = { sourceDir: 'app', distributionDir: 'out', buildCommand: 'make', startCommand: 'go' };
    const settings = (buildCommand: string) => ({
      ...{ name: 'shop', editor: 'vscode', app: 'javascript', framework: 'vue' },
      javascript: { ...javascript, buildCommand },
    });
    const changes = [
      { ...record(3), root: '/shop', settings: { app: 'android', resDir: 'res' } },
      { ...record(2), root: '/shop', settings: settings('newer') },
      { ...record(1), root: '/shop', settings: settings('older') },
      { ...record(1), root: '/other', settings: { app: 'flutter', resDir: 'lib' } },
    ];
    const earlier = earlierSettings(changes, '/shop');
    expect(earlier).toEqual({
      ...{
        framework: 'vue',
        javascript: { ...javascript, buildCommand: 'newer' },
        resDir: { android: 'res' },
      },
    });
    // Its own commands return with the kind of app.
    const android = { ...project, settings: { name: 'shop', editor: 'vscode', app: 'android' } } as const;
    const found = { detection: freshLocalState.detection, restores: false, environments: [] };
    expect(settingsOfAnswers({ ...answersOf(android, found, earlier), app: 'javascript' })).toMatchObject({
      ...{ app: 'javascript', framework: 'vue', javascript: { buildCommand: 'newer', startCommand: 'go' } },
    });
  });
});

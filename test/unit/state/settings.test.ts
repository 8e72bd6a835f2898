import { mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  defaultSettings,
  notedName,
  readSettings,
  type Settings,
  settingsFile,
  updateSettings,
  withFolderProfile,
} from '../../../src/state/settings.ts';
import { folderOfTest } from '../../support/folders.ts';

let state: string;
beforeEach(async () => {
  state = folderOfTest();
});

const defaults = { ...defaultSettings, keyLines: [], findings: [] };

describe('round trip', () => {
  test('without a file everything has its default', async () => {
    expect(await readSettings(join(state, 'nowhere'))).toEqual(defaults);
  });

  test('what is written is read back', async () => {
    const settings: Settings = {
      ...defaultSettings,
      theme: 'light',
      mouse: 'off',
      history: '50',
      production: ['prod', 'prod; eu', 'true', 'null', '"quoted"', 'Größe', '__proto__'],
      shared: { '/home/ana/inventory': ['/home/ana/mobile', '/home/ana/a = b'] },
      folderProfiles: { '/home/ana/inventory': 'dev', '/home/ana/a.b/[c] = d': 'true', ' /spaces ': '50%' },
    };
    await updateSettings(state, () => settings);
    expect(await readSettings(state)).toEqual({ ...settings, keyLines: [], findings: [] });
  });

  test('any names and paths', async () => {
    const text = fc.string({ minLength: 1, unit: 'grapheme' });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 3 }), text, text, async (names, folder, profile) => {
        const settings = { ...defaultSettings, production: names, folderProfiles: { [folder]: profile } };
        fc.pre(folder !== '__proto__');
        await updateSettings(state, () => settings);
        expect(await readSettings(state)).toEqual({ ...settings, keyLines: [], findings: [] });
      }),
      { numRuns: 40 },
    );
  });

  test('simultaneous changes are all kept', async () => {
    const folders = Array.from({ length: 8 }, (_, at) => `/project/${at}`);
    await Promise.all(
      folders.map((folder) =>
        updateSettings(state, (settings) => withFolderProfile(settings, folder, 'dev')),
      ),
    );
    expect(Object.keys((await readSettings(state)).folderProfiles).sort()).toEqual(folders);
  });

  test.each([
    ['off', 'off', []],
    ['false', 'off', []],
    ['on', 'on', []],
    ['sometimes', 'on', ['mouse is not understood and left out; it can be on or off.']],
  ])('mouse = %s', async (value, mouse, findings) => {
    await writeFile(settingsFile(state), `mouse = ${value}\n`);
    const read = await readSettings(state);
    expect(read.mouse).toBe(mouse);
    expect(read.findings.map((finding) => finding.replace(/^.*: /, ''))).toEqual(findings);
  });

  const own = [
    '# mine',
    '',
    'mouse = on   ; tmux has it',
    'sound=off',
    '',
    '[production] ',
    '; the bank',
    'profile[] = prod',
    '  profile[]=50%  # not decodable',
    'colour = red',
    '[keys]',
    'session.open-init = n ctrl+n',
    '',
  ].join('\r\n');
  const edited = async (change: (settings: Settings) => Settings, text = own) => {
    await writeFile(settingsFile(state), text);
    await updateSettings(state, change);
    return readFile(settingsFile(state), 'utf8');
  };

  test('every byte of other lines stays, including comments and unknown keys', async () => {
    expect(await edited((settings) => ({ ...settings, mouse: 'off' }))).toBe(
      own.replace('mouse = on   ;', 'mouse = off   ;'),
    );
    expect(await edited((settings) => ({ ...settings, theme: 'mono' }))).toBe(
      own.replace('sound=off\r\n', 'sound=off\r\ntheme=mono\r\n'),
    );
    expect(await edited((settings) => ({ ...settings, production: ['prod', 'eu'] }))).toBe(
      own.replace('profile[] = prod\r\n', 'profile[] = prod\r\nprofile[]=eu\r\n'),
    );
    expect(await edited((settings) => ({ ...settings, production: [] }))).toBe(
      own.replace('profile[] = prod\r\n', ''),
    );
    expect(await edited((settings) => withFolderProfile(settings, '/a', 'dev'))).toBe(
      `${own}\r\n[folders]\r\nfolder[]=/a\r\nprofile[]=dev\r\n`,
    );
  });

  test('a change without effect does not touch the file', async () => {
    expect(await edited((settings) => ({ ...settings }), '\uFEFF theme=light')).toBe('\uFEFF theme=light');
    expect(await edited((settings) => ({ ...settings, theme: 'dark' }), '\uFEFFtheme=light')).toBe(
      '\uFEFFtheme=dark',
    );
  });

  test('an invalid value is replaced in its place', async () => {
    expect(await edited((settings) => ({ ...settings, theme: 'light' }), '# a\ntheme = "purple"\n')).toBe(
      '# a\ntheme = light\n',
    );
    expect(await edited((settings) => ({ ...settings, theme: 'light' }), '# about the file\n\n[x]\n')).toBe(
      '# about the file\n\ntheme=light\n[x]\n',
    );
  });

  test('any text stays except for the changed line', async () => {
    const row = fc.constantFrom(
      'theme = dark',
      'theme',
      '; c',
      '',
      '[keys]',
      '[production]',
      'profile[] = a',
      'x',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), async (rows, eol) => {
        const text = rows.join(eol);
        const after = await edited((settings) => ({ ...settings, theme: 'mono' }), text);
        expect((await readSettings(state)).theme).toBe('mono');
        const left = after.split(/\r?\n/).filter((line) => !/^theme/.test(line));
        expect(left.filter(Boolean)).toEqual(rows.filter((line) => !/^theme/.test(line)).filter(Boolean));
      }),
      { numRuns: 20 },
    );
  });

  test('the lines of [keys] come with their numbers', async () => {
    await writeFile(settingsFile(state), own);
    expect((await readSettings(state)).keyLines).toEqual([
      { line: 12, section: 'keys', key: 'session.open-init', value: 'n ctrl+n', raw: 'n ctrl+n' },
    ]);
  });
});

test('only the owner can read the file', async () => {
  const folder = join(state, 'new');
  await updateSettings(folder, (settings) => ({ ...settings, theme: 'mono' }));
  expect((await stat(settingsFile(folder))).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
});

describe('garbage', () => {
  test('an unknown theme is reported, and the rest is read', async () => {
    await writeFile(settingsFile(state), 'theme = purple\n[production]\nprofile[] = prod\n');
    const { findings, keyLines: _, ...settings } = await readSettings(state);
    expect(settings).toEqual({ ...defaultSettings, production: ['prod'] });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain('settings.ini');
  });

  test('a folder in place of the file is reported', async () => {
    await mkdir(settingsFile(state));
    const { findings, keyLines: _, ...settings } = await readSettings(state);
    expect(settings).toEqual(defaultSettings);
    expect(findings).toHaveLength(1);
    await expect(updateSettings(state, (before) => before)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  });

  test('any bytes are read without an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await writeFile(settingsFile(state), bytes);
        const settings = await readSettings(state);
        expect(Array.isArray(settings.production)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('lists of folders and profiles that do not match are reported', async () => {
    await writeFile(settingsFile(state), '[folders]\nfolder[] = /a\nfolder[] = /b\nprofile[] = dev\n');
    const { folderProfiles, findings } = await readSettings(state);
    expect(folderProfiles).toEqual({});
    expect(findings).toHaveLength(1);
  });
});

test("a folder's profile can be removed", () => {
  const both = withFolderProfile(withFolderProfile(defaultSettings, '/a', 'dev'), '/b', 'prod');
  expect(withFolderProfile(both, '/a', undefined).folderProfiles).toEqual({ '/b': 'prod' });
});

test('a folder saved through a link is found by its own name', async () => {
  const [real, link] = [join(state, 'shop'), join(state, 'link')];
  await mkdir(real);
  await symlink(real, link);
  expect(await notedName({ [link]: 'dev', '/other': 'prod' }, real)).toBe(link);
  expect(await notedName({ '/other': 'prod' }, real)).toBe(real);
});

describe('the keys of commands', () => {
  const withKeys = async (text: string, keys: Readonly<Record<string, string>>) => {
    await writeFile(settingsFile(state), text);
    await updateSettings(state, (settings) => ({ ...settings, keys }));
    return readFile(settingsFile(state), 'utf8');
  };

  test.each([
    ['', { 'session.open-init': 'n' }, '[keys]\nsession.open-init=n\n'],
    [
      '; mine\ntheme = dark\n[keys]\nsession.open-init = m ; mine, too\nsession.help = H\n',
      { 'session.open-init': 'n', 'session.help': 'H' },
      '; mine\ntheme = dark\n[keys]\nsession.open-init = n ; mine, too\nsession.help = H\n',
    ],
    ['[keys]\na.b = n\n; stays\nc.d = m\n', { 'c.d': 'm' }, '[keys]\n; stays\nc.d = m\n'],
    ['[keys]\na.b = n\na.b = o\n', { 'a.b': 'p' }, '[keys]\na.b=p\n'],
    ['[keys]\na.b = ;\n', { 'a.b': 'p' }, '[keys]\na.b=p\n'],
    ['[keys]\na.b = x\n', { 'a.b': ';' }, '[keys]\na.b = ;\n'],
  ])('of %j become %j, and no other line changes', async (text, keys, then) => {
    expect(await withKeys(text, keys)).toBe(then);
    expect((await readSettings(state)).keys).toEqual(keys);
  });
});

import { describe, expect, it } from 'vitest';
import { javascriptDefaults } from '../../../src/project/frontends/javascript.ts';
import { frameworks } from '../../../src/project/project.ts';
import { insideFolder, settingsProblem } from '../../../src/project/settings.ts';

describe('a setting of the app', () => {
  it.each(frameworks)('has defaults for %s that follow its own rules', (framework) => {
    const defaults = javascriptDefaults(framework);
    for (const field of ['sourceDir', 'distributionDir', 'buildCommand', 'startCommand'] as const) {
      expect(settingsProblem(field, defaults[field])).toBeUndefined();
    }
  });

  it.each([
    'src',
    './',
    '.',
    '/',
    '.next',
    'dist/web/browser',
    'a/../b',
    'web\\dist',
    '..hidden',
    'mit leer',
  ])('may be the folder %j', (folder) => {
    expect(settingsProblem('distributionDir', folder)).toBeUndefined();
  });

  it.each([
    ['', 'Type a folder, as dist'],
    ['  ', 'Type a folder'],
    ['/etc', 'relative'],
    ['\\\\server\\share', 'relative'],
    ['C:\\dist', 'relative'],
    ['~/dist', 'relative'],
    ['../dist', 'leads out'],
    ['a/../../b', 'leads out'],
    ['a\\..\\..\\b', 'leads out'],
    ['..', 'leads out'],
    [' dist', 'space'],
    ['di\nst', 'line breaks'],
    ['di\u202est', 'cannot be seen'],
    ['a'.repeat(1001), 'Shorten'],
  ])('may not be the folder %j', (folder, text) => {
    expect(settingsProblem('distributionDir', folder)).toContain(text);
  });

  it('may be any visible command', () => {
    expect(settingsProblem('buildCommand', 'cd ../web && npm run build')).toBeUndefined();
    expect(settingsProblem('buildCommand', '')).toContain('Type a command, as npm run-script build');
    expect(settingsProblem('startCommand', 'npm start\u001b[2J')).toContain('cannot be seen');
  });
});

describe('a path inside a folder', () => {
  it.each([
    ['./dist/', 'dist'],
    ['src/../dist', 'dist'],
    ['a\\b', 'a/b'],
    ['./', '.'],
  ])('%j is tidied to %s', (path, tidy) => {
    expect(insideFolder(path)).toBe(tidy);
  });

  it.each(['/a', '..', 'a/../..', 'c:\\a'])('%j is refused', (path) => {
    expect(insideFolder(path)).toBeUndefined();
  });
});

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run as runSettings } from '../../../../src/commands/flows/settings.ts';
import { asProblem } from '../../../../src/core/problem.ts';
import { runHere } from '../../app/in-process.ts';

describe('settings without a screen', () => {
  it('lists every setting with its possible values', async () => {
    const { code, out } = await runHere(runSettings, 'settings', 'list');
    expect(code).toBe(0);
    expect(out).toMatch(/^theme +auto +auto dark light mono$/m);
    expect(out).toMatch(/^history +200 +50 200 1000 5000$/m);
  });

  it('sets one, and keeps every other line of the file', async () => {
    let text = '';
    const { code } = await runHere(
      async (given, version) => {
        const file = join(process.env.HOME ?? '', '.amplify/tui/settings.ini');
        await mkdir(join(file, '..'), { recursive: true });
        await writeFile(file, '; mine\nbell=on ; loud\nsound = off\n');
        const ended = await runSettings(given, version);
        text = await readFile(file, 'utf8');
        return ended;
      },
      'settings',
      'set',
      'bell',
      'off',
      '--json',
    );
    expect(code).toBe(0);
    expect(text).toBe('; mine\nbell=off ; loud\nsound = off\n');
  });

  it.each([
    [['set', 'bell', 'loud'], 'bell cannot be loud.', 'It can be on, off.'],
    [['set', 'thme', 'dark'], 'There is no setting thme.', 'The settings are theme,'],
    [['set', 'theme'], '`settings set theme` is not known.', 'settings set NAME VALUE'],
    [['show'], '`settings show` is not known.', 'settings list'],
  ])('refuses %j and lists the possible values', async (words, what, why) => {
    const thrown = await runHere(runSettings, 'settings', ...words).catch((error: unknown) => error);
    expect(asProblem(thrown)).toMatchObject({ code: 'USAGE', what, why: expect.stringContaining(why) });
  });
});

import { describe, expect, it } from 'vitest';
import { upgradeProject } from '../../../../../src/commands/upgrade.ts';
import { runHere } from '../../../app/in-process.ts';
import { projectWith } from '../../configure-project/support.ts';

/** Its files name the folder where they were made. */
const moved = () => projectWith('documented');
const note = expect.stringMatching(/^project-config\.json says that the project lies in .*moved or copied/);
const upgrade = (...options: readonly string[]) =>
  runHere(upgradeProject, 'upgrade', '--cwd', moved(), ...options);

describe('what should be known before an upgrade', () => {
  it.each([['--dry-run'], ['--yes']])('is told in lines with %s', async (option) => {
    const { code, out, err } = await upgrade(option);
    expect(code).toBe(0);
    expect(`${out}${err}`).toMatch(/^▲ project-config\.json says that the project lies in /m);
  });

  it('is told to scripts before the files are written, and with the result', async () => {
    const { out } = await upgrade('--yes', '--json');
    const facts = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(facts.map(({ type, notes }) => [type, notes])).toEqual([
      ['notes', [note]],
      ['result', [note]],
    ]);
  });
});

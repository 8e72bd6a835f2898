import { describe, expect, it } from 'vitest';
import { upgradeNotes } from '../../../../../src/app/actors/environments/upgrade.ts';
import { upgradeProject } from '../../../../../src/commands/upgrade.ts';
import { openProject } from '../../../../../src/flows/configure-project/look.ts';
import { runHere } from '../../../app/in-process.ts';
import { filesIn, projectWith } from '../../configure-project/support.ts';

/** Its files name the folder in which they were made. */
const moved = () => projectWith('documented');
const note = expect.stringMatching(/^project-config\.json says that the project is in .*moved or copied/);
const upgrade = (...options: readonly string[]) =>
  runHere(upgradeProject, 'upgrade', '--cwd', moved(), ...options);

describe('notes before an upgrade', () => {
  it.each([['--dry-run'], ['--yes']])('are shown in lines with %s', async (option) => {
    const { code, out, err } = await upgrade(option);
    expect(code).toBe(0);
    expect(`${out}${err}`).toMatch(/^▲ project-config\.json says that the project is in /m);
  });

  it('are given to scripts before the files are written, and with the result', async () => {
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

describe('resources of the backend that no file names', () => {
  const auth = { 'amplify/backend/auth/pool/parameters.json': '{}' };
  const backend = {
    ...auth,
    'amplify/backend/function/echo/echo-cloudformation-template.json': '{}',
    'amplify/backend/function/echo/src/template.json': '{}',
    'amplify/backend/awscloudformation/build/parameters.json': '{}',
    'amplify/backend/types/amplify-dependent-resources-ref.d.ts': '',
    'amplify/backend/api/own/build/parameters.json': '{}',
  };
  const meta = 'amplify/backend/amplify-meta.json';
  const notesOf = async (files: Readonly<Record<string, unknown>>) => {
    const root = projectWith('documented', files);
    return upgradeNotes(await openProject(root));
  };
  const unnamed = /^amplify\/backend holds (.*), which amplify-meta\.json does not name,.*Restore/;
  const named = async (files: Readonly<Record<string, unknown>>) =>
    (await notesOf(files)).flatMap((text) => unnamed.exec(text)?.[1] ?? []);

  it('are reported: backend-config.json would not name them either', async () => {
    expect(await named(backend)).toEqual(['api/own, auth/pool, function/echo']);
  });

  it('are only those that the metadata and backend-config.json omit', async () => {
    const { [meta]: text = '' } = filesIn(projectWith('documented'));
    const more = { ...JSON.parse(text), auth: { pool: { service: 'Cognito' } } };
    expect(await named({ ...auth, [meta]: more })).toEqual([]);
    const config = { function: { echo: {} }, api: { own: {} } };
    expect(await named({ ...backend, [meta]: more, 'amplify/backend/backend-config.json': config })).toEqual(
      [],
    );
    expect(await named({ ...backend, [meta]: more })).toEqual(['api/own, function/echo']);
  });

  it('are reported with a dry run and with the files written, in lines and in JSON', async () => {
    for (const options of [['--dry-run'], ['--yes'], ['--dry-run', '--json'], ['--yes', '--json']]) {
      const root = projectWith('documented', auth);
      const { code, out, err } = await runHere(upgradeProject, 'upgrade', '--cwd', root, ...options);
      expect(code).toBe(0);
      expect(`${out}${err}`).toContain('amplify/backend holds auth/pool, which');
    }
  });
});

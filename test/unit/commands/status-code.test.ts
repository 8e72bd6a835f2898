import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { statusLines } from '../../../src/commands/status/lines.ts';
import { showStatus } from '../../../src/commands/status.ts';
import type { DeployedBackend } from '../../../src/flows/status/deployed.ts';
import { type DeleteNote, openDeleteJournal } from '../../../src/state/delete-journal.ts';
import { openJournal } from '../../../src/state/journal.ts';
import { folderOfFile } from '../../support/folders.ts';
import { someBackend, somePieces } from '../../support/pretend-delete.ts';
import { project, stack, unfinished } from '../../support/pretend-values.ts';
import { runHere } from '../app/in-process.ts';
import { projectWith } from '../flows/configure-project/support.ts';
import { folderWith } from '../project/support/folders.ts';

const status = (root: string, ...more: readonly string[]) =>
  runHere(showStatus, 'status', '--cwd', root, ...more);
const broken = { 'amplify/#current-cloud-backend/amplify-meta.json': '\0\0\0' };

describe('the exit code of status', () => {
  it.each<[string, Record<string, string>, string[], number]>([
    ['sound files, and nobody to ask', {}, [], 0],
    ['the same under --exit-code', {}, ['--exit-code'], 1],
    ['a broken file, whatever AWS says', broken, [], 1],
    ['a broken file, as JSON', broken, ['--json'], 1],
  ])('%s', async (_, files, options, code) => {
    const run = await status(projectWith('documented', files), ...options);
    expect(run.code).toBe(code);
  });

  it('is shown with the fault and the command that helps', async () => {
    const root = projectWith('documented', broken);
    const { out } = await status(root);
    expect(out).toMatch(/✖ .*amplify-meta\.json is not valid JSON/);
    const result = JSON.parse((await status(root, '--json')).out.trim());
    expect(result).toMatchObject({ type: 'result', ok: false, faults: [{ code: 'FILE_MALFORMED' }] });
    expect(result.faults[0].next).not.toBe('');
  });
});

const home = folderOfFile();

/** `status` of a user whose notes are in `home`. */
const statusOf = (root: string, ...more: string[]) => {
  vi.stubEnv('AMPLIFY_TUI_HOME', home);
  return status(root, ...more);
};

describe('an unfinished init', () => {
  const next = 'Run `amplify-tui init --resume` here to resume it.';

  it('is reported, with the command that continues it', async () => {
    const root = projectWith('documented', {});
    await openJournal(home).save({ ...unfinished, folder: root });
    const text = `The init of the stack ${unfinished.stackName} was started here and did not finish.`;
    expect((await statusOf(root)).out).toContain(`▲ ${text} ${next}`);
    expect(JSON.parse((await statusOf(root, '--json')).out.trim()).unfinished).toEqual({
      ...{ stackName: unfinished.stackName, command: 'amplify-tui init --resume', text, next },
    });
  });

  it('is reported if there are no files yet', async () => {
    const root = folderWith();
    await openJournal(home).save({ ...unfinished, folder: root });
    await expect(statusOf(root)).rejects.toMatchObject({ code: 'PROJECT_NONE', next });
  });
});

describe('an unfinished deletion', () => {
  const noted = async (root: string, note: Partial<DeleteNote> = {}) => {
    const { scope, name, layout, settings } = somePieces;
    await openDeleteJournal(home).save({
      ...{
        version: 1,
        kind: 'delete',
        id: 'note-1',
        folder: root,
        startedAt: 1,
        scope,
        name,
        layout,
        settings,
      },
      ...{ targets: [someBackend.target], keepBucket: false, keepFiles: false },
      ...note,
    });
  };

  it('is reported, with the command that continues it', async () => {
    const root = projectWith('documented', {});
    await noted(root, { scope: 'environment', name: 'my env' });
    const { out, code } = await statusOf(root);
    expect(code).toBe(0);
    expect(out).toContain(
      "▲ The deletion of my env was started here and did not finish. Run `amplify-tui env remove 'my env'` here to resume it.",
    );
    expect(JSON.parse((await statusOf(root, '--json')).out.trim()).unfinished).toMatchObject({
      ...{ scope: 'environment', name: 'my env', command: "amplify-tui env remove 'my env'" },
    });
  });

  it('is reported if the files are gone already', async () => {
    const root = folderWith();
    await noted(root);
    await expect(statusOf(root)).rejects.toMatchObject({
      ...{ code: 'PROJECT_NONE', why: 'The deletion of shop was started here and did not finish.' },
      next: 'Run `amplify-tui delete` here to resume it.',
    });
  });

  it('is reported if its note cannot be parsed', async () => {
    const root = projectWith('documented', {});
    mkdirSync(join(home, 'journal/delete'), { recursive: true });
    writeFileSync(join(home, 'journal/delete/note-1.json'), JSON.stringify({ version: 9, folder: root }));
    expect((await statusOf(root)).out).toMatch(
      /▲ The note .*note-1\.json of an unfinished deletion cannot be understood/,
    );
  });

  it('is reported nowhere else', async () => {
    await noted('/elsewhere');
    const root = projectWith('documented', {});
    expect((await statusOf(root)).out).not.toContain('deletion');
    expect(JSON.parse((await statusOf(root, '--json')).out.trim()).unfinished).toBeNull();
  });
});

describe('the row of differences from the deployed backend', () => {
  const deployed: DeployedBackend = {
    stack: {
      ...{ stackId: stack.stackId, stackName: stack.stackName, status: 'UPDATE_COMPLETE', createdAt: 0 },
      ...{ outputs: {}, parameters: {}, terminationProtection: false },
    },
    ...{ nested: [], last: { status: 'UPDATE_COMPLETE', startedAt: 0 }, missing: [] },
  };
  const same = { category: 'auth', name: 'pool', service: 'Cognito', change: 'none' } as const;
  const gone = { ...deployed, stack: { ...deployed.stack, status: 'DELETE_COMPLETE' } };
  const rowOf = (
    value: DeployedBackend | undefined,
    local: readonly (Omit<typeof same, 'change'> & { change: 'none' | 'update' })[],
  ) =>
    statusLines({
      ...{ project, source: undefined, identity: {}, drift: [], locked: undefined, links: undefined },
      ...{ deployed: value && { value }, local: { value: [...local] } },
    }).filter((line) => line.startsWith('backend'));

  it('says that everything is as deployed', () => {
    expect(rowOf(deployed, [same])).toEqual(['backend   1 resource, as it was deployed']);
    expect(rowOf(deployed, [])).toEqual(['backend   as it was deployed']);
  });

  it('says so of nothing that is gone, or that could not be read', () => {
    expect(rowOf(gone, [same])).toEqual([]);
    expect(rowOf(undefined, [same])).toEqual([]);
  });

  it('names what is not', () => {
    expect(rowOf(deployed, [{ ...same, change: 'update' }])).toEqual([
      'backend   auth/pool   Cognito   changed',
    ]);
  });
});

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openAssumeJournal } from '../../../src/flows/assume-role/journal.ts';
import { openActivity } from '../../../src/state/activity.ts';
import { type ChangeRecord, forgetChange, keepChange, listChanges } from '../../../src/state/changes.ts';
import { openConfigureJournal } from '../../../src/state/configure-journal.ts';
import { openDeleteJournal } from '../../../src/state/delete-journal.ts';
import { openJournal } from '../../../src/state/journal.ts';
import { openRecentProjects } from '../../../src/state/projects.ts';
import { folderOfTest } from '../../support/folders.ts';
import { unfinished } from '../../support/pretend-values.ts';

let state: string;
beforeEach(async () => {
  state = folderOfTest();
});

const record: ChangeRecord = {
  ...{ version: 1, id: '0a1b2c3d', at: 1_764_000_000_000, what: 'configure project', salt: 'aa', files: [] },
};
const fileOfChange = () => join(state, 'changes', '1764000000000-0a1b2c3d.json');

/** Not valid as dates, but possible in our own files if they were damaged or planted. */
const noTimes = ['1e300', '-1e300', '-5', '1e999', '"2026"', 'null'];

describe.each(noTimes)('a time of %s', (time) => {
  it('invalidates a record of a change', async () => {
    await keepChange(state, record);
    const text = await readFile(fileOfChange(), 'utf8');
    await writeFile(fileOfChange(), text.replace('"at":1764000000000', `"at":${time}`));
    expect(await listChanges(state)).toEqual([]);
  });

  it('makes a note of an init unreadable', async () => {
    await openJournal(state).save(unfinished);
    const path = join(state, 'journal', `${unfinished.id}.json`);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(/"startedAt": \d+/, `"startedAt": ${time}`));
    const { entries, findings } = await openJournal(state).list();
    expect(entries).toEqual([]);
    expect(findings).toHaveLength(1);
  });

  it('is omitted from the other files, whose readers do not throw', async () => {
    const told = `{"version":1,"id":"x","at":${time},"startedAt":${time},"updatedAt":${time},"text":"t","kind":"done"}`;
    for (const folder of ['journal', 'journal/configure', 'journal/assume-role', 'journal/delete']) {
      await mkdir(join(state, folder), { recursive: true });
      await writeFile(join(state, folder, 'x.json'), told);
    }
    await writeFile(join(state, 'activity.json'), `[${told}]`);
    await writeFile(join(state, 'projects.json'), `[{"folder":"/x","name":"x","openedAt":${time}}]`);
    expect((await openConfigureJournal(state).list()).notes).toEqual([]);
    expect((await openDeleteJournal(state).list()).notes).toEqual([]);
    expect(
      await openAssumeJournal(state)
        .newest()
        .catch(() => undefined),
    ).toBeUndefined();
    expect(await openActivity(state).list()).toEqual([]);
    expect(await openRecentProjects(state).list()).toEqual([]);
  });
});

describe('a record of a change', () => {
  it('counts only under its own name: no other file is removed with it', async () => {
    await keepChange(state, record);
    const text = await readFile(fileOfChange(), 'utf8');
    await writeFile(fileOfChange(), text.replace('0a1b2c3d', '../../mine'));
    expect(await listChanges(state)).toEqual([]);
    await writeFile(fileOfChange(), text);
    expect(await listChanges(state)).toEqual([record]);
    await forgetChange(state, record);
    expect(await readdir(join(state, 'changes'))).toEqual([]);
  });
});

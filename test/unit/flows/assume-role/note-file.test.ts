import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planRole } from '../../../../src/flows/assume-role/plan-role.ts';
import { identity } from '../../../support/pretend-values.ts';
import { awsError, createFakeAws } from '../../aws/support/fake-aws.ts';
import { folderWith } from '../../project/support/folders.ts';

function plan(folder: string, noteFile: string) {
  const { clients } = createFakeAws({
    GetRole: () => {
      throw awsError('NoSuchEntityException', 'not found', 404);
    },
  });
  return planRole({
    ...{ part: 'role', identity, clients, folder, env: { HOME: join(folder, 'home') } },
    values: {
      ...{ account: '444455556666', role: 'dev', mfa: 'no', session: '1', permissions: 'all', boundary: '' },
      noteFile,
    },
  });
}

const filesOf = async (folder: string, noteFile: string) =>
  (await plan(folder, noteFile)).roleWork?.noteFiles.map(({ path }) => path);

describe('the file of the hand-over note, before a role is created', () => {
  it('may be in a folder that does not exist yet, and in the home folder', async () => {
    const folder = folderWith();
    expect(await filesOf(folder, 'notes/dev.json')).toEqual([
      join(folder, 'notes/dev.json'),
      join(folder, 'notes/dev.txt'),
    ]);
    expect(existsSync(join(folder, 'notes'))).toBe(false);
    mkdirSync(join(folder, 'home'));
    expect(await filesOf(folder, '~/dev.json')).toEqual([
      join(folder, 'home/dev.json'),
      join(folder, 'home/dev.txt'),
    ]);
  });

  it.each([
    ['one whose name is too long', 'long'.repeat(1250), 'The path is too long for this system.'],
    ['one that is too long until it is whole', 'x'.repeat(250), 'The path is too long for this system.'],
    ['a folder', 'taken', 'A folder is in its place.'],
    ['one whose text is a folder', 'there.json', 'A folder is in its place.'],
    ['one below a file', 'file/dev.json', 'A file is in its place.'],
  ])('cannot be %s', async (_, noteFile, why) => {
    const folder = folderWith();
    for (const name of ['taken', 'there.txt']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'file'), '');
    await expect(plan(folder, noteFile)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE', why });
  });

  it('with too long a name needs a shorter one, not other permissions', async () => {
    const { next } = await plan(folderWith(), 'long'.repeat(1250)).catch((problem) => problem);
    expect(next).toMatch(/^Choose a shorter path, then try again/);
  });
});

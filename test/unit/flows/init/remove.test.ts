import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { initFiles } from '../../../../src/flows/init/files.ts';
import { forgetAttempt } from '../../../../src/flows/init/forget.ts';
import { planInit } from '../../../../src/flows/init/plan.ts';
import { journalEntry, removeAttempt, writeProject } from '../../../../src/flows/init/run.ts';
import { openJournal } from '../../../../src/state/journal.ts';
import { folderOfTest } from '../../../support/folders.ts';
import { plan, stack, unfinished } from '../../../support/pretend-values.ts';
import { awsError } from '../../aws/support/fake-aws.ts';
import { describedEvents, describedStack, initWorld } from './support.ts';

const made = describedStack().Stacks[0]?.StackId ?? '';
const gone = () => {
  throw awsError('ValidationError', `Stack with id ${plan.stackName} does not exist`);
};
const follow = { onUpdate: () => {}, signal: new AbortController().signal };

describe('removing the stack of an attempt', () => {
  it.each([
    ['another token', describedEvents('another')],
    ['no token', describedEvents('')],
  ])('deletes no stack of that name that was created with %s', async (_, events) => {
    const { tools, persist, notes, log } = initWorld({
      DescribeStacks: () => describedStack(),
      DescribeStackEvents: () => events,
    });
    notes.set(plan.token, unfinished);
    const removing = removeAttempt(tools, plan, undefined, persist, follow);
    await expect(removing).rejects.toMatchObject({ code: 'STACK_EXISTS' });
    expect(log).toEqual(['DescribeStacks', 'DescribeStackEvents']);
    expect(notes.size).toBe(1);
  });

  it('asks again while AWS reports no event of it yet', async () => {
    const events = [{ StackEvents: [] }, describedEvents('another')];
    const { tools, persist, clock } = initWorld({
      DescribeStacks: () => describedStack(),
      DescribeStackEvents: () => events.shift(),
    });
    const removing = removeAttempt(tools, plan, undefined, persist, follow);
    await expect(clock.advanceUntil(removing)).rejects.toMatchObject({ code: 'STACK_EXISTS' });
    expect(events).toEqual([]);
  });

  it('records that before it calls AWS', async () => {
    const { tools, persist, notes, log } = initWorld({
      DescribeStacks: () => describedStack(),
      DescribeStackEvents: () => describedEvents(),
      DeleteStack: () => {
        throw awsError('AccessDenied', 'no', 403);
      },
    });
    const removing = removeAttempt(tools, plan, undefined, persist, follow);
    await expect(removing).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    expect(log.slice(-2)).toEqual(['note cleaning', 'DeleteStack']);
    expect(notes.get(plan.token)).toMatchObject({ step: 'cleaning', stackId: made });
  });

  it('asks AWS to delete the stack that it found by its id: the name may belong to another one by then', async () => {
    const asked: Record<string, unknown>[] = [];
    const { tools, persist } = initWorld({
      DescribeStacks: () => describedStack(),
      DescribeStackEvents: () => describedEvents(),
      DeleteStack: (input) => {
        asked.push(input);
        throw awsError('AccessDenied', 'no', 403);
      },
    });
    const removing = removeAttempt(tools, plan, undefined, persist, follow);
    await expect(removing).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    expect(asked.map(({ StackName }) => StackName)).toEqual([made]);
  });

  it('does not claim a bucket of that name if AWS never created the stack', async () => {
    const { tools, persist } = initWorld({ DescribeStacks: gone, HeadBucket: () => ({}) });
    expect(await removeAttempt(tools, plan, undefined, persist, follow)).toEqual({ bucketLeft: false });
  });
});

describe('forgetting an attempt', () => {
  let root: string;
  beforeEach(async () => {
    root = folderOfTest();
    await mkdir(join(root, 'shop'));
  });

  /** A project that is being written, with its note. */
  async function written(noted: object = { step: 'writing-files' }) {
    const here = planInit({ ...plan, folder: join(root, 'shop') });
    const { tools } = initWorld({});
    const own = { ...tools, journal: openJournal(join(root, 'state')) };
    await writeProject(own, here, stack);
    const entry = journalEntry(own, here, { step: 'cleaning', stackId: stack.stackId });
    await own.journal.save({ ...entry, ...noted });
    await own.journal.save(entry);
    return { here, own, files: initFiles(here, stack) };
  }

  it('removes what it has written, with the folders, and nothing else', async () => {
    const { here, own, files } = await written();
    await writeFile(join(here.folder, 'index.html'), 'mine');
    await writeFile(join(here.folder, 'amplify/backend/999999999-1.unfinished'), 'no planned name');
    await rm(files[1]?.path ?? '');
    await forgetAttempt(own, here);
    expect((await readdir(here.folder, { recursive: true })).sort()).toEqual([
      'amplify',
      'amplify/backend',
      'amplify/backend/999999999-1.unfinished',
      'index.html',
    ]);
    expect((await own.journal.list()).entries).toEqual([]);
  });

  it('leaves the folder as it was before', async () => {
    const { here, own, files } = await written();
    // Interrupted by kill -9 while the last one was written; no process has such a number.
    await rm(files[0]?.path ?? '');
    await writeFile(`${files[0]?.path}.999999999-1.unfinished`, 'half');
    await forgetAttempt(own, here);
    expect(await readdir(here.folder)).toEqual([]);
  });

  it('keeps a file that somebody has changed, and names it', async () => {
    const { here, own, files } = await written();
    await writeFile(files[1]?.path ?? '', 'changed');
    await expect(forgetAttempt(own, here)).rejects.toMatchObject({
      code: 'PROJECT_EXISTS',
      message: expect.stringContaining(files[1]?.label ?? ''),
    });
    expect(await readdir(join(here.folder, 'amplify'), { recursive: true })).toEqual([
      '.config',
      files[1]?.label.replace('amplify/', ''),
    ]);
    expect((await own.journal.list()).entries).toEqual([]);
  });

  it('touches no file if none was started', async () => {
    const { here, own, files } = await written({ step: 'following' });
    await forgetAttempt(own, here);
    expect(await readdir(here.folder, { recursive: true })).toEqual(
      expect.arrayContaining(files.map(({ label }) => label)),
    );
  });
});

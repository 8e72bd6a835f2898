import { describe, expect, it } from 'vitest';
import { Problem } from '../../../../src/core/problem.ts';
import { sends, settledWith } from '../../../support/pretend.ts';
import {
  freshLocalState,
  identity,
  stack,
  trouble,
  unfinished,
  updates,
} from '../../../support/pretend-values.ts';
import { drive, looks, problemOf } from './drive-support.ts';

describe('an unfinished init', () => {
  it('is resumed with --resume, with the same stack', async () => {
    const { end, facts } = drive(looks({ unfinished }), { unfinished: 'resume', confirmed: false });
    expect(await end).toMatchObject({ kind: 'created' });
    expect(facts()[0]).toMatchObject({ type: 'unfinished', stackId: stack.stackId, step: 'following' });
  });

  it('continues with another profile if one is named', async () => {
    let asked: unknown;
    const { end } = drive(
      {
        ...looks({ unfinished }),
        identify: (async (input: unknown) => {
          asked = input;
          return identity;
        }) as never,
      },
      { unfinished: 'resume', answers: { profile: 'noregion' } },
    );
    await end;
    expect(asked).toMatchObject({
      access: { kind: 'profile', name: 'noregion' },
      region: unfinished.region,
    });
  });

  it.each([true, false])('is never started over: all options are listed (--yes: %s)', async (confirmed) => {
    const { end, calls } = drive(looks({ unfinished }), { confirmed });
    const { code, why, next } = await problemOf(end);
    expect(code).toBe('USAGE');
    expect(why).toContain(stack.stackName);
    for (const way of ['--resume', '--clean-up', '--forget']) expect(next).toContain(way);
    expect(calls).toEqual(['lookAround']);
  });

  it('is cleaned up with --clean-up, which keeps a bucket and says so', async () => {
    const { end, calls, facts } = drive(
      { ...looks({ unfinished }), removeStack: sends({ type: 'REMOVED', bucketLeft: true }) },
      { unfinished: 'clean-up' },
    );
    expect(await end).toBeUndefined();
    expect(calls.slice(-2)).toEqual(['removeStack', 'forget']);
    expect(calls).not.toContain('deleteBucket');
    expect(facts().at(-1)).toMatchObject({
      type: 'result',
      cleanedUp: true,
      bucketKept: stack.deploymentBucketName,
    });
  });

  it('is cleaned up with the named profile', async () => {
    let asked: unknown;
    const { end, calls } = drive(
      {
        ...looks({ unfinished }),
        identify: (async (input: unknown) => {
          asked = input;
          return identity;
        }) as never,
      },
      { unfinished: 'clean-up', answers: { profile: 'noregion' } },
    );
    await end;
    expect(asked).toMatchObject({
      access: { kind: 'profile', name: 'noregion' },
    });
    expect(calls).toContain('removeStack');
    expect(calls).not.toContain('follow');
  });

  it('is not said to have had a stack if it never had one', async () => {
    const { stackId: _, ...before } = unfinished;
    const { end, out } = drive(
      looks({ unfinished: { ...before, step: 'creating' } }),
      { unfinished: 'clean-up' },
      false,
    );
    await end;
    expect(out.join('')).toContain('was never made');
    expect(out.join('')).not.toContain('is deleted');
  });

  it('names the bucket that stays, to delete later', async () => {
    const { end, out } = drive(
      { ...looks({ unfinished }), removeStack: sends({ type: 'REMOVED', bucketLeft: true }) },
      { unfinished: 'clean-up' },
      false,
    );
    await end;
    expect(out.join('')).toContain(`kept: ${stack.deploymentBucketName}, delete it when`);
  });

  it('does not blame others for a stack that our own clean-up deleted', async () => {
    const { end } = drive(
      {
        ...looks({ unfinished: { ...unfinished, step: 'cleaning' } }),
        follow: settledWith({
          ...updates.complete,
          progress: { ...updates.complete.progress, status: 'DELETE_COMPLETE', outcome: 'deleted' },
        }),
      },
      { unfinished: 'resume' },
    );
    const { what, why } = await problemOf(end);
    expect(what).toContain('is deleted');
    expect(`${what} ${why}`).not.toContain('somebody else');
  });

  it('says during the deletion that only the clean-up can continue', async () => {
    const controller = new AbortController();
    const { end } = drive(
      {
        ...looks({ unfinished }),
        removeStack: (send) => {
          sends({
            type: 'UPDATE',
            update: {
              ...updates.running,
              progress: { ...updates.running.progress, status: 'DELETE_IN_PROGRESS' },
            },
          })(send);
          queueMicrotask(() => controller.abort());
        },
      },
      { unfinished: 'clean-up', signal: controller.signal },
    );
    const { what, next } = await problemOf(end);
    expect(what).toContain(`AWS is deleting the stack ${stack.stackName}`);
    expect(what).toContain(stack.deploymentBucketName);
    expect(next).toContain('--clean-up');
    expect(next).not.toContain('--resume');
  });

  it('is forgotten with --forget, which starts no other one', async () => {
    const notes = [unfinished];
    const { end, calls, facts } = drive(
      {
        lookAround: async () => ({ ...freshLocalState, ...(notes[0] ? { unfinished: notes[0] } : {}) }),
        forgetUnfinished: async () => void notes.pop(),
      },
      { unfinished: 'forget' },
    );
    expect(await end).toBeUndefined();
    expect(calls).toEqual(['lookAround', 'forgetUnfinished', 'lookAround']);
    expect(facts().at(-1)).toMatchObject({ type: 'result', forgotten: true, stackName: stack.stackName });
  });

  it('whose note cannot be read is reported, and nothing is started', async () => {
    const noteProblem = { ...trouble, code: 'FILE_MALFORMED' } as const;
    const { end, calls } = drive(looks({ noteProblem }));
    expect((await problemOf(end)).toJSON()).toEqual(noteProblem);
    expect(calls).toEqual(['lookAround']);
  });

  it('is only reported with --dry-run', async () => {
    const { end, calls } = drive(looks({ unfinished }), { dryRun: true });
    expect(await end).toBeUndefined();
    expect(calls).toEqual(['lookAround']);
  });

  it('ends with the problem if its access does not work', async () => {
    const { end } = drive(
      { ...looks({ unfinished }), identify: () => Promise.reject(new Problem(trouble)) },
      { unfinished: 'resume' },
    );
    expect((await problemOf(end)).code).toBe('OFFLINE');
  });

  it.each(['resume', 'clean-up', 'forget'] as const)('must exist for --%s', async (way) => {
    expect((await problemOf(drive({}, { unfinished: way }).end)).code).toBe('PROJECT_NONE');
  });
});

import { describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import {
  canResume,
  keptWords,
  leftInAwsBy,
  leftInAwsWords,
} from '../../../../machines/deployment/left-in-aws.ts';
import { Problem } from '../../../../src/core/problem.ts';
import { never, type Pretence, sends, settledWith } from '../../../support/pretend.ts';
import { renamedPlan, stack, trouble, unfinished, updates } from '../../../support/pretend-values.ts';
import { at, begin, send } from './support.ts';

const denied = { ...trouble, code: 'ACCESS_DENIED' } as const;
const withStatus = (status: string, outcome: 'running' | 'deleted' = 'running') => ({
  ...updates.running,
  progress: { ...updates.running.progress, status, outcome },
});

async function failed(given: Partial<Pretence> = {}) {
  const begun = begin({ follow: settledWith(updates.denied), ...given });
  await at(begun.actor, 'failed');
  return begun;
}

describe('what remains if you leave a deployment', () => {
  it('is not known while CreateStack has no answer, and says so if it was to be deleted', async () => {
    const { actor } = begin({ createStack: never });
    await at(actor, 'creating');
    expect(leftInAwsBy(actor.getSnapshot())).toBe('unknown');
    send(actor, 'ABANDON');
    const leftInAws = leftInAwsBy(actor.getSnapshot());
    expect(leftInAws).toBe('abandoned');
    expect(leftInAwsWords(leftInAws, actor.getSnapshot().context)).toMatch(/not been told yet to delete/);
    expect(canResume(leftInAws)).toBe(false);
  });

  it('is nothing after a definite refusal', async () => {
    const { actor } = begin({ createStack: () => Promise.reject(new Problem(denied)) });
    await at(actor, 'notCreated');
    expect(leftInAwsBy(actor.getSnapshot())).toBe('nothing');
  });

  it('is a stack to be deleted, then one that AWS deletes, whose bucket is named', async () => {
    let say: Parameters<Pretence['removeStack']>[0] = () => {};
    const { actor } = begin({
      removeStack: (told) => {
        say = told;
      },
    });
    await at(actor, 'following');
    expect(leftInAwsBy(actor.getSnapshot())).toBe('created');
    send(actor, 'ABANDON');
    await at(actor, 'cleaning');
    expect(leftInAwsBy(actor.getSnapshot())).toBe('to-delete');
    say({ type: 'UPDATE', update: withStatus('DELETE_IN_PROGRESS') });
    const leftInAws = leftInAwsBy(actor.getSnapshot());
    expect(leftInAws).toBe('deleting');
    const words = leftInAwsWords(leftInAws, actor.getSnapshot().context);
    expect(words).toContain('AWS is deleting');
    expect(words).toContain(stack.deploymentBucketName);
    expect(canResume(leftInAws)).toBe(false);
  });

  it('is a bucket while that is being asked about, and a complete stack while files are missing', async () => {
    const { actor } = await failed({ removeStack: sends({ type: 'REMOVED', bucketLeft: true }) });
    expect(leftInAwsBy(actor.getSnapshot())).toBe('failed');
    send(actor, 'CLEAN_UP');
    await at(actor, 'askingBucket');
    expect(leftInAwsBy(actor.getSnapshot())).toBe('bucket');
    const other = begin({
      follow: settledWith(updates.complete),
      writeFiles: () => Promise.reject(new Problem(trouble)),
    });
    await at(other.actor, 'notFinished');
    expect(leftInAwsBy(other.actor.getSnapshot())).toBe('complete');
  });

  it('is what was paused while another profile is chosen', async () => {
    const { actor } = await failed({ removeStack: sends({ type: 'BROKEN', problem: denied }) });
    send(actor, 'CLEAN_UP');
    await at(actor, 'notCleaned');
    expect(leftInAwsBy(actor.getSnapshot())).toBe('not-deleted');
    send(actor, 'OTHER_ACCESS');
    await at(actor, 'choosingAccess');
    expect(leftInAwsBy(actor.getSnapshot())).toBe('to-delete');
  });
});

describe('another profile', () => {
  it.each([
    [updates.denied, stack.stackName],
    [updates.taken, renamedPlan.stackName],
  ])('continues the new attempt that was requested, not a clean-up', async (update, name) => {
    const { actor, does, calls } = await failed({
      follow: settledWith(update),
      removeStack: sends({ type: 'BROKEN', problem: denied }),
    });
    send(actor, 'RETRY');
    await waitFor(actor, ({ context }) => context.problem !== undefined);
    send(actor, 'OTHER_ACCESS');
    does.removeStack = sends({ type: 'REMOVED', bucketLeft: false });
    does.follow = settledWith(updates.complete);
    actor.send({ type: 'TAKE_ACCESS', choice: { kind: 'profile', name: 'noregion' } });
    await at(actor, 'askingFiles');
    send(actor, 'KEEP_TIED');
    await at(actor, 'done');
    expect(calls).not.toContain('forget');
    expect(actor.getSnapshot().context.plan.stackName).toBe(name);
  });

  it('deletes the bucket if the first one may not, and going back deletes nothing', async () => {
    const { actor, does, calls } = await failed({
      removeStack: sends({ type: 'REMOVED', bucketLeft: true }),
      deleteBucket: () => Promise.reject(new Problem(denied)),
    });
    send(actor, 'CLEAN_UP');
    await at(actor, 'askingBucket');
    expect(actor.getSnapshot().can({ type: 'OTHER_ACCESS' })).toBe(false);
    send(actor, 'DELETE_BUCKET');
    await waitFor(actor, ({ context }) => context.problem !== undefined);
    send(actor, 'OTHER_ACCESS');
    await at(actor, 'choosingAccess');
    send(actor, 'BACK');
    expect(actor.getSnapshot().value).toBe('askingBucket');
    expect(calls.filter((name) => name === 'deleteBucket')).toHaveLength(1);
    does.deleteBucket = async () => {};
    send(actor, 'DELETE_BUCKET');
    await at(actor, 'cleaned');
  });
});

describe('a bucket that stayed', () => {
  it('is named to the end, through every new attempt', async () => {
    const { actor, does } = await failed({ removeStack: sends({ type: 'REMOVED', bucketLeft: true }) });
    does.follow = settledWith(updates.complete);
    send(actor, 'RETRY');
    await at(actor, 'done');
    const { bucketsKept } = actor.getSnapshot().context;
    expect(bucketsKept).toEqual([stack.deploymentBucketName]);
    expect(keptWords({ bucketsKept })).toContain(stack.deploymentBucketName);
  });

  it('is not invented if none stayed', async () => {
    const { actor, does } = await failed();
    does.follow = settledWith(updates.complete);
    send(actor, 'RETRY');
    await at(actor, 'done');
    expect(keptWords(actor.getSnapshot().context)).toBeUndefined();
  });
});

describe('a stack that never existed', () => {
  it('is not said to be deleted', async () => {
    const { actor } = begin({
      createStack: () => Promise.reject(new Problem(trouble)),
    });
    send(actor, 'ABANDON');
    await at(actor, 'neverMade');
  });

  it('is distinguished from one whose deletion was started before', async () => {
    const { stackId: _, ...note } = unfinished;
    const { actor } = begin({}, { resumed: { ...note, step: 'cleaning' }, cleanUp: true });
    await at(actor, 'cleaned');
  });
});

it('a stack that is gone after our own clean-up is known to be so', async () => {
  const gone = settledWith(withStatus('DELETE_COMPLETE', 'deleted'));
  const own = begin({ follow: gone }, { resumed: { ...unfinished, step: 'cleaning' } });
  await at(own.actor, 'failed');
  expect(own.actor.getSnapshot().context.deletedHere).toBe(true);
  const strange = begin({ follow: gone }, { resumed: unfinished });
  await at(strange.actor, 'failed');
  expect(strange.actor.getSnapshot().context.deletedHere).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { Problem } from '../../../../src/core/problem.ts';
import { type Pretence, pretend, sends, settledWith } from '../../../support/pretend.ts';
import { plan, renamedPlan, stack, trouble, unfinished, updates } from '../../../support/pretend-values.ts';
import { at, begin, count, send } from './support.ts';

const rejects = () => Promise.reject(new Problem(trouble));

describe('a stack being created', () => {
  it('stores the template, then writes the files, and returns both', async () => {
    const { actor, calls } = begin({
      follow: sends(
        { type: 'UPDATE', update: updates.running },
        { type: 'SETTLED', update: updates.complete },
      ),
    });
    await at(actor, 'done');
    expect(calls).toEqual(['createStack', 'follow', 'storeBackend', 'writeFiles']);
    expect(actor.getSnapshot().context.update).toBe(updates.complete);
    send(actor, 'CLOSE');
    expect(actor.getSnapshot().output).toMatchObject({ kind: 'created', stack });
  });

  it.each(['storeBackend', 'writeFiles'] as const)(
    'repeats only the missing steps if %s fails',
    async (step) => {
      const { actor, does, calls } = begin({ follow: settledWith(updates.complete), [step]: rejects });
      await at(actor, 'notFinished');
      expect(actor.getSnapshot().context.problem).toEqual(trouble);
      Object.assign(does, { [step]: pretend().does[step] });
      send(actor, 'RETRY');
      await at(actor, 'done');
      expect(count(calls, 'createStack')).toBe(1);
      expect(count(calls, 'follow')).toBe(1);
      expect(count(calls, 'storeBackend')).toBe(2);
    },
  );

  it('follows again after the connection was lost, and creates no second stack', async () => {
    const { actor, does, calls } = begin({ follow: sends({ type: 'BROKEN', problem: trouble }) });
    await at(actor, 'notFollowed');
    does.follow = settledWith(updates.complete);
    send(actor, 'RETRY');
    await at(actor, 'done');
    expect(count(calls, 'createStack')).toBe(1);
  });
});

describe('a stack that failed', () => {
  it('is removed and created again under the same name', async () => {
    const { actor, does, calls } = begin({ follow: settledWith(updates.denied) });
    await at(actor, 'failed');
    expect(calls).toEqual(['createStack', 'follow']);
    expect(actor.getSnapshot().context.failure).toBe(updates.denied);
    does.follow = settledWith(updates.complete);
    send(actor, 'RETRY');
    await at(actor, 'done');
    expect(calls.slice(2, 5)).toEqual(['removeStack', 'planAgain', 'createStack']);
    expect(actor.getSnapshot().context.plan.stackName).toBe(plan.stackName);
    expect(actor.getSnapshot().context.failure).toBeUndefined();
  });

  it('gets a new name if the name was the cause', async () => {
    const { actor, does } = begin({ follow: settledWith(updates.taken) });
    await at(actor, 'failed');
    does.follow = settledWith(updates.complete);
    send(actor, 'RETRY');
    await at(actor, 'done');
    expect(actor.getSnapshot().context.plan.stackName).toBe(renamedPlan.stackName);
  });

  it('gets a new name if its bucket stayed, because that is never deleted without asking', async () => {
    const { actor, does, calls } = begin({
      follow: settledWith(updates.denied),
      removeStack: sends({ type: 'REMOVED', bucketLeft: true }),
    });
    await at(actor, 'failed');
    does.follow = settledWith(updates.complete);
    send(actor, 'RETRY');
    await at(actor, 'done');
    expect(actor.getSnapshot().context.plan.stackName).toBe(renamedPlan.stackName);
    expect(calls).not.toContain('deleteBucket');
  });

  it('can be kept', async () => {
    const { actor, calls } = begin({ follow: settledWith(updates.denied) });
    await at(actor, 'failed');
    send(actor, 'KEEP');
    expect(actor.getSnapshot().output).toMatchObject({ kind: 'left', failed: { words: 'was rolled back' } });
    expect(calls).toEqual(['createStack', 'follow']);
  });

  it('stays on screen with the problem if it cannot be removed', async () => {
    const { actor } = begin({
      follow: settledWith(updates.denied),
      removeStack: sends({ type: 'BROKEN', problem: trouble }),
    });
    await at(actor, 'failed');
    send(actor, 'RETRY');
    await waitFor(actor, ({ context }) => context.problem !== undefined);
    expect(actor.getSnapshot().value).toBe('failed');
    send(actor, 'CLEAN_UP');
    await at(actor, 'notCleaned');
  });

  it('offers the console and the error to copy', async () => {
    const { actor, calls } = begin({ follow: settledWith(updates.denied) });
    await at(actor, 'failed');
    send(actor, 'OPEN_CONSOLE');
    send(actor, 'COPY_ERROR');
    expect(calls.slice(-2)).toEqual(['openConsole', 'copyError']);
    expect(actor.getSnapshot().value).toBe('failed');
  });
});

describe('a stack that was not even started', () => {
  it('is requested again with the same token', async () => {
    const { actor, does, calls } = begin({ createStack: rejects });
    await at(actor, 'notCreated');
    does.createStack = async () => ({ stackId: stack.stackId });
    send(actor, 'RETRY');
    await at(actor, 'following');
    expect(calls).toEqual(['createStack', 'createStack', 'follow']);
    expect(actor.getSnapshot().context.plan.token).toBe(plan.token);
  });

  it('gets a new name if a stack of that name exists', async () => {
    const { actor, does } = begin({
      createStack: () => Promise.reject(new Problem({ ...trouble, code: 'STACK_EXISTS' })),
    });
    await at(actor, 'notCreated');
    does.createStack = async () => ({ stackId: stack.stackId });
    send(actor, 'RETRY');
    await at(actor, 'following');
    expect(actor.getSnapshot().context.plan.stackName).toBe(renamedPlan.stackName);
  });
});

describe('cleaning up', () => {
  const failedWithBucket = (given: Partial<Pretence> = {}) =>
    begin({
      follow: settledWith(updates.denied),
      removeStack: sends({ type: 'REMOVED', bucketLeft: true }),
      ...given,
    });

  it('asks before it deletes the bucket', async () => {
    const { actor, calls } = failedWithBucket();
    await at(actor, 'failed');
    send(actor, 'CLEAN_UP');
    await at(actor, 'askingBucket');
    expect(calls).not.toContain('deleteBucket');
    send(actor, 'DELETE_BUCKET');
    await at(actor, 'cleaned');
    expect(calls.slice(-2)).toEqual(['deleteBucket', 'forget']);
    expect(actor.getSnapshot().context.bucketLeft).toBe(false);
    send(actor, 'CLOSE');
    expect(actor.getSnapshot().output).toEqual({ kind: 'left' });
  });

  it('keeps the bucket if that is the answer', async () => {
    const { actor, calls } = failedWithBucket();
    await at(actor, 'failed');
    send(actor, 'CLEAN_UP');
    await at(actor, 'askingBucket');
    send(actor, 'KEEP_BUCKET');
    await at(actor, 'cleaned');
    expect(calls).not.toContain('deleteBucket');
    expect(actor.getSnapshot().context.bucketLeft).toBe(true);
  });

  it('asks again if the bucket could not be deleted', async () => {
    const { actor } = failedWithBucket({ deleteBucket: rejects });
    await at(actor, 'failed');
    send(actor, 'CLEAN_UP');
    await at(actor, 'askingBucket');
    send(actor, 'DELETE_BUCKET');
    await waitFor(actor, ({ context }) => context.problem !== undefined);
    expect(actor.getSnapshot().value).toBe('askingBucket');
  });

  it('asks nothing if no bucket is left', async () => {
    const { actor, calls } = begin({ follow: settledWith(updates.denied) });
    await at(actor, 'failed');
    send(actor, 'CLEAN_UP');
    await at(actor, 'cleaned');
    expect(calls.slice(-2)).toEqual(['removeStack', 'forget']);
  });

  it('is the first thing done when an unfinished init is cleaned up', async () => {
    const { actor, calls } = begin({}, { resumed: unfinished, cleanUp: true });
    await at(actor, 'cleaned');
    expect(calls).toEqual(['removeStack', 'forget']);
  });
});

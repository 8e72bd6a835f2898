import { describe, expect, it } from 'vitest';
import { getNextTransitions, waitFor } from 'xstate';
import { Problem } from '../../../../src/core/problem.ts';
import { never, pretend, sends, settledWith } from '../../../support/pretend.ts';
import { accessOptions, identity, plan, stack, trouble, updates } from '../../../support/pretend-values.ts';
import { at, begin, count, type Deployment, send } from './support.ts';

describe('credentials that expire on the way', () => {
  const expired = { kind: 'expired', since: 0, why: 'They ended.' } as const;
  const paused = { ...updates.running, connection: expired };
  const keys = (actor: Deployment) =>
    getNextTransitions(actor.getSnapshot())
      .filter(
        (transition) =>
          transition.meta !== undefined && actor.getSnapshot().can({ type: transition.eventType } as never),
      )
      .map((transition) => transition.eventType);

  it('pause the follower, and offer to read the profile again or to choose another one', async () => {
    const { actor, calls } = begin({ follow: sends({ type: 'UPDATE', update: paused }) });
    await waitFor(actor, ({ context }) => context.connection?.kind === 'expired');
    expect(actor.getSnapshot().value).toBe('following');
    expect(keys(actor)).toEqual(expect.arrayContaining(['TRY_NOW', 'OTHER_ACCESS']));
    send(actor, 'TRY_NOW');
    expect(calls.at(-1)).toBe('tryNow');
  });

  it('keep what is known of the stack on screen while a new follower cannot reach AWS', async () => {
    const blind = {
      ...paused,
      progress: { ...updates.running.progress, events: [], resources: [] },
      connection: { kind: 'offline', since: 0, nextTryAt: 1, why: 'No network.' } as const,
    };
    const { actor } = begin({
      follow: sends({ type: 'UPDATE', update: updates.running }, { type: 'UPDATE', update: blind }),
    });
    await waitFor(actor, ({ context }) => context.connection?.kind === 'offline');
    expect(actor.getSnapshot().context.update?.progress).toBe(updates.running.progress);
  });

  it('offer none of that while all is well', async () => {
    const { actor } = begin({ follow: sends({ type: 'UPDATE', update: updates.running }) });
    await waitFor(actor, ({ context }) => context.update !== undefined);
    expect(keys(actor)).not.toContain('OTHER_ACCESS');
    expect(keys(actor)).not.toContain('TRY_NOW');
  });

  it('continue with another profile of the same account where they stopped, and create no second stack', async () => {
    const { actor, does, calls } = begin({ follow: sends({ type: 'UPDATE', update: paused }) });
    await waitFor(actor, ({ context }) => context.connection?.kind === 'expired');
    send(actor, 'OTHER_ACCESS');
    await waitFor(actor, ({ context }) => context.accessOptions !== undefined);
    does.follow = settledWith(updates.complete);
    actor.send({ type: 'TAKE_ACCESS', choice: { kind: 'profile', name: 'noregion' } });
    await at(actor, 'done');
    expect(actor.getSnapshot().context.access).toEqual({ kind: 'profile', name: 'noregion' });
    expect(actor.getSnapshot().context.plan.access).toEqual(plan.access);
    expect(count(calls, 'createStack')).toBe(1);
  });

  it('are not replaced by those of another account', async () => {
    const { actor, calls } = begin({
      follow: sends({ type: 'UPDATE', update: paused }),
      checkAccess: async () => ({ ...identity, account: '444455556666', access: 'biz' }),
    });
    await waitFor(actor, ({ context }) => context.connection?.kind === 'expired');
    send(actor, 'OTHER_ACCESS');
    actor.send({ type: 'TAKE_ACCESS', choice: { kind: 'profile', name: 'biz' } });
    await waitFor(actor, ({ context }) => context.problem !== undefined);
    expect(actor.getSnapshot().value).toBe('choosingAccess');
    expect(actor.getSnapshot().context.problem?.what).toMatch(/444455556666.*111122223333/);
    expect(actor.getSnapshot().context.access).toBeUndefined();
    expect(count(calls, 'follow')).toBe(1);
  });

  it.each(['storeBackend', 'createStack'] as const)('pause %s, too', async (step) => {
    const { actor, does } = begin({
      follow: settledWith(updates.complete),
      [step]: (({ tell }: { tell: (connection: typeof expired) => void }) => {
        tell(expired);
        return never();
      }) as never,
    });
    await waitFor(actor, ({ context }) => context.connection?.kind === 'expired');
    Object.assign(does, { [step]: pretend().does[step] });
    send(actor, 'OTHER_ACCESS');
    actor.send({ type: 'TAKE_ACCESS', choice: { kind: 'profile', name: 'noregion' } });
    await at(actor, 'done');
  });
});

describe('a profile that was denied', () => {
  const denies = () =>
    Promise.reject(new Problem({ ...trouble, code: 'ACCESS_DENIED', what: 'You may not create stacks.' }));
  const other = { kind: 'profile', name: 'devadmin' } as const;
  const found = { ...identity, access: 'devadmin' };

  async function replaced(region = identity.region) {
    const started = begin({
      createStack: denies,
      follow: settledWith(updates.complete),
      checkAccess: async () => found,
      listAccess: async () => [{ ...accessOptions[0]!, choice: other, label: 'devadmin', region }],
    });
    const { actor, does } = started;
    await at(actor, 'notCreated');
    does.createStack = pretend().does.createStack;
    send(actor, 'OTHER_ACCESS');
    await waitFor(actor, ({ context }) => context.accessOptions !== undefined);
    actor.send({ type: 'TAKE_ACCESS', choice: other });
    return started;
  }

  it('asks which one the files get, and gives them the one that works', async () => {
    const { actor } = await replaced();
    await at(actor, 'askingFiles');
    expect(actor.getSnapshot().context.other).toEqual(found);
    send(actor, 'TIE');
    await at(actor, 'done');
    expect(actor.getSnapshot().context).toMatchObject({
      access: other,
      plan: { access: other, identity: found, token: plan.token },
    });
  });

  it('leaves the files with the confirmed one on request', async () => {
    const { actor } = await replaced();
    await at(actor, 'askingFiles');
    send(actor, 'KEEP_TIED');
    await at(actor, 'done');
    expect(actor.getSnapshot().context).toMatchObject({ access: other, plan: { access: plan.access } });
  });

  it('does not ask if the other one looks for stacks in another region', async () => {
    const { actor } = await replaced('us-west-2');
    await at(actor, 'done');
    expect(actor.getSnapshot().context.plan.access).toEqual(plan.access);
  });
});

describe('cancelling a deployment', () => {
  it('deletes its stack at once while it is followed', async () => {
    const { actor, calls } = begin({});
    await at(actor, 'following');
    send(actor, 'ABANDON');
    await at(actor, 'cleaned');
    expect(calls.slice(-2)).toEqual(['removeStack', 'forget']);
  });

  it('waits for the answer of CreateStack first, which could still create one', async () => {
    let answer = (_: { stackId: string }) => {};
    const { actor, calls } = begin({
      createStack: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    await at(actor, 'creating');
    send(actor, 'ABANDON');
    expect(actor.getSnapshot().value).toBe('creating');
    expect(calls).not.toContain('removeStack');
    answer({ stackId: stack.stackId });
    await at(actor, 'cleaned');
    expect(calls).toEqual(['createStack', 'removeStack', 'forget']);
  });
});

describe('a stack that somebody else has changed', () => {
  const as = (status: string, outcome: 'rolled-back' | 'deleted') => ({
    ...updates.complete,
    progress: { ...updates.complete.progress, status, outcome },
  });

  it('is complete if its update was rolled back: it is unchanged', async () => {
    const { actor } = begin({ follow: settledWith(as('UPDATE_ROLLBACK_COMPLETE', 'rolled-back')) });
    await at(actor, 'done');
  });

  it('is created again if it was deleted', async () => {
    const { actor, does, calls } = begin({ follow: settledWith(as('DELETE_COMPLETE', 'deleted')) });
    await at(actor, 'failed');
    does.follow = settledWith(updates.complete);
    send(actor, 'RETRY');
    await at(actor, 'done');
    expect(count(calls, 'createStack')).toBe(2);
  });
});

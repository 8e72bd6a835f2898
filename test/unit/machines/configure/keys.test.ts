import { describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { goodKeys, waited } from '../../../support/pretend-configure.ts';
import { answersOf, at, begin, name } from './support.ts';

describe('keys that you already have', () => {
  const toTyped = async ({ actor, send, walk }: ReturnType<typeof begin>) => {
    await at(actor, 'way');
    send({ way: 'console' }, 'NEXT', { region: 'eu-west-1' });
    await walk('region', 'signIn', 'createByHand', 'createKeyByHand');
    await at(actor, 'typed');
  };

  it('are checked before anything of them is saved', async () => {
    const flow = begin();
    await toTyped(flow);
    flow.send('NEXT');
    expect(flow.actor.getSnapshot().value).toBe('typed');
    flow.send({ keys: goodKeys }, 'NEXT');
    await at(flow.actor, 'identity');
    expect(flow.calls).toEqual(['lookAround', 'checkKeys']);
    await flow.walk('identity', 'saveAs');
    await at(flow.actor, 'review.summary');
    flow.send('CONFIRM');
    await at(flow.actor, 'done');
    expect(flow.calls).toEqual(['lookAround', 'checkKeys', 'makePlan', 'save', 'verifySaved']);
  });

  it('need no step in the console', async () => {
    const flow = begin();
    await at(flow.actor, 'way');
    flow.send({ way: 'console' }, 'NEXT', { region: 'eu-west-1' });
    await flow.walk('region');
    flow.send('OPEN_CONSOLE', 'OPEN_SIGN_UP', 'COPY_ADDRESS', 'HAVE_KEYS');
    expect(flow.actor.getSnapshot().value).toBe('typed');
    expect(flow.calls).toEqual(['lookAround', 'open signIn', 'open signUp', 'copy signIn']);
  });

  it("are pasted in parts or read from the console's file", async () => {
    const flow = begin();
    await toTyped(flow);
    flow.actor.send({ type: 'PASTED', keys: { secretAccessKey: goodKeys.secretAccessKey } });
    flow.actor.send({ type: 'PASTED', keys: { accessKeyId: goodKeys.accessKeyId } });
    expect(answersOf(flow.actor)?.keys).toEqual(goodKeys);
    flow.send({ keys: { ...goodKeys, accessKeyId: '~/Downloads/dev_accessKeys.csv' } }, 'NEXT');
    await waitFor(flow.actor, ({ context }) => context.confirmation !== undefined);
    expect(answersOf(flow.actor)?.keys.accessKeyId).toBe(goodKeys.accessKeyId);
    expect(flow.actor.getSnapshot().value).toBe('typed');
  });

  it('that AWS does not know yet are waited for visibly, and can be corrected meanwhile', async () => {
    const flow = begin({ checkKeys: (send) => queueMicrotask(() => send(waited)) });
    await toTyped(flow);
    flow.send({ keys: goodKeys }, 'NEXT');
    await waitFor(flow.actor, ({ context }) => context.wait?.tries === 3);
    flow.send('BACK');
    expect(flow.actor.getSnapshot().value).toBe('typed');
    expect(flow.actor.getSnapshot().context.wait).toBeUndefined();
  });

  it('that AWS refuses show why and are kept for correction', async () => {
    const problem = { code: 'CREDENTIALS_SIGNATURE', what: 'a', why: 'b', next: 'c' };
    const flow = begin({ checkKeys: (send) => queueMicrotask(() => send({ type: 'BROKEN', problem })) });
    await toTyped(flow);
    flow.send({ keys: goodKeys }, 'NEXT');
    await at(flow.actor, 'notAccepted');
    expect(flow.actor.getSnapshot().context.problem).toEqual(problem);
    flow.send('BACK');
    expect(answersOf(flow.actor)?.keys).toEqual(goodKeys);
  });

  it('lead back through every step', async () => {
    const flow = begin();
    await toTyped(flow);
    flow.send({ keys: goodKeys }, 'NEXT');
    await at(flow.actor, 'identity');
    await flow.walk('identity', 'saveAs');
    await at(flow.actor, 'review.summary');
    const ways: string[] = [];
    for (let i = 0; i < 9; i++) {
      flow.send('BACK');
      ways.push(name(flow.actor.getSnapshot().value));
    }
    expect(ways).toEqual([
      'saveAs',
      'identity',
      'typed',
      'createKeyByHand',
      'createByHand',
      'signIn',
      'region',
      'way',
      'left',
    ]);
  });
});

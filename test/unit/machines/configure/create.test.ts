import { describe, expect, it } from 'vitest';
import { Problem } from '../../../../src/core/problem.ts';
import {
  configureNote,
  configurePlan,
  goodKeys,
  pretendConfigure,
  twoKeys,
} from '../../../support/pretend-configure.ts';
import { answersOf, at, begin, fails, name } from './support.ts';

describe('a user to be created', () => {
  const toReview = async ({ actor, send, walk }: ReturnType<typeof begin>) => {
    await at(actor, 'way');
    send({ way: 'create' });
    await walk('way', 'access', 'identity', 'user', 'policy');
    await at(actor, 'region');
    send({ region: 'eu-west-1' });
    await walk('region', 'saveAs');
    await at(actor, 'review.summary');
  };

  it('is created after the review, its key saved at once and then verified', async () => {
    const flow = begin();
    await toReview(flow);
    expect(flow.calls).toEqual(['lookAround', 'identify', 'lookAtUser', 'checkPolicy', 'makePlan']);
    flow.send('CONFIRM');
    await at(flow.actor, 'done');
    expect(flow.calls.slice(5)).toEqual(['makeUser', 'makeKey', 'save', 'verifySaved']);
    flow.send('CLOSE');
    expect(flow.actor.getSnapshot().output).toMatchObject({
      way: 'create',
      accessKeyId: 'AKIAEXAMPLE000000003',
      access: { kind: 'profile', name: 'amplify-a1b2c' },
    });
  });

  it('leads back through every step with the given answers', async () => {
    const flow = begin();
    await toReview(flow);
    const ways: string[] = [];
    for (let i = 0; i < 8; i++) {
      flow.send('BACK');
      ways.push(name(flow.actor.getSnapshot().value));
    }
    expect(ways).toEqual(['saveAs', 'region', 'policy', 'user', 'identity', 'access', 'way', 'left']);
    expect(answersOf(flow.actor)).toMatchObject({
      way: 'create',
      region: 'eu-west-1',
      userName: 'amplify-a1b2c',
    });
    expect(flow.calls).not.toContain('makeUser');
    expect(flow.actor.getSnapshot().output).toEqual({ kind: 'left' });
  });

  it('that already exists gets one more key only after a confirmation', async () => {
    const { actor, send, walk } = begin({
      lookAtUser: async () => ({ name: 'Amplify-A1B2C', exists: true, keys: twoKeys.slice(0, 1) }),
    });
    await at(actor, 'way');
    send({ way: 'create' });
    await walk('way', 'access', 'identity', 'user');
    await at(actor, 'userThere');
    expect(answersOf(actor)?.userName).toBe('Amplify-A1B2C');
    send('BACK');
    expect(actor.getSnapshot().value).toBe('user');
    send('NEXT');
    await walk('userThere');
    await at(actor, 'policy');
  });

  it('with two keys shows both, and deletes one after a confirmation', async () => {
    const flow = begin({ lookAtUser: async () => ({ name: 'dev', exists: true, keys: twoKeys }) });
    const { actor, send, walk, calls, does } = flow;
    await at(actor, 'way');
    send({ way: 'create' });
    await walk('way', 'access', 'identity', 'user');
    await at(actor, 'keys.choosing');
    actor.send({ type: 'CHOOSE_KEY', id: 'AKIAEXAMPLE000000012' });
    send('SWITCH_OFF');
    await at(actor, 'keys.choosing');
    expect(flow.inputs.switchOff?.id).toBe('AKIAEXAMPLE000000012');
    actor.send({ type: 'CHOOSE_KEY', id: 'AKIAEXAMPLE000000012' });
    send('DELETE');
    expect(name(actor.getSnapshot().value)).toBe('keys.confirming');
    send('BACK', 'DELETE');
    expect(calls).not.toContain('deleteKey');
    does.lookAtUser = async () => ({ name: 'dev', exists: true, keys: twoKeys.slice(0, 1) });
    send('CONFIRM');
    await at(actor, 'userThere');
    expect(flow.inputs.deleteKey?.id).toBe('AKIAEXAMPLE000000012');
  });

  it('offers to repeat what failed, from the step that failed', async () => {
    for (const [step, after] of [
      ['makeUser', ['makeUser', 'makeKey', 'save']],
      ['save', ['save']],
    ] as const) {
      const flow = begin({ [step]: fails('FILE_UNWRITABLE') });
      await toReview(flow);
      flow.send('CONFIRM');
      await at(flow.actor, 'notFinished');
      flow.does[step] = (
        step === 'save' ? async () => ({ kind: 'written', files: [] }) : async () => configureNote
      ) as never;
      const before = flow.calls.length;
      flow.send('RETRY');
      await at(flow.actor, 'done');
      expect(flow.calls.slice(before)).toEqual([...after, 'verifySaved']);
    }
  });

  it('looks for a key whose answer was lost, asks, deletes it, and creates another', async () => {
    const flow = begin({
      makeKey: fails('OFFLINE'),
      findLost: async () => ({ kind: 'lost', keys: twoKeys.slice(1) }),
    });
    await toReview(flow);
    const { makeKey } = pretendConfigure().does;
    flow.send('CONFIRM');
    await at(flow.actor, 'notFinished');
    flow.send('RETRY');
    await at(flow.actor, 'lost');
    expect(flow.calls).not.toContain('deleteLost');
    flow.does.makeKey = makeKey;
    flow.send('DELETE');
    await at(flow.actor, 'done');
    expect(flow.calls.slice(-5)).toEqual(['findLost', 'deleteLost', 'makeKey', 'save', 'verifySaved']);
  });

  it('is deleted if the key could not be saved and you confirm it', async () => {
    const flow = begin({ save: fails('FILE_UNWRITABLE') });
    await toReview(flow);
    flow.send('CONFIRM');
    await at(flow.actor, 'notFinished');
    expect(flow.actor.getSnapshot().can({ type: 'TAKE_BACK' })).toBe(true);
    flow.send('TAKE_BACK');
    await at(flow.actor, 'takenBack');
    flow.send('BACK');
    expect(flow.actor.getSnapshot().output).toEqual({ kind: 'left' });
  });

  it('shows the lines to add by hand only on request, and hides them again', async () => {
    const paste = [
      { label: '~/.aws/credentials', path: '/x', text: goodKeys.secretAccessKey, masked: ['****'] },
    ];
    const problem = { code: 'FILE_UNWRITABLE', what: 'a', why: 'b', next: 'c' } as const;
    const flow = begin({ save: () => Promise.reject(Object.assign(new Problem(problem), { paste })) });
    await toReview(flow);
    flow.send('CONFIRM');
    await at(flow.actor, 'notFinished');
    expect(flow.actor.getSnapshot().context.pasteShown).toBeUndefined();
    flow.send('SHOW_LINES');
    expect(flow.actor.getSnapshot().context.pasteShown).toBe(true);
    flow.send('SHOW_LINES');
    expect(flow.actor.getSnapshot().context.pasteShown).toBe(false);
    const other = begin({ save: fails('FILE_UNWRITABLE') });
    await toReview(other);
    other.send('CONFIRM');
    await at(other.actor, 'notFinished');
    expect(other.actor.getSnapshot().can({ type: 'SHOW_LINES' })).toBe(false);
  });

  it('cannot be deleted once the profile is saved', async () => {
    const flow = begin({
      verifySaved: (send) =>
        queueMicrotask(() =>
          send({ type: 'BROKEN', problem: { code: 'OFFLINE', what: 'a', why: 'b', next: 'c' } }),
        ),
    });
    await toReview(flow);
    flow.send('CONFIRM');
    await at(flow.actor, 'notFinished');
    expect(flow.actor.getSnapshot().can({ type: 'TAKE_BACK' })).toBe(false);
  });

  it('shows the files again if somebody changed them, and writes only what was confirmed', async () => {
    const other = { ...configurePlan, write: {} } as typeof configurePlan;
    const flow = begin({ save: async () => ({ kind: 'changed', plan: other }) });
    await toReview(flow);
    flow.send('CONFIRM');
    await at(flow.actor, 'changed.summary');
    expect(flow.actor.getSnapshot().context.plan).toBe(other);
    flow.does.save = async () => ({ kind: 'written', files: [] });
    flow.send('CONFIRM');
    await at(flow.actor, 'done');
    expect(flow.inputs.save?.plan).toBe(other);

    const left = begin({ save: async () => ({ kind: 'changed', plan: other }) });
    await toReview(left);
    left.send('CONFIRM');
    await at(left.actor, 'changed.summary');
    left.send('BACK');
    // The key exists in AWS, so leaving has to report it.
    expect(left.actor.getSnapshot().value).toBe('notFinished');
  });
});

it('suggests an unused profile name, and replaces a profile only if it is named', () => {
  const { actor, send } = begin();
  return at(actor, 'way').then(() => {
    send({ way: 'create' });
    expect(answersOf(actor)?.profile).toBe('amplify-a1b2c');
    send({ userName: 'deployrole' });
    expect(answersOf(actor)?.profile).toBe('deployrole-2');
    send({ profile: 'default' }, { userName: 'someone' });
    expect(answersOf(actor)?.profile).toBe('default');
    send({ way: 'console' });
    expect(answersOf(actor)?.profile).toBe('default');
  });
});

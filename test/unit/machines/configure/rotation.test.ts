import { describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import {
  type ConfigurePretence,
  configureLocalState,
  configureNote,
  twoKeys,
} from '../../../support/pretend-configure.ts';
import { answersOf, at, begin, fails, name } from './support.ts';

describe('an unfinished key', () => {
  const unfinished = (change = {}) => ({
    lookAround: async () => ({ ...configureLocalState, unfinished: { ...configureNote, ...change } }),
  });

  it('is found, deleted after a confirmation, and another is created with the earlier answers', async () => {
    const flow = begin({ ...unfinished(), findLost: async () => ({ kind: 'lost', keys: twoKeys.slice(1) }) });
    await at(flow.actor, 'unfinished.asking');
    flow.send('RESUME');
    await at(flow.actor, 'lost');
    expect(answersOf(flow.actor)).toMatchObject({
      way: 'create',
      userName: 'amplify-dev',
      profile: 'amplify',
      region: 'eu-west-1',
      policy: { kind: 'administrator' },
    });
    flow.send('DELETE');
    await at(flow.actor, 'review.summary');
    expect(flow.inputs.makePlan?.user?.exists).toBe(true);
    flow.send('CONFIRM');
    await at(flow.actor, 'done');
  });

  it('that is in a profile already is only verified', async () => {
    const flow = begin({ ...unfinished(), findLost: async () => ({ kind: 'saved', accessKeyId: 'AKIA' }) });
    await at(flow.actor, 'unfinished.asking');
    flow.send('RESUME');
    await at(flow.actor, 'done');
    expect(flow.calls).toEqual(['lookAround', 'identify', 'findLost', 'verifySaved']);
  });

  it('of a rotation is completed by deactivating the old key', async () => {
    const flow = begin(unfinished({ kind: 'rotate', step: 'retiring', oldKeyId: 'AKIAOLD' }));
    await at(flow.actor, 'unfinished.asking');
    flow.send('RESUME');
    await at(flow.actor, 'oldKey');
    expect(flow.calls).toEqual(['lookAround', 'identify', 'retire']);
  });

  it('can be forgotten, or left for later', async () => {
    const flow = begin(unfinished());
    await at(flow.actor, 'unfinished.asking');
    flow.send('ANEW');
    expect(flow.actor.getSnapshot().value).toBe('way');
    expect(flow.actor.getSnapshot().context.note).toBeUndefined();

    const other = begin(unfinished());
    await at(other.actor, 'unfinished.asking');
    other.does.lookAround = async () => configureLocalState;
    other.send('FORGET');
    await at(other.actor, 'way');
    expect(other.calls).toEqual(['lookAround', 'forget', 'lookAround']);
  });

  it('is not resumed with another account', async () => {
    const flow = begin({ ...unfinished(), identify: fails('PROFILE_NOT_USABLE') });
    await at(flow.actor, 'unfinished.asking');
    flow.send('RESUME');
    await waitFor(flow.actor, ({ context }) => context.problem !== undefined);
    expect(name(flow.actor.getSnapshot().value)).toBe('unfinished.asking');
    expect(flow.actor.getSnapshot().context.resumed).toBeUndefined();
  });
});

describe('a rotation', () => {
  const localState = {
    ...configureLocalState,
    answers: { ...configureLocalState.answers, way: 'rotate' as const },
  };
  const rotating = (given: Partial<ConfigurePretence> = {}) =>
    begin(
      {
        lookAround: async () => localState,
        lookAtUser: async () => ({ name: 'dev', exists: true, keys: twoKeys.slice(0, 1) }),
        ...given,
      },
      'default',
    );

  it('creates, writes, verifies, deactivates the old key, and deletes it only on request', async () => {
    const flow = rotating();
    await flow.walk('identity');
    await at(flow.actor, 'review.summary');
    flow.send('CONFIRM');
    await at(flow.actor, 'oldKey');
    expect(flow.calls).toEqual([
      'lookAround',
      'identify',
      'lookAtUser',
      'makePlan',
      'makeKey',
      'save',
      'verifySaved',
      'retire',
    ]);
    flow.send('DELETE');
    await at(flow.actor, 'done');
    flow.send('CLOSE');
    expect(flow.actor.getSnapshot().output).toMatchObject({ way: 'rotate', oldKey: { state: 'deleted' } });
  });

  it('keeps the old key inactive if the user says so', async () => {
    const flow = rotating();
    await flow.walk('identity');
    await at(flow.actor, 'review.summary');
    flow.send('CONFIRM');
    await at(flow.actor, 'oldKey');
    flow.send('KEEP', 'CLOSE');
    expect(flow.actor.getSnapshot().output).toMatchObject({ oldKey: { state: 'switched off' } });
    expect(flow.calls).not.toContain('deleteOld');
  });

  it('never deactivates the old key before the new one works', async () => {
    const flow = rotating({ verifySaved: () => {} });
    await flow.walk('identity');
    await at(flow.actor, 'review.summary');
    flow.send('CONFIRM');
    await at(flow.actor, 'verifying');
    expect(flow.calls).not.toContain('retire');
  });

  it('may not delete the key that it replaces to make room', async () => {
    const own = { ...localState.profiles.at(0)!, accessKeyId: 'AKIAEXAMPLE000000011' };
    const flow = rotating({
      lookAround: async () => ({ ...localState, profiles: [own] }),
      lookAtUser: async () => ({ name: 'dev', exists: true, keys: twoKeys }),
    });
    await flow.walk('identity');
    await at(flow.actor, 'keys.choosing');
    flow.actor.send({ type: 'CHOOSE_KEY', id: 'AKIAEXAMPLE000000011' });
    expect(flow.actor.getSnapshot().can({ type: 'DELETE' })).toBe(false);
    expect(flow.actor.getSnapshot().can({ type: 'SWITCH_OFF' })).toBe(false);
    flow.actor.send({ type: 'CHOOSE_KEY', id: 'AKIAEXAMPLE000000012' });
    expect(flow.actor.getSnapshot().can({ type: 'DELETE' })).toBe(true);
  });
});

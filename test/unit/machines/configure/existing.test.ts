import { describe, expect, it } from 'vitest';
import { leafMeta } from '../../../../machines/leaf-meta.ts';
import { never } from '../../../support/pretend.ts';
import { configureLocalState } from '../../../support/pretend-configure.ts';
import { answersOf, at, begin, fails } from './support.ts';

describe('a suitable profile', () => {
  it('is verified, and nothing is written', async () => {
    const { actor, send, walk, calls } = begin();
    await walk('way', 'access', 'identity');
    await at(actor, 'done');
    send('CLOSE');
    expect(actor.getSnapshot().output).toMatchObject({
      kind: 'configured',
      way: 'existing',
      profile: 'default',
    });
    expect(calls).toEqual(['lookAround', 'identify']);
  });

  it('gets a region if it has none, after a review', async () => {
    const { actor, send, walk, calls } = begin();
    await walk('way');
    send({ access: { kind: 'profile', name: 'noregion' } }, 'NEXT');
    expect(actor.getSnapshot().value).toBe('region');
    send({ region: '' }, 'NEXT');
    expect(actor.getSnapshot().value).toBe('region');
    send({ region: 'ap-south-1' });
    await walk('region', 'identity');
    await at(actor, 'review.summary');
    send('CONFIRM');
    await at(actor, 'done');
    expect(calls).toEqual(['lookAround', 'identify', 'makePlan', 'save', 'verifySaved']);
    expect(answersOf(actor)).toMatchObject({ profile: 'noregion', region: 'ap-south-1' });
  });

  it('may be the keys of the environment, for which no file is written', async () => {
    const environment = {
      choice: { kind: 'environment' as const },
      label: 'environment keys',
      kind: 'keys',
      usable: { ok: true as const },
    };
    const { actor, send, walk, calls } = begin({
      lookAround: async () => ({ ...configureLocalState, accessOptions: [environment] }),
    });
    await walk('way');
    send({ access: environment.choice }, 'NEXT', { region: 'ap-south-1' });
    await walk('region', 'identity');
    await at(actor, 'done');
    expect(calls).toEqual(['lookAround', 'identify']);
    send('CLOSE');
    expect(actor.getSnapshot().output).toMatchObject({ access: { kind: 'environment' } });
  });

  it('cannot be an unusable one', async () => {
    const { actor, send, walk } = begin();
    await walk('way');
    send({ access: { kind: 'profile', name: 'deployrole' } }, 'NEXT');
    expect(actor.getSnapshot().value).toBe('access');
  });

  it('that AWS does not know is explained, and another can be chosen', async () => {
    const { actor, send, walk } = begin({ identify: fails('CREDENTIALS_REJECTED') });
    await walk('way', 'access');
    await at(actor, 'notIdentified');
    send('BACK');
    expect(actor.getSnapshot().value).toBe('access');
    expect(actor.getSnapshot().context.problem).toBeUndefined();
  });
});

it('can be left while this machine is examined', async () => {
  const flow = begin({ lookAround: never });
  expect(leafMeta(flow.actor.getSnapshot()).busy).toBe('reading the AWS files');
  flow.send('BACK');
  expect(flow.actor.getSnapshot().output).toEqual({ kind: 'left' });
});

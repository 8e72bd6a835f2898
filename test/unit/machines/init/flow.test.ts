import { describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { leafMeta } from '../../../../machines/leaf-meta.ts';
import { Problem } from '../../../../src/core/problem.ts';
import { never, settledWith } from '../../../support/pretend.ts';
import { freshLocalState, identity, plan, stack, trouble, updates } from '../../../support/pretend-values.ts';
import { at, begin, type Init, send, stateName } from './support.ts';

async function toReview(actor: Init): Promise<void> {
  await at(actor, 'name');
  send(actor, 'NEXT', 'NEXT', 'NEXT', 'NEXT', 'NEXT');
  await at(actor, 'identity');
  send(actor, 'NEXT');
  await at(actor, 'review.summary');
}

describe('from the first question to the project', () => {
  it('asks step by step, and changes nothing before CONFIRM', async () => {
    const { actor, calls } = begin({ follow: settledWith(updates.complete) });
    await at(actor, 'name');
    const steps = ['name', 'editor', 'app', 'framework', 'access'];
    for (const step of steps) {
      expect(actor.getSnapshot().value).toBe(step);
      send(actor, 'NEXT');
    }
    await at(actor, 'identity');
    send(actor, 'NEXT');
    await at(actor, 'review.summary');
    expect(calls).toEqual(['lookAround', 'identify', 'makePlan']);
    send(actor, 'CONFIRM');
    const deployment = actor.getSnapshot().children.deployment;
    expect(deployment).toBeDefined();
    await waitFor(deployment!, (snapshot) => snapshot.matches('done'));
    expect(calls.slice(3)).toEqual(['createStack', 'follow', 'storeBackend', 'writeFiles']);
    deployment?.send({ type: 'CLOSE' });
    await waitFor(actor, ({ status }) => status === 'done');
    expect(actor.getSnapshot().output).toEqual({
      kind: 'created',
      stack,
      files: plan.files.map(({ label }) => label),
      plan,
    });
  });

  it('keeps everything that was typed while Esc goes back through all steps', async () => {
    const { actor } = begin();
    await at(actor, 'name');
    const typed = {
      name: 'tienda',
      editor: 'vim',
      framework: 'vue',
      javascript: { sourceDir: 'a', distributionDir: 'b', buildCommand: 'c', startCommand: 'd' },
    } as const;
    actor.send({ type: 'EDIT', answers: typed });
    await toReview(actor);
    const forward = actor.getSnapshot().context.answers;
    const seen: string[] = [];
    for (const _ of Array(7)) {
      send(actor, 'BACK');
      seen.push(stateName(actor.getSnapshot().value));
      expect(actor.getSnapshot().context.answers).toEqual(forward);
    }
    expect(seen).toEqual(['identity', 'access', 'framework', 'app', 'editor', 'name', 'left']);
    expect(forward).toMatchObject(typed);
    expect(actor.getSnapshot().output).toEqual({ kind: 'left' });
  });

  it.each([
    ['android', 'resources'],
    ['flutter', 'resources'],
    ['ios', 'access'],
    ['javascript', 'framework'],
  ] as const)('asks a %s app for what it needs', async (app, step) => {
    const { actor } = begin();
    await at(actor, 'name');
    send(actor, 'NEXT', 'NEXT');
    actor.send({ type: 'EDIT', answers: { app } });
    send(actor, 'NEXT');
    expect(actor.getSnapshot().value).toBe(step);
    send(actor, 'BACK');
    expect(actor.getSnapshot().value).toBe('app');
  });

  it('does not continue with an invalid name or setting', async () => {
    const { actor } = begin();
    await at(actor, 'name');
    actor.send({ type: 'EDIT', answers: { name: 'a!' } });
    send(actor, 'NEXT');
    expect(actor.getSnapshot().value).toBe('name');
    actor.send({ type: 'EDIT', answers: { name: 'shop' } });
    send(actor, 'NEXT', 'NEXT', 'NEXT');
    const settings = { ...freshLocalState.answers.javascript, sourceDir: '../elsewhere' };
    actor.send({ type: 'EDIT', answers: { javascript: settings } });
    send(actor, 'NEXT');
    expect(actor.getSnapshot().value).toBe('framework');
    send(actor, 'RESET', 'NEXT');
    expect(actor.getSnapshot().value).toBe('access');
  });

  it('asks for the region only if the profile has none, and forgets it with the profile', async () => {
    const { actor } = begin();
    await at(actor, 'name');
    send(actor, 'NEXT', 'NEXT', 'NEXT', 'NEXT');
    actor.send({ type: 'EDIT', answers: { access: { kind: 'profile', name: 'deployrole' } } });
    send(actor, 'NEXT');
    expect(actor.getSnapshot().value).toBe('access');
    actor.send({ type: 'EDIT', answers: { access: { kind: 'profile', name: 'noregion' } } });
    expect(actor.getSnapshot().context.answers?.region).toBeUndefined();
    send(actor, 'NEXT', 'NEXT');
    expect(actor.getSnapshot().value).toBe('region');
    actor.send({ type: 'EDIT', answers: { region: 'eu-central-1' } });
    send(actor, 'NEXT');
    await at(actor, 'identity');
    send(actor, 'BACK', 'BACK');
    actor.send({ type: 'EDIT', answers: { access: { kind: 'profile', name: 'default' } } });
    expect(actor.getSnapshot().context.answers?.region).toBe('eu-west-1');
  });

  it('shows why AWS refused or the plan cannot be made, and tries again', async () => {
    const fails = () => Promise.reject(new Problem(trouble));
    const { actor, does } = begin({ identify: fails, makePlan: fails });
    await at(actor, 'name');
    send(actor, 'NEXT', 'NEXT', 'NEXT', 'NEXT', 'NEXT');
    await at(actor, 'notIdentified');
    expect(actor.getSnapshot().context.problem).toEqual(trouble);
    does.identify = async () => identity;
    send(actor, 'RETRY');
    await at(actor, 'identity');
    send(actor, 'NEXT');
    await at(actor, 'notPlanned');
    expect(actor.getSnapshot().context.problem).toEqual(trouble);
    does.makePlan = async () => plan;
    send(actor, 'RETRY');
    await at(actor, 'review.summary');
    expect(actor.getSnapshot().context.problem).toBeUndefined();
  });

  it('can be left while AWS is being asked', async () => {
    const { actor } = begin({ identify: never });
    await at(actor, 'name');
    send(actor, 'NEXT', 'NEXT', 'NEXT', 'NEXT', 'NEXT');
    expect(leafMeta(actor.getSnapshot()).busy).toBe('asking AWS who you are');
    send(actor, 'BACK');
    expect(actor.getSnapshot().value).toBe('access');
  });
});

describe('the review', () => {
  it('goes into details and back, and saves the answers without leaving', async () => {
    const { actor } = begin();
    await toReview(actor);
    for (const [event, state] of [
      ['CONTENTS', 'review.contents'],
      ['SCRIPT', 'review.script'],
    ] as const) {
      send(actor, event);
      expect(stateName(actor.getSnapshot().value)).toBe(state);
      send(actor, 'BACK');
    }
    send(actor, 'SAVE_ANSWERS');
    await waitFor(actor, ({ context }) => context.note !== undefined);
    expect(stateName(actor.getSnapshot().value)).toBe('review.summary');
  });

  it('makes a new plan for every visit', async () => {
    const { actor, calls } = begin();
    await toReview(actor);
    send(actor, 'BACK', 'NEXT');
    await at(actor, 'review.summary');
    expect(calls.filter((name) => name === 'makePlan')).toHaveLength(2);
  });
});

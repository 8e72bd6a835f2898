import { describe, expect, it } from 'vitest';
import { type ActorRefFrom, createActor, waitFor } from 'xstate';
import { leafMeta } from '../../../machines/commands.ts';
import type { initMachine } from '../../../machines/init/machine.ts';
import type { InitEvent, InitSurroundings } from '../../../machines/init/types.ts';
import { Problem } from '../../../src/values/problem.ts';
import { never, type Pretence, pretend, settledWith } from '../../support/pretend.ts';
import {
  folder,
  freshSurroundings,
  identity,
  plan,
  project,
  stack,
  trouble,
  unfinished,
  updates,
} from '../../support/pretend-values.ts';

type Init = ActorRefFrom<typeof initMachine>;

function begin(given: Partial<Pretence> = {}) {
  const pretended = pretend(given);
  const actor = createActor(pretended.init, { input: { folder } });
  actor.start();
  return { actor, ...pretended };
}

const at = (actor: Init, state: string) => waitFor(actor, ({ value }) => stateName(value) === state);
const stateName = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Object.entries(value as object)
        .map(([a, b]) => `${a}.${stateName(b)}`)
        .join();
const send = (actor: Init, ...types: readonly Exclude<InitEvent['type'], 'EDIT'>[]) => {
  for (const type of types) actor.send({ type });
};
const title = (actor: Init) => leafMeta(actor.getSnapshot()).title;
const found = (change: Partial<InitSurroundings>) => ({
  lookAround: async () => ({ ...freshSurroundings, ...change }),
});

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
    expect(calls.slice(3)).toEqual(['createStack', 'follow', 'storeTemplate', 'writeFiles']);
    deployment?.send({ type: 'CLOSE' });
    await waitFor(actor, ({ status }) => status === 'done');
    expect(actor.getSnapshot().output).toEqual({
      kind: 'created',
      stack,
      files: plan.files.map(({ label }) => label),
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

  it('does not go on with a name or a setting that breaks its rule', async () => {
    const { actor } = begin();
    await at(actor, 'name');
    actor.send({ type: 'EDIT', answers: { name: 'a!' } });
    send(actor, 'NEXT');
    expect(actor.getSnapshot().value).toBe('name');
    actor.send({ type: 'EDIT', answers: { name: 'shop' } });
    send(actor, 'NEXT', 'NEXT', 'NEXT');
    const settings = { ...freshSurroundings.answers.javascript, sourceDir: '../elsewhere' };
    actor.send({ type: 'EDIT', answers: { javascript: settings } });
    send(actor, 'NEXT');
    expect(actor.getSnapshot().value).toBe('framework');
    send(actor, 'RESET', 'NEXT');
    expect(actor.getSnapshot().value).toBe('access');
  });

  it('asks for the region only where the profile names none, and forgets it with the profile', async () => {
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

  it('shows why AWS did not let in or the plan cannot be made, and tries again', async () => {
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

  it('can be left while AWS is asked', async () => {
    const { actor } = begin({ identify: never });
    await at(actor, 'name');
    send(actor, 'NEXT', 'NEXT', 'NEXT', 'NEXT', 'NEXT');
    expect(leafMeta(actor.getSnapshot()).busy).toBe('asking AWS who you are');
    send(actor, 'BACK');
    expect(actor.getSnapshot().value).toBe('access');
  });
});

describe('a folder that is not empty of Amplify', () => {
  it('offers to open a project, and never asks a question about it', async () => {
    const { actor, calls } = begin(found({ found: { kind: 'project', project } }));
    await at(actor, 'existing');
    send(actor, 'NEXT', 'CONFIRM', 'OPEN');
    expect(actor.getSnapshot().output).toEqual({ kind: 'open', root: folder });
    expect(calls).toEqual(['lookAround']);
  });

  it('refuses a folder inside of a project', async () => {
    const { actor } = begin(found({ found: { kind: 'nested', root: '/home/sam' } }));
    await at(actor, 'nested');
    send(actor, 'NEXT', 'OPEN', 'RETRY');
    expect(actor.getSnapshot().value).toBe('nested');
    send(actor, 'BACK');
    expect(actor.getSnapshot().output).toEqual({ kind: 'left' });
  });

  it('looks again at a project that could not be read', async () => {
    const unreadable = { kind: 'unreadable', root: folder, problem: new Problem(trouble) } as const;
    const { actor, does } = begin(found({ found: unreadable }));
    await at(actor, 'unreadable');
    expect(actor.getSnapshot().context.problem).toEqual(trouble);
    does.lookAround = async () => freshSurroundings;
    send(actor, 'RETRY');
    await at(actor, 'name');
  });

  it('goes on with the same stack and the answers of then, asking nothing', async () => {
    const { actor, calls } = begin(found({ unfinished }));
    await at(actor, 'unfinished.asking');
    send(actor, 'RESUME');
    await at(actor, 'deploying');
    expect(calls.slice(0, 3)).toEqual(['lookAround', 'identify', 'makePlan']);
    const { context, children } = actor.getSnapshot();
    expect(context.answers).toMatchObject({ name: 'begun', region: 'eu-west-1' });
    expect(children.deployment?.getSnapshot().context).toMatchObject({
      resumed: { stackId: stack.stackId },
      stackId: stack.stackId,
      cleanUp: false,
    });
  });

  it('removes what was begun when that is asked for', async () => {
    const { actor, calls } = begin(found({ unfinished }));
    await at(actor, 'unfinished.asking');
    send(actor, 'CLEAN_UP');
    await at(actor, 'deploying');
    await waitFor(actor.getSnapshot().children.deployment!, (snapshot) => snapshot.matches('cleaned'));
    expect(calls).not.toContain('createStack');
    expect(calls.slice(3)).toEqual(['removeStack', 'forget']);
  });

  it('forgets what was begun, and says when it cannot', async () => {
    const { actor, does, calls } = begin({
      ...found({ unfinished }),
      forgetUnfinished: () => Promise.reject(new Problem(trouble)),
    });
    await at(actor, 'unfinished.asking');
    send(actor, 'FORGET');
    await waitFor(actor, ({ context }) => context.problem !== undefined);
    expect(title(actor)).toBe('An init of this folder was not finished');
    does.forgetUnfinished = async () => {
      does.lookAround = async () => freshSurroundings;
    };
    send(actor, 'FORGET');
    await at(actor, 'name');
    expect(actor.getSnapshot().context.problem).toBeUndefined();
    expect(calls.filter((name) => name === 'lookAround')).toHaveLength(2);
  });

  it('stays with the note when its access does not work any more', async () => {
    const { actor } = begin({
      ...found({ unfinished }),
      identify: () => Promise.reject(new Problem(trouble)),
    });
    await at(actor, 'unfinished.asking');
    send(actor, 'RESUME');
    await waitFor(actor, ({ context }) => context.problem !== undefined);
    expect(stateName(actor.getSnapshot().value)).toBe('unfinished.asking');
    expect(actor.getSnapshot().context.resumed).toBeUndefined();
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

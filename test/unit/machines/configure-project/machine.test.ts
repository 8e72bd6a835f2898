import { describe, expect, it } from 'vitest';
import { type ActorRefFrom, createActor, waitFor } from 'xstate';
import type { configureProjectMachine } from '../../../../machines/configure-project/machine.ts';
import type { ConfigureProjectEvent } from '../../../../machines/configure-project/types.ts';
import { Problem } from '../../../../src/core/problem.ts';
import type { ProjectField } from '../../../../src/flows/configure-project/answers.ts';
import type { ProjectAnswers } from '../../../../src/flows/configure-project/project-answers.ts';
import { at, type FlowStep, reaches, takeSteps } from '../../../support/flow-steps.ts';
import { never } from '../../../support/pretend.ts';
import {
  type ConfigureProjectPretence,
  factsWith,
  pretendConfigureProject,
  pretendedPlan,
} from '../../../support/pretend-configure-project.ts';
import { folder, identity, project, trouble } from '../../../support/pretend-values.ts';
import { actorEnds, reached, unreached } from '../support.ts';

type Flow = ActorRefFrom<typeof configureProjectMachine>;

const edit = (field: ProjectField, answers: Partial<ProjectAnswers>) =>
  ({ type: 'EDIT', field, answers }) as const;
const profile = (name: string) => edit('access', { access: { kind: 'profile', name } });

async function walk(
  given: Partial<ConfigureProjectPretence>,
  ...steps: readonly FlowStep<ConfigureProjectEvent>[]
) {
  const { configureProject, calls } = pretendConfigureProject(given);
  const flow: Flow = createActor(configureProject, { input: { folder } });
  flow.start();
  await takeSteps(flow, steps);
  return { flow, calls, context: () => flow.getSnapshot().context };
}

describe('the form', () => {
  it('does not continue while nothing is changed', async () => {
    const { flow } = await walk({}, at('form'), 'NEXT');
    expect(flow.getSnapshot().value).toBe('form');
  });

  it('resets one field after the other with Esc, and leaves when nothing is left', async () => {
    const { flow, context } = await walk(
      {},
      at('form'),
      edit('projectName', { name: 's' }),
      edit('projectName', { name: 'st' }),
      edit('editor', { editor: 'vim' }),
    );
    flow.send({ type: 'BACK' });
    expect(context().answers).toMatchObject({ name: 'st', editor: 'code' });
    flow.send({ type: 'BACK' });
    expect(context().answers).toEqual(factsWith().answers);
    flow.send({ type: 'BACK' });
    expect(flow.getSnapshot().output).toEqual({ kind: 'left' });
  });

  it('does not continue with an invalid name', async () => {
    const { flow } = await walk({}, at('form'), edit('projectName', { name: 'a-b' }), 'NEXT');
    expect(flow.getSnapshot().value).toBe('form');
  });

  it('accepts existing values of the project, even if they would be refused today', async () => {
    const odd = { ...project, settings: { ...project.settings, name: 'my-shop' } };
    const facts = factsWith();
    const given = { facts: { ...facts, project: odd, answers: { ...facts.answers, name: 'my-shop' } } };
    const { flow } = await walk(
      { look: async () => given },
      at('form'),
      edit('editor', { editor: 'vim' }),
      'NEXT',
    );
    await reaches(flow, 'review');
  });
});

describe('another profile', () => {
  it('is identified by AWS before anything is planned', async () => {
    const { calls, context } = await walk({}, at('form'), profile('noregion'), 'NEXT', at('review'));
    expect(calls).toEqual(['look', 'identify', 'plan']);
    expect(context().plan?.identity).toEqual(identity);
  });

  it('that AWS cannot identify shows why, and can be tried again at once', async () => {
    const connection = { kind: 'offline', since: 0, nextTryAt: 4_000, why: 'No network.' } as const;
    const { flow, calls, context } = await walk(
      { identify: never },
      at('form'),
      profile('noregion'),
      'NEXT',
      at('identifying'),
      'TRY_NOW',
      { type: 'CONNECTION', connection },
    );
    expect(calls).toEqual(['look', 'identify']);
    expect(context().connection).toEqual(connection);
    flow.send({ type: 'TRY_NOW' });
    expect(calls.at(-1)).toBe('tryNow');
    flow.send({ type: 'BACK' });
    expect(context().connection).toBeUndefined();
  });

  it.each([
    ['account', { ...identity, account: '444455556666' }],
    ['region', { ...identity, region: 'us-west-2' }],
  ])('of another %s than the stack never gets to a plan', async (_, other) => {
    const { flow, calls } = await walk(
      { identify: async () => other },
      at('form'),
      profile('noregion'),
      'NEXT',
      at('elsewhere'),
      'NEXT',
      'CONFIRM',
    );
    expect(flow.getSnapshot().value).toBe('elsewhere');
    expect(calls).toEqual(['look', 'identify']);
  });

  it('has to be a different one if the project came from another machine without it', async () => {
    const moved = factsWith({ movedFrom: '/home/kim/shop', accessMissing: true });
    const { flow, calls } = await walk({ look: async () => ({ facts: moved }) }, at('form'), 'NEXT');
    expect(flow.getSnapshot().value).toBe('form');
    flow.send(profile('noregion'));
    flow.send({ type: 'NEXT' });
    await waitFor(flow, ({ value }) => value === 'review');
    expect(calls).toContain('identify');
  });

  it('is identified on another machine, although it has the same name', async () => {
    const moved = factsWith({ movedFrom: '/home/kim/shop' });
    const { calls } = await walk({ look: async () => ({ facts: moved }) }, at('form'), 'NEXT', at('review'));
    expect(calls).toEqual(['look', 'identify', 'plan']);
  });

  it('is not identified if only other settings change', async () => {
    const { calls } = await walk(
      {},
      at('form'),
      edit('projectName', { name: 'store' }),
      'NEXT',
      at('review'),
    );
    expect(calls).toEqual(['look', 'plan']);
  });

  it('is created from access keys in configure, which is opened then', async () => {
    const { flow } = await walk({}, at('form'), 'CHOOSE_ACCESS', 'NEW_PROFILE');
    expect(flow.getSnapshot().output).toEqual({ kind: 'new-profile' });
  });

  it('is chosen from the list, or none', async () => {
    const { flow, context } = await walk({}, at('form'), 'CHOOSE_ACCESS', 'REMOVE');
    expect(context().answers?.access).toEqual({ kind: 'environment' });
    flow.send({ type: 'BACK' });
    expect(context().answers?.access).toEqual({ kind: 'profile', name: 'default' });
  });
});

describe('writing', () => {
  it('never starts before the review is confirmed', async () => {
    const { flow, calls } = await walk(
      {},
      at('form'),
      edit('app', { app: 'ios' }),
      'CONFIRM',
      'NEXT',
      at('review'),
    );
    expect(calls).not.toContain('write');
    flow.send({ type: 'CONFIRM' });
    await waitFor(flow, ({ value }) => value === 'done');
    flow.send({ type: 'CLOSE' });
    expect(flow.getSnapshot().output).toMatchObject({
      kind: 'configured',
      changes: [{ field: 'app', from: 'javascript', to: 'ios' }],
    });
  });

  it('shows the review again if a file was changed meanwhile', async () => {
    let times = 0;
    const { context, calls } = await walk(
      {
        write: async () => (times++ === 0 ? { kind: 'changed', label: 'x' } : { kind: 'written', files: [] }),
      },
      at('form'),
      edit('app', { app: 'ios' }),
      'NEXT',
      at('review'),
      'CONFIRM',
      at('planning'),
      at('review'),
    );
    expect(context().changed).toBe('x');
    expect(calls.filter((call) => call === 'plan')).toHaveLength(2);
  });

  it('removes old values only with a separate key, and keeps them again', async () => {
    const values = [{ label: 'src/aws-exports.js', paths: ['oauth.domain'] }];
    const { flow, context } = await walk(
      { plan: async (now) => ({ ...pretendedPlan(now), values }) },
      at('form'),
      edit('app', { app: 'ios' }),
      'NEXT',
      at('review'),
    );
    expect(context().plan?.oldValues).toBe('keep');
    for (const [type, oldValues] of [
      ['TAKE_OUT', 'remove'],
      ['KEEP', 'keep'],
    ] as const) {
      flow.send({ type });
      await waitFor(flow, ({ value }) => value === 'review');
      expect(context().plan?.oldValues).toBe(oldValues);
    }
  });

  it('ends differently if the deployed backend could not be fetched', async () => {
    const notFetched = [{ name: 'amplify-meta.json', problem: trouble }];
    const facts = factsWith({ restores: true });
    const { flow } = await walk(
      {
        look: async () => ({ facts }),
        plan: async (now) => ({ ...pretendedPlan(now), notFetched }),
      },
      at('form'),
      edit('app', { app: 'ios' }),
      'NEXT',
      at('review'),
      'CONFIRM',
      at('incomplete'),
    );
    flow.send({ type: 'CLOSE' });
    expect(flow.getSnapshot().output).toMatchObject({
      kind: 'configured',
      incomplete: true,
      plan: { notFetched },
    });
  });

  it('keeps what was typed if it fails', async () => {
    const { flow, context } = await walk(
      { write: () => Promise.reject(new Problem(trouble)) },
      at('form'),
      edit('projectName', { name: 'store' }),
      'NEXT',
      at('review'),
      'CONFIRM',
      at('notWritten'),
    );
    expect(context().problem).toEqual(trouble);
    flow.send({ type: 'BACK' });
    expect(context().answers?.name).toBe('store');
  });
});

describe('every state', () => {
  it('can be reached', () => {
    const { configureProject } = pretendConfigureProject();
    const facts = factsWith();
    const context = { folder, undo: [], facts, answers: facts.answers, identity: undefined };
    const planned = pretendedPlan({ ...context, answers: { ...facts.answers, app: 'ios' } });
    const events = [
      ...actorEnds(configureProject, {
        look: [{ facts }],
        identify: [identity, { ...identity, account: '444455556666' }],
        plan: [
          planned,
          { ...planned, changes: [], notFetched: [{ name: 'amplify-meta.json', problem: trouble }] },
        ],
        write: [
          { kind: 'written', files: ['x'] },
          { kind: 'changed', label: 'x' },
        ],
      }),
      ...(['NEXT', 'BACK', 'RETRY', 'CHOOSE_ACCESS', 'USE', 'REMOVE', 'CONFIRM', 'CLOSE'] as const).map(
        (type) => ({
          type,
        }),
      ),
      edit('app', { app: 'ios' }),
      profile('noregion'),
    ];
    const ids = reached(
      configureProject,
      { folder },
      events,
      ({ context: { answers, identity: who, plan } }) => [
        plan?.notFetched.length,
        answers?.app,
        answers?.access,
        who?.account,
      ],
    );
    expect(unreached(configureProject, ids)).toEqual([]);
  });
});

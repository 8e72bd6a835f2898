import { describe, expect, it } from 'vitest';
import type { FollowConnection } from '../../../../src/aws/progress/model.ts';
import { Problem } from '../../../../src/core/problem.ts';
import { never, sends, settledWith } from '../../../support/pretend.ts';
import {
  folder,
  freshLocalState,
  plan,
  project,
  stack,
  trouble,
  updates,
} from '../../../support/pretend-values.ts';
import { drive, looks, problemOf } from './drive-support.ts';

describe('init without a screen, on the same machine', () => {
  it('goes all the way with --yes, and reports each event once', async () => {
    const { end, calls, facts } = drive({
      follow: sends(
        { type: 'UPDATE', update: updates.running },
        { type: 'UPDATE', update: updates.running },
        { type: 'UPDATE', update: updates.complete },
        { type: 'SETTLED', update: updates.complete },
      ),
    });
    expect(await end).toMatchObject({ kind: 'created', stack });
    expect(calls).toEqual([
      ...['lookAround', 'identify', 'makePlan', 'createStack', 'follow', 'storeBackend', 'writeFiles'],
    ]);
    const events = facts().filter(({ type }) => type === 'event');
    expect(events.map(({ eventId }) => eventId)).toEqual(
      updates.complete.progress.events.map(({ eventId }) => eventId),
    );
    expect(facts()[0]).toMatchObject({ type: 'identity', account: '111122223333' });
  });

  it('passes the answers to the machine', async () => {
    let asked: unknown;
    const { end } = drive(
      {
        makePlan: (async (input: unknown) => {
          asked = input;
          return plan;
        }) as never,
      },
      { answers: { projectName: 'tienda', framework: 'vue', sourceDir: 'app', profile: 'default' } },
    );
    await end;
    expect(asked).toMatchObject({
      answers: {
        name: 'tienda',
        framework: 'vue',
        javascript: { sourceDir: 'app', distributionDir: 'dist' },
      },
    });
  });

  it('creates nothing with --dry-run, with or without --yes', async () => {
    for (const confirmed of [true, false]) {
      const { end, calls, facts } = drive({}, { dryRun: true, confirmed });
      expect(await end).toBeUndefined();
      expect(calls).toEqual(['lookAround', 'identify', 'makePlan']);
      expect(facts().map(({ type }) => type)).toEqual(['identity', 'plan', 'result']);
      expect(facts().at(-1)).toMatchObject({
        ok: true,
        dryRun: true,
        files: plan.files.map(({ label }) => label),
      });
    }
  });

  it('ends with --no-wait once AWS works on the stack, and names what writes the files', async () => {
    const { end, calls, facts } = drive(
      { follow: sends({ type: 'UPDATE', update: updates.running }) },
      { noWait: true },
    );
    expect(await end).toBeUndefined();
    expect(calls).toEqual(['lookAround', 'identify', 'makePlan', 'createStack', 'follow']);
    const { stackName, stackId } = stack;
    expect(facts().at(-1)).toEqual({
      ...{ type: 'result', ok: true, state: 'in-progress', stackName, stackId },
      watch: expect.stringContaining(`amplify-tui watch ${stackName}`),
      ...{ resume: 'amplify-tui init --resume', cleanUp: 'amplify-tui init --clean-up' },
    });
  });

  it('also writes the files with --no-wait if the stack is complete already', async () => {
    const { end, calls } = drive({ follow: settledWith(updates.complete) }, { noWait: true });
    expect(await end).toMatchObject({ kind: 'created', stack });
    expect(calls).toContain('writeFiles');
  });

  it('also fails with --no-wait if AWS does not accept the stack', async () => {
    const denied = new Problem({ ...trouble, code: 'ACCESS_DENIED' });
    const { end } = drive({ createStack: () => Promise.reject(denied) }, { noWait: true });
    expect((await problemOf(end)).code).toBe('ACCESS_DENIED');
  });

  it('shows the plan and stops if nobody confirms it', async () => {
    const { end, calls, out } = drive({}, { confirmed: false }, false);
    expect((await problemOf(end)).next).toContain('--yes');
    expect(calls).not.toContain('createStack');
    expect(out.join('')).toContain('CreateStack');
  });

  it('reports every mistake in the answers at once, before asking AWS', async () => {
    const { access: _, region: __, ...nobody } = freshLocalState.answers;
    const { end, calls } = drive(
      { ...looks({ answers: nobody }) },
      { answers: { projectName: 'x', sourceDir: '../x' } },
    );
    const { code, why } = await problemOf(end);
    expect(code).toBe('ANSWERS_MISSING');
    for (const answer of ['projectName', 'sourceDir', 'profile', 'region'])
      expect(why).toContain(`${answer}: `);
    expect(calls).toEqual(['lookAround']);
  });

  it.each([
    ['nobody', 'Profile "nobody" not found on this machine'],
    ['deployrole', 'Source profile ci-server is missing'],
  ])('says why the profile %s cannot be used', async (profile, text) => {
    const { code, why } = await problemOf(drive({}, { answers: { profile } }).end);
    expect([code, why]).toEqual(['ANSWERS_MISSING', expect.stringContaining(text)]);
  });

  it('reports only the missing profile, not the region that it would provide', async () => {
    const { access: _, region: __, ...nobody } = freshLocalState.answers;
    const { why } = await problemOf(
      drive(looks({ answers: nobody }), { answers: { profile: 'nobody' } }).end,
    );
    expect(why).toMatch(/^profile: Profile "nobody" not found on this machine\.[^\n]*$/);
  });

  it.each([
    ['PROJECT_EXISTS', { found: { kind: 'project', project } }],
    ['PROJECT_NESTED', { found: { kind: 'nested', root: '/home/sam' } }],
    ['OFFLINE', { found: { kind: 'unreadable', root: folder, problem: new Problem(trouble) } }],
  ])('ends with %s and changes nothing', async (code, change) => {
    const { end, calls } = drive(looks(change));
    expect((await problemOf(end)).code).toBe(code);
    expect(calls).toEqual(['lookAround']);
  });

  it.each(['lookAround', 'identify', 'makePlan'] as const)(
    'ends with the problem of %s unchanged',
    async (step) => {
      const { end } = drive({ [step]: () => Promise.reject(new Problem(trouble)) });
      expect((await problemOf(end)).toJSON()).toEqual(trouble);
    },
  );

  it.each([
    ['createStack', /not known whether AWS has made the stack amplify-shop-/],
    ['storeBackend', /The stack amplify-shop-\d+ is left in AWS/],
    ['writeFiles', /The stack amplify-shop-\d+ is left in AWS/],
  ] as const)('says after a problem of %s what is left, and how to continue', async (step, left) => {
    const { end, facts } = drive({ [step]: () => Promise.reject(new Problem(trouble)) });
    const problem = await problemOf(end);
    expect(problem.toJSON()).toMatchObject({ code: trouble.code, what: trouble.what, why: trouble.why });
    expect(problem.next).toMatch(left);
    expect(problem.next).toContain('`amplify-tui init --resume`');
    expect(problem.next).toContain('`amplify-tui init --clean-up`');
    expect(facts().at(-1)).toMatchObject({ type: 'left', stackName: stack.stackName });
  });

  it('mentions no stack if AWS has refused it: nothing is left', async () => {
    const denied = new Problem({ ...trouble, code: 'ACCESS_DENIED' });
    const { end } = drive({ createStack: () => Promise.reject(denied) });
    expect((await problemOf(end)).toJSON()).toEqual(denied.toJSON());
  });

  it('says once that the connection is lost, and that it is back', async () => {
    const offline: FollowConnection = {
      kind: 'offline',
      since: 0,
      nextTryAt: 1000,
      why: 'The network is down.',
    };
    const { end, err } = drive(
      {
        createStack: async ({ tell }) => {
          // Like a real call, it answers in a later turn.
          await new Promise((resolve) => setImmediate(resolve));
          tell(offline);
          tell({ ...offline, nextTryAt: 2000 });
          tell({ kind: 'ok' });
          return { stackId: stack.stackId };
        },
      },
      {},
      false,
    );
    await end;
    const lines = err.join('').split('\n');
    expect(lines.filter((line) => line.includes('no connection'))).toEqual([
      '▲ no connection, trying again: The network is down.',
    ]);
    expect(lines.filter((line) => line.includes('connection is back'))).toHaveLength(1);
  });

  it('names the root cause of a stack that rolled back, and writes nothing', async () => {
    const { end, calls } = drive({ follow: settledWith(updates.taken) });
    const { code, why } = await problemOf(end);
    expect(code).toBe('NAME_TAKEN');
    expect(why).toMatch(/^Bucket: .*already exists/);
    expect(calls).not.toContain('writeFiles');
    expect(calls).not.toContain('removeStack');
  });

  it('stops in the middle when it is interrupted', async () => {
    const controller = new AbortController();
    const { end, facts } = drive(
      {
        follow: () => queueMicrotask(() => controller.abort()),
      },
      { signal: controller.signal },
    );
    const problem = await problemOf(end);
    expect(problem.code).toBe('INTERRUPTED');
    expect(problem.what).toContain(`The stack ${stack.stackName} is left in AWS.`);
    for (const way of ['watch amplify-shop-', 'init --resume', 'init --clean-up'])
      expect(problem.next).toContain(way);
    expect(facts().at(-1)).toMatchObject({ type: 'left', stackId: stack.stackId, state: 'following' });
  });

  it('does not even start if it was interrupted before', async () => {
    const { end, calls } = drive({ lookAround: never }, { signal: AbortSignal.abort() });
    expect((await problemOf(end)).why).toContain('Nothing was made in AWS');
    expect(calls).not.toContain('identify');
  });
});

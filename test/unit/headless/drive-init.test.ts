import { describe, expect, it } from 'vitest';
import { driveInit, type HeadlessInit } from '../../../src/headless/init.ts';
import { createReport } from '../../../src/headless/report.ts';
import { Problem } from '../../../src/values/problem.ts';
import { never, type Pretence, pretend, sends, settledWith } from '../../support/pretend.ts';
import {
  folder,
  freshSurroundings,
  plan,
  project,
  stack,
  trouble,
  unfinished,
  updates,
} from '../../support/pretend-values.ts';

function drive(given: Partial<Pretence> = {}, options: Partial<HeadlessInit> = {}, json = true) {
  const { init, calls } = pretend({ follow: settledWith(updates.complete), ...given });
  const out: string[] = [];
  const err: string[] = [];
  const report = createReport(json, { out: (text) => out.push(text), err: (text) => err.push(text) });
  const end = driveInit(init, {
    folder,
    answers: {},
    confirmed: true,
    dryRun: false,
    resume: false,
    report,
    signal: new AbortController().signal,
    ...options,
  });
  const lines = () => out.join('').trim().split('\n').filter(Boolean);
  return { end, calls, out, err, facts: () => lines().map((line) => JSON.parse(line)) };
}

async function problemOf(end: Promise<unknown>): Promise<Problem> {
  const thrown = await end.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof Problem) return thrown;
  throw thrown ?? new Error('it worked');
}

const looks = (change: object) => ({ lookAround: async () => ({ ...freshSurroundings, ...change }) });

describe('init without a screen, on the same machine', () => {
  it('goes the whole way with --yes, and tells each event once', async () => {
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
      ...['lookAround', 'identify', 'makePlan', 'createStack', 'follow', 'storeTemplate', 'writeFiles'],
    ]);
    const events = facts().filter(({ type }) => type === 'event');
    expect(events.map(({ eventId }) => eventId)).toEqual(
      updates.complete.progress.events.map(({ eventId }) => eventId),
    );
    expect(facts()[0]).toMatchObject({ type: 'identity', account: '111122223333' });
  });

  it('gives the answers to the machine', async () => {
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
      context: {
        answers: {
          name: 'tienda',
          framework: 'vue',
          javascript: { sourceDir: 'app', distributionDir: 'dist' },
        },
      },
    });
  });

  it('makes nothing with --dry-run, with or without --yes', async () => {
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

  it('shows the plan and stops when nobody confirmed it', async () => {
    const { end, calls, out } = drive({}, { confirmed: false }, false);
    expect((await problemOf(end)).next).toContain('--yes');
    expect(calls).not.toContain('createStack');
    expect(out.join('')).toContain('CreateStack');
  });

  it('names every fault of the answers at once, before AWS is asked', async () => {
    const { access: _, region: __, ...nobody } = freshSurroundings.answers;
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
    ['nobody', 'nobody is not there'],
    ['deployrole', 'Roles are not supported yet'],
  ])('says why the profile %s cannot be used', async (profile, text) => {
    const { code, why } = await problemOf(drive({}, { answers: { profile } }).end);
    expect([code, why]).toEqual(['ANSWERS_MISSING', expect.stringContaining(text)]);
  });

  it.each([
    ['PROJECT_EXISTS', { found: { kind: 'project', project } }],
    ['PROJECT_NESTED', { found: { kind: 'nested', root: '/home/sam' } }],
    ['OFFLINE', { found: { kind: 'unreadable', root: folder, problem: new Problem(trouble) } }],
  ])('ends with %s and touches nothing', async (code, change) => {
    const { end, calls } = drive(looks(change));
    expect((await problemOf(end)).code).toBe(code);
    expect(calls).toEqual(['lookAround']);
  });

  it.each(['lookAround', 'identify', 'makePlan', 'createStack', 'storeTemplate', 'writeFiles'] as const)(
    'ends with the problem of %s as it is',
    async (step) => {
      const { end } = drive({ [step]: () => Promise.reject(new Problem(trouble)) });
      expect((await problemOf(end)).toJSON()).toEqual(trouble);
    },
  );

  it('names the root cause of a stack that rolled back, and writes nothing', async () => {
    const { end, calls } = drive({ follow: settledWith(updates.taken) });
    const { code, why } = await problemOf(end);
    expect(code).toBe('STACK_FAILED');
    expect(why).toMatch(/^Bucket: .*already exists/);
    expect(calls).not.toContain('writeFiles');
    expect(calls).not.toContain('removeStack');
  });

  it('stops in the middle when it is interrupted', async () => {
    const controller = new AbortController();
    const reason = new Error('stopped');
    const { end } = drive(
      {
        follow: () => queueMicrotask(() => controller.abort(reason)),
      },
      { signal: controller.signal },
    );
    await expect(end).rejects.toBe(reason);
  });

  it('does not even begin when it was interrupted before', async () => {
    const { end, calls } = drive({ lookAround: never }, { signal: AbortSignal.abort() });
    await expect(end).rejects.toThrow();
    expect(calls).not.toContain('identify');
  });
});

describe('an init that was not finished', () => {
  it('is taken up with --resume and with --yes, with the same stack', async () => {
    for (const options of [{ resume: true, confirmed: false }, { confirmed: true }]) {
      const { end, facts } = drive(looks({ unfinished }), options);
      expect(await end).toMatchObject({ kind: 'created' });
      expect(facts()[0]).toMatchObject({ type: 'unfinished', stackId: stack.stackId, step: 'following' });
    }
  });

  it('is left alone without them', async () => {
    const { end, calls } = drive(looks({ unfinished }), { confirmed: false });
    expect((await problemOf(end)).next).toContain('--resume');
    expect(calls).toEqual(['lookAround']);
  });

  it('is only told with --dry-run', async () => {
    const { end, calls } = drive(looks({ unfinished }), { dryRun: true });
    expect(await end).toBeUndefined();
    expect(calls).toEqual(['lookAround']);
  });

  it('ends with the problem when its access does not work', async () => {
    const { end } = drive({ ...looks({ unfinished }), identify: () => Promise.reject(new Problem(trouble)) });
    expect((await problemOf(end)).code).toBe('OFFLINE');
  });

  it('must be there for --resume', async () => {
    expect((await problemOf(drive({}, { resume: true }).end)).code).toBe('PROJECT_NONE');
  });
});

import { describe, expect, it } from 'vitest';
import type { AppContext } from '../../../src/app/app-context.ts';
import { createReport } from '../../../src/app/headless/report.ts';
import { listEnvironments } from '../../../src/commands/env.ts';
import { stackLines } from '../../../src/commands/plain.ts';
import { Problem } from '../../../src/core/problem.ts';
import { freshHome, project, stack } from '../../support/pretend-values.ts';
import { type Answers, awsError, createFakeAws } from '../aws/support/fake-aws.ts';
import { projectWith } from '../flows/configure-project/support.ts';

const deletedAt = new Date('2026-11-28T19:30:00Z');
const described = (status: string) => () => ({
  Stacks: [
    {
      ...{ StackId: stack.stackId, StackName: stack.stackName, StackStatus: status },
      CreationTime: new Date('2026-11-01T08:00:00Z'),
      ...(status.startsWith('DELETE') ? { DeletionTime: deletedAt } : {}),
    },
  ],
});
const unknown = () => {
  throw awsError('ValidationError', `Stack with id ${stack.stackId} does not exist`);
};

/** The part of the app context that asks for stacks, with these answers of AWS; the profile needs no code by default. */
function appContextWith(answers: Answers, credentials = async () => ({})): AppContext {
  const { clients } = createFakeAws(answers);
  const part = {
    ...{ env: {}, flags: {}, patience: 0, profiles: () => ({ profiles: [], findings: [] }) },
    connect: () => ({ access: { credentials }, clients }),
  };
  return part as unknown as AppContext;
}

async function listed(answers: Answers, json: boolean) {
  const out: string[] = [];
  const folder = projectWith('multi-env');
  const report = createReport(json, { out: (text) => out.push(text), err: () => {} });
  expect(await listEnvironments({ ...appContextWith(answers), folder }, report)).toBe(0);
  return out.join('');
}

describe('env list of a deleted stack', () => {
  it('says so with the time, in lines and as JSON', async () => {
    const answers = { DescribeStacks: described('DELETE_COMPLETE') };
    expect(await listed(answers, false)).toMatch(
      /^\* {2}dev .* not there any more, deleted 2026-11-28 19:30:00 UTC\n$/,
    );
    expect(JSON.parse(await listed(answers, true)).environments).toMatchObject([
      { name: 'dev', state: { kind: 'gone', deletedAt: deletedAt.getTime() } },
    ]);
  });

  it('says so without a time if AWS no longer reports it', async () => {
    expect(JSON.parse(await listed({ DescribeStacks: unknown }, true)).environments[0].state).toEqual({
      kind: 'gone',
    });
  });
});

describe('home in plain mode', () => {
  const home = { ...freshHome, found: { kind: 'project', project } } as const;
  it.each([
    [described('DELETE_COMPLETE'), 'The stack is not there any more, deleted 2026-11-28 19:30:00 UTC.'],
    [unknown, 'The stack is not found with this access: it is deleted, or of another account.'],
    [described('UPDATE_COMPLETE'), 'State of the stack: updated.'],
  ])('reports the state of the stack', async (answer, sentence) => {
    expect(await stackLines(home, appContextWith({ DescribeStacks: answer }))).toEqual([sentence]);
  });

  it('asks nobody for a code, and says that the state is not known', async () => {
    const appContext = appContextWith({}, async () => {
      throw new Problem({ code: 'MFA_NEEDED', what: 'a', why: 'b', next: 'c' });
    });
    expect(await stackLines(home, appContext)).toEqual([
      'The state of the stack is not known: needs an MFA code first.',
    ]);
  });

  it('asks nothing without a stack or an access', async () => {
    const { access: _none, ...without } = home;
    expect(await stackLines(without, appContextWith({}))).toEqual([]);
    expect(await stackLines(freshHome, appContextWith({}))).toEqual([]);
  });
});

it('env list asks with the named profile, and still shows each environment with its own', async () => {
  const appContext = appContextWith({ DescribeStacks: described('CREATE_COMPLETE') });
  const asked: unknown[] = [];
  const connect: AppContext['connect'] = (choice, region) => {
    asked.push(choice);
    return appContext.connect(choice, region);
  };
  const out: string[] = [];
  const report = createReport(false, { out: (text) => out.push(text), err: () => {} });
  const named = { ...appContext, connect, flags: { profile: 'audit' }, folder: projectWith('multi-env') };
  expect(await listEnvironments(named, report)).toBe(0);
  expect(asked).toEqual([{ kind: 'profile', name: 'audit' }]);
  expect(out.join('')).toMatch(/^\* {2}dev {2}devcorp .* complete\n$/);
});

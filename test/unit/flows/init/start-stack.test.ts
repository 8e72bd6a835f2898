import { describe, expect, it } from 'vitest';
import { Problem } from '../../../../src/core/problem.ts';
import { initFiles } from '../../../../src/flows/init/files.ts';
import { planInit } from '../../../../src/flows/init/plan.ts';
import { startStack } from '../../../../src/flows/init/start-stack.ts';
import { writePlannedFiles } from '../../../../src/project/write.ts';
import type { InitJournalEntry } from '../../../../src/state/journal.ts';
import { folderOfTest } from '../../../support/folders.ts';
import { plan, stack, unfinished } from '../../../support/pretend-values.ts';
import { awsError, networkError } from '../../aws/support/fake-aws.ts';
import { describedEvents, describedStack, initWorld } from './support.ts';

const { stackId: _, ...byName } = unfinished;
const made = describedStack().Stacks[0]?.StackId;
const diskFull = {
  code: 'FILE_UNWRITABLE',
  what: 'The note cannot be written.',
  why: 'Full.',
  next: '-',
} as const;
const missing = () => {
  throw awsError('ValidationError', `Stack with id ${plan.stackName} does not exist`);
};
/** Fails with these errors, one per call, and then succeeds. */
function failing<T>(errors: readonly Error[], answer: T) {
  const left = [...errors];
  return () => {
    const error = left.shift();
    if (error) throw error;
    return answer;
  };
}

describe('starting a stack', () => {
  it('notes the intention before it calls AWS, and the stack after', async () => {
    const { tools, persist, log, notes } = initWorld({ CreateStack: () => ({ StackId: made }) });
    expect(await startStack(tools, plan, undefined, persist)).toEqual({ stackId: made });
    expect(log).toEqual(['note creating', 'CreateStack', 'note following']);
    expect(notes.get(plan.token)).toMatchObject({ stackId: made, token: plan.token });
  });

  it('reports the stack that AWS has created although the disk is full by then', async () => {
    const { tools, persist } = initWorld({ CreateStack: () => ({ StackId: made }) });
    const { save } = tools.journal;
    const journal = {
      ...tools.journal,
      save: async (entry: InitJournalEntry) => {
        if (entry.step !== 'creating') throw new Problem(diskFull);
        await save(entry);
      },
    };
    expect(await startStack({ ...tools, journal }, plan, undefined, persist)).toEqual({ stackId: made });
  });

  it('looks for the stack after a lost answer, and creates no second one', async () => {
    const { tools, persist, clock, log } = initWorld({
      CreateStack: failing([networkError('ECONNRESET')], undefined),
      DescribeStacks: () => describedStack(),
      DescribeStackEvents: () => describedEvents(),
    });
    expect(await clock.advanceUntil(startStack(tools, plan, undefined, persist))).toEqual({ stackId: made });
    expect(log).toEqual([
      ...['note creating', 'CreateStack', 'DescribeStacks', 'DescribeStackEvents', 'note following'],
    ]);
  });

  it('sends the same request with the same token if AWS has not received it', async () => {
    const { tools, persist, clock, sent } = initWorld({
      CreateStack: failing([networkError('ECONNRESET'), networkError('ETIMEDOUT')], { StackId: made }),
      DescribeStacks: missing,
    });
    await clock.advanceUntil(startStack(tools, plan, undefined, persist));
    const tokens = sent
      .filter(({ name }) => name === 'CreateStack')
      .map(({ input }) => input.ClientRequestToken);
    expect(tokens).toEqual([plan.token, plan.token, plan.token]);
  });

  it('needs no look after a throttled request, which created nothing', async () => {
    const { tools, persist, clock, log } = initWorld({
      CreateStack: failing([awsError('Throttling', 'Rate exceeded')], { StackId: made }),
    });
    await clock.advanceUntil(startStack(tools, plan, undefined, persist));
    expect(log).toEqual(['note creating', 'CreateStack', 'CreateStack', 'note following']);
  });

  it('looks first when it is resumed', async () => {
    const { tools, persist, log, sent } = initWorld({ DescribeStacks: () => describedStack() });
    await startStack(tools, plan, unfinished, persist);
    expect(log).toEqual(['DescribeStacks', 'note following']);
    expect(sent[0]?.input).toEqual({ StackName: unfinished.stackId });
  });

  it('forgets the note if AWS has definitely refused', async () => {
    const { tools, persist, notes } = initWorld({
      CreateStack: failing([awsError('AccessDenied', 'no', 403)], undefined),
    });
    await expect(startStack(tools, plan, undefined, persist)).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
    });
    expect(notes.size).toBe(0);
  });

  it('keeps the note if an earlier request may have arrived, whatever comes then', async () => {
    const { tools, persist, clock, notes } = initWorld({
      CreateStack: failing([networkError('ECONNRESET')], undefined),
      DescribeStacks: failing([awsError('AccessDenied', 'no', 403)], undefined),
    });
    const starting = startStack(tools, plan, undefined, persist);
    await expect(clock.advanceUntil(starting)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    expect(notes.size).toBe(1);
  });

  it.each([
    ['was asked for with another token', describedStack(), describedEvents('another')],
    ['was asked for without one', describedStack(), describedEvents('')],
    ['has other parameters by now', describedStack({ Parameters: [] }), describedEvents()],
  ])('does not claim a stack of the same name that %s', async (_, stack, events) => {
    const { tools, persist, log, notes } = initWorld({
      DescribeStacks: () => stack,
      DescribeStackEvents: () => events,
    });
    notes.set(plan.token, byName);
    await expect(startStack(tools, plan, byName, persist)).rejects.toMatchObject({ code: 'STACK_EXISTS' });
    expect(log).toEqual(['DescribeStacks', 'DescribeStackEvents']);
    expect(notes.size).toBe(1);
  });

  it('finds its token on a later page of events', async () => {
    const { tools, persist } = initWorld({
      DescribeStacks: () => describedStack(),
      DescribeStackEvents: ({ NextToken }) =>
        NextToken === 'more' ? describedEvents() : { ...describedEvents('an-update'), NextToken: 'more' },
    });
    expect(await startStack(tools, plan, byName, persist)).toEqual({ stackId: made });
  });

  it('compares all parameters if an emulator reports no token', async () => {
    const answers = { DescribeStackEvents: () => describedEvents('') };
    const emulator = (change: object) => {
      const { tools, persist } = initWorld({ ...answers, DescribeStacks: () => describedStack(change) });
      const cloud = { kind: 'endpoint', url: 'http://127.0.0.1:5000' } as const;
      const followClients = { ...tools.followClients, cloud };
      return startStack({ ...tools, followClients }, plan, byName, persist);
    };
    expect(await emulator({})).toEqual({ stackId: made });
    const [first] = describedStack().Stacks[0]!.Parameters;
    await expect(emulator({ Parameters: [first] })).rejects.toMatchObject({ code: 'STACK_EXISTS' });
  });

  it('sends nothing while another init of the folder is noted', async () => {
    const { tools, persist, log } = initWorld({});
    const begin = async () => {
      throw new Problem({ ...diskFull, code: 'PROJECT_EXISTS' });
    };
    const journal = { ...tools.journal, begin };
    const starting = startStack({ ...tools, journal }, plan, undefined, persist);
    await expect(starting).rejects.toMatchObject({ code: 'PROJECT_EXISTS' });
    expect(log).toEqual([]);
  });

  it('sends nothing if another init has written its files since the plan was made', async () => {
    const folder = folderOfTest();
    const here = planInit({ ...plan, folder });
    await writePlannedFiles(initFiles(planInit({ ...here, stackName: 'shop-20200101000000' }), stack));
    const { tools, persist, log } = initWorld({});
    const starting = startStack(tools, here, undefined, persist);
    await expect(starting).rejects.toMatchObject({ code: 'PROJECT_EXISTS' });
    expect(log).toEqual(['note creating', 'forget']);
  });
});

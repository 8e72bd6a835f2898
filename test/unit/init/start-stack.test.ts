import { describe, expect, it } from 'vitest';
import { startStack } from '../../../src/init/start-stack.ts';
import type { InitJournalEntry } from '../../../src/session/journal.ts';
import { Problem } from '../../../src/values/problem.ts';
import { plan, unfinished } from '../../support/pretend-values.ts';
import { awsError, networkError } from '../aws/support/fake-aws.ts';
import { describedStack, initWorld } from './support.ts';

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
/** Fails with these, one a call, and then answers. */
function failing<T>(errors: readonly Error[], answer: T) {
  const left = [...errors];
  return () => {
    const error = left.shift();
    if (error) throw error;
    return answer;
  };
}

describe('starting a stack', () => {
  it('notes the intention before AWS hears of it, and the stack after', async () => {
    const { tools, persist, log, notes } = initWorld({ CreateStack: () => ({ StackId: made }) });
    expect(await startStack(tools, plan, undefined, persist)).toEqual({ stackId: made });
    expect(log).toEqual(['note creating', 'CreateStack', 'note following']);
    expect(notes.get(plan.token)).toMatchObject({ stackId: made, token: plan.token });
  });

  it('tells of the stack that AWS has made although the disk is full by then', async () => {
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

  it('looks for the stack after a lost answer, and makes no second one', async () => {
    const { tools, persist, clock, log } = initWorld({
      CreateStack: failing([networkError('ECONNRESET')], undefined),
      DescribeStacks: () => describedStack(),
    });
    expect(await clock.advanceUntil(startStack(tools, plan, undefined, persist))).toEqual({ stackId: made });
    expect(log).toEqual(['note creating', 'CreateStack', 'DescribeStacks', 'note following']);
  });

  it('sends the same request with the same token when AWS has not heard of it', async () => {
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

  it('needs no look after a throttled request, which made nothing', async () => {
    const { tools, persist, clock, log } = initWorld({
      CreateStack: failing([awsError('Throttling', 'Rate exceeded')], { StackId: made }),
    });
    await clock.advanceUntil(startStack(tools, plan, undefined, persist));
    expect(log).toEqual(['note creating', 'CreateStack', 'CreateStack', 'note following']);
  });

  it('looks first when it is taken up again', async () => {
    const { tools, persist, log, sent } = initWorld({ DescribeStacks: () => describedStack() });
    await startStack(tools, plan, unfinished, persist);
    expect(log).toEqual(['DescribeStacks', 'note following']);
    expect(sent[0]?.input).toEqual({ StackName: unfinished.stackId });
  });

  it('forgets the note when AWS has refused for certain', async () => {
    const { tools, persist, notes } = initWorld({
      CreateStack: failing([awsError('AccessDenied', 'no', 403)], undefined),
    });
    await expect(startStack(tools, plan, undefined, persist)).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
    });
    expect(notes.size).toBe(0);
  });

  it('keeps the note when an earlier request may have arrived, whatever comes then', async () => {
    const { tools, persist, clock, notes } = initWorld({
      CreateStack: failing([networkError('ECONNRESET')], undefined),
      DescribeStacks: failing([awsError('AccessDenied', 'no', 403)], undefined),
    });
    const starting = startStack(tools, plan, undefined, persist);
    await expect(clock.advanceUntil(starting)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    expect(notes.size).toBe(1);
  });

  it('does not take a stack of the same name for its own that was made for something else', async () => {
    const { tools, persist } = initWorld({
      DescribeStacks: () =>
        describedStack({
          Parameters: [{ ParameterKey: Object.keys(plan.parameters)[0], ParameterValue: 'other' }],
        }),
    });
    const { stackId: _, ...byName } = unfinished;
    await expect(startStack(tools, plan, byName, persist)).rejects.toMatchObject({ code: 'STACK_EXISTS' });
  });
});

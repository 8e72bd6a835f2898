import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { Problem } from '../../../../src/core/problem.ts';
import { reaches } from '../../../support/flow-steps.ts';
import { pretendShare, type SharePretence, sharePlan } from '../../../support/pretend-share.ts';
import { folder, trouble } from '../../../support/pretend-values.ts';
import { actorEnds, reached, unreached } from '../support.ts';

function begin(given: Partial<SharePretence> = {}, target?: string) {
  const { share, calls } = pretendShare(given);
  const flow = createActor(share, { input: { folder, ...(target ? { target } : {}) } });
  flow.start();
  return { flow, calls, at: (state: string) => reaches(flow, state) };
}

describe('sharing', () => {
  it('does nothing without a folder if none is remembered', async () => {
    const { flow, calls, at } = begin();
    await at('folder');
    flow.send({ type: 'NEXT' });
    expect(flow.getSnapshot().value).toBe('folder');
    expect(calls).toEqual(['look']);
  });

  it('writes after the review, and only then', async () => {
    const { flow, calls, at } = begin({}, '/home/sam/mobile');
    await at('folder');
    flow.send({ type: 'CONFIRM' });
    flow.send({ type: 'NEXT' });
    await at('review');
    expect(calls).toEqual(['look', 'plan']);
    flow.send({ type: 'CONFIRM' });
    await at('done');
    flow.send({ type: 'CLOSE' });
    expect(flow.getSnapshot().output).toEqual({ kind: 'shared', roots: ['/home/sam/shop-android'] });
  });

  it('updates all remembered folders without a folder', async () => {
    const typed: string[] = [];
    const { flow, at } = begin({
      look: async () => ['/a'],
      plan: async (folderTyped) => {
        typed.push(folderTyped);
        return sharePlan;
      },
    });
    await at('folder');
    flow.send({ type: 'NEXT' });
    await at('review');
    expect(typed).toEqual(['']);
  });

  it('keeps the typed folder if it cannot be shared with', async () => {
    const { flow, at } = begin({ plan: () => Promise.reject(new Problem(trouble)) });
    await at('folder');
    flow.send({ type: 'TYPE', folder: '../mobile' });
    flow.send({ type: 'NEXT' });
    await at('notPlanned');
    flow.send({ type: 'BACK' });
    expect(flow.getSnapshot().context).toMatchObject({ typed: '../mobile', problem: undefined });
  });

  it('reaches every state', () => {
    const { share } = pretendShare();
    const events = [
      ...actorEnds(share, { look: [[], ['/a']], plan: [sharePlan], write: [[]] }),
      ...['NEXT', 'BACK', 'RETRY', 'CONFIRM', 'CLOSE'].map((type) => ({ type })),
      { type: 'TYPE', folder: '../mobile' },
    ];
    const ids = reached(share, { folder }, events, ({ context }) => [context.typed, context.targets]);
    expect(unreached(share, ids)).toEqual([]);
  });
});

import { expect, it } from 'vitest';
import { fromCallback, fromPromise } from 'xstate';
import { type WatchEvent, watchMachine } from '../../../../machines/watch/machine.ts';
import { driveWatch, type HeadlessWatch } from '../../../../src/app/headless/watch.ts';
import type { FollowUpdate } from '../../../../src/aws/progress/model.ts';
import { stack, trouble, updates } from '../../../support/pretend-values.ts';
import type { EventLine } from '../../aws/support/events.ts';
import { progressAfter } from '../../aws/support/progress.ts';
import { keptReport } from './kept-report.ts';

const rollback: readonly EventLine[] = [
  [0, 'stack', 'UPDATE_IN_PROGRESS', { reason: 'User Initiated' }],
  [1, 'stack', 'UPDATE_ROLLBACK_IN_PROGRESS'],
  [2, 'AuthRole', 'UPDATE_FAILED', { reason: 'gone', physicalId: 'role-1' }],
  [3, 'stack', 'UPDATE_ROLLBACK_FAILED'],
];
const at = (lines: readonly EventLine[]): FollowUpdate => ({
  ...updates.running,
  progress: progressAfter(lines, []),
});
const stuck = at(rollback);
const back = at([...rollback, [4, 'stack', 'UPDATE_ROLLBACK_COMPLETE']]);

/** Sends the next list of events each time the stack is followed. */
async function watch(
  runs: readonly (readonly WatchEvent[])[],
  more: Pick<HeadlessWatch, 'review' | 'onEnd'> = {},
) {
  const left = [...runs];
  const skipped: (readonly string[])[] = [];
  const machine = watchMachine.provide({
    actors: {
      follow: fromCallback(({ sendBack }) => {
        for (const event of left.shift() ?? []) sendBack(event);
      }),
      lookAgain: fromCallback(() => {}),
      continueRollback: fromPromise(async ({ input }) => void skipped.push(input.skip)),
    },
  });
  const { report, facts } = keptReport();
  const told: FollowUpdate[] = [];
  const ended = await driveWatch(machine, {
    ...{ stack: stack.stackId, region: 'eu-west-1', access: { kind: 'environment' } },
    ...{ ...more, report, onUpdate: (update) => told.push(update), signal: new AbortController().signal },
  }).catch((thrown) => thrown);
  return { ended, facts, told, skipped };
}

it('reports every poll once, and how the stack has ended', async () => {
  const { ended, facts, told } = await watch([
    [
      { type: 'UPDATE', update: updates.running },
      { type: 'UPDATE', update: stuck },
      { type: 'SETTLED', update: stuck },
    ],
  ]);
  expect([ended, told]).toEqual([1, [updates.running, stuck]]);
  expect(facts).toMatchObject([{ type: 'result', ok: false, status: 'UPDATE_ROLLBACK_FAILED' }]);
});

it('continues a rollback without the skipped resources, follows it, and succeeds when it is complete', async () => {
  const settled = (update: FollowUpdate): WatchEvent[] => [{ type: 'SETTLED', update }];
  const { ended, facts, skipped } = await watch([settled(stuck), settled(back)], {
    review: async () => ['AuthRole'],
  });
  expect([ended, skipped]).toEqual([0, [['AuthRole']]]);
  expect(facts).toMatchObject([{ type: 'result', ok: true, status: 'UPDATE_ROLLBACK_COMPLETE' }]);
  const no = await watch([settled(stuck)], { review: async () => undefined });
  expect([no.ended, no.skipped, no.facts]).toEqual([0, [], []]);
});

it('ends with what prevents the stack from being read', async () => {
  const { ended } = await watch([[{ type: 'BROKEN', problem: trouble }]]);
  expect(ended).toMatchObject({ code: trouble.code, what: trouble.what });
});

it('passes on how it has ended after the result, and fails with the problem of that step', async () => {
  const given: unknown[] = [];
  const well = await watch([[{ type: 'SETTLED', update: back }]], {
    onEnd: async (end) => void given.push(end),
  });
  expect(given).toEqual([back.progress]);
  expect(well.facts).toMatchObject([{ type: 'result' }]);
  const full = new Error('disk full');
  const bad = await watch([[{ type: 'SETTLED', update: back }]], { onEnd: () => Promise.reject(full) });
  expect([bad.ended, bad.facts.length]).toEqual([full, 1]);
});

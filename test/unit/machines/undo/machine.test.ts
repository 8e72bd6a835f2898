import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { driveUndo } from '../../../../src/app/headless/undo.ts';
import { Problem } from '../../../../src/core/problem.ts';
import { reaches } from '../../../support/flow-steps.ts';
import { changeRows, pretendUndo, type UndoPretence, undoPlan } from '../../../support/pretend-undo.ts';
import { trouble } from '../../../support/pretend-values.ts';
import { keptReport } from '../../app/headless/kept-report.ts';

function begin(given: Partial<UndoPretence> = {}) {
  const { undo, calls } = pretendUndo(given);
  const flow = createActor(undo);
  flow.start();
  return { flow, calls, at: (state: string) => reaches(flow, state) };
}

describe('undoing a change', () => {
  it('writes after the review, and only what was shown', async () => {
    const { flow, calls, at } = begin();
    await at('list');
    flow.send({ type: 'NEXT' });
    expect(flow.getSnapshot().value).toBe('list');
    flow.send({ type: 'SELECT_ROW', id: '1f0c93ab' });
    flow.send({ type: 'CONFIRM' });
    flow.send({ type: 'NEXT' });
    await at('review');
    expect(calls).toEqual(['look', 'plan 1f0c93ab']);
    flow.send({ type: 'CONFIRM' });
    await at('done');
    expect(calls.at(-1)).toBe('write as shown');
    flow.send({ type: 'CLOSE' });
    expect(flow.getSnapshot().output).toEqual({ kind: 'undone', what: 'configure project' });
  });

  it('goes back to the list from a change that cannot be undone', async () => {
    const { flow, at } = begin({ plan: () => Promise.reject(new Problem(trouble)) });
    await at('list');
    flow.send({ type: 'SELECT_ROW', id: '77aa01ff' });
    flow.send({ type: 'NEXT' });
    await at('notPlanned');
    flow.send({ type: 'BACK' });
    expect(flow.getSnapshot()).toMatchObject({ value: 'list', context: { problem: undefined } });
    flow.send({ type: 'BACK' });
    expect(flow.getSnapshot().output).toEqual({ kind: 'left' });
  });

  it('shows the change again if it was not written', async () => {
    const { flow, at } = begin({ write: () => Promise.reject(new Problem(trouble)) });
    await at('list');
    flow.send({ type: 'SELECT_ROW', id: '1f0c93ab' });
    flow.send({ type: 'NEXT' });
    await at('review');
    flow.send({ type: 'CONFIRM' });
    await at('notWritten');
    flow.send({ type: 'RETRY' });
    await at('review');
  });
});

describe('undo without a screen', () => {
  const run = async (options: { id?: string; dryRun?: boolean; agrees?: boolean }) => {
    const { undo, calls } = pretendUndo();
    const { report, facts } = keptReport();
    const { id, dryRun = false, agrees = true } = options;
    await driveUndo(undo, { id, dryRun, confirm: async () => agrees, report });
    return { calls, facts };
  };

  it('lists the changes, and changes nothing', async () => {
    const { calls, facts } = await run({});
    expect(calls).toEqual(['look']);
    expect(facts).toEqual([{ type: 'result', ok: true, changes: changeRows }]);
  });

  it('shows what it would restore, then writes it', async () => {
    const { calls, facts } = await run({ id: '1f0c93ab' });
    expect(calls).toEqual(['look', 'plan 1f0c93ab', 'write as shown']);
    expect(facts).toEqual([
      { type: 'plan', files: undoPlan.files, notes: undoPlan.notes },
      { type: 'result', ok: true, id: '1f0c93ab', files: ['amplify/.config/project-config.json'] },
    ]);
  });

  it.each([{ dryRun: true }, { agrees: false }])('writes nothing with %j', async (options) => {
    const { calls } = await run({ id: '1f0c93ab', ...options });
    expect(calls).toEqual(['look', 'plan 1f0c93ab']);
  });
});

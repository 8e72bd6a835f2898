import { describe, expect, it } from 'vitest';
import type { DeleteEvent } from '../../../../machines/delete/types.ts';
import { readArguments } from '../../../../src/app/command-line/arguments.ts';
import { isNotWaiting } from '../../../../src/app/command-line/not-waiting.ts';
import { driveDelete } from '../../../../src/app/headless/delete.ts';
import { applyStack } from '../../../../src/aws/progress/reducer.ts';
import { pretendDelete } from '../../../support/pretend-delete.ts';
import { stackId } from '../../aws/support/events.ts';
import { empty, record } from '../../aws/support/progress.ts';
import { keptReport } from './kept-report.ts';

const looked = (status: string): DeleteEvent => ({
  type: 'NEWS',
  news: {
    kind: 'update',
    update: {
      progress: applyStack(empty(), record(status)),
      connection: { kind: 'ok' },
      clockOffset: 0,
      callsLastMinute: 1,
    },
  },
});

async function deleted(noWait: boolean, ...news: DeleteEvent[]) {
  const kept = keptReport();
  const { flow } = pretendDelete({
    run: (send) => {
      send({ type: 'NEWS', news: { kind: 'step', index: 0 } });
      for (const each of news) send(each);
    },
  });
  const end = await driveDelete(flow, {
    ...{ folder: '/home/sam/shop', confirmed: true, confirm: 'shop', dryRun: false, noWait },
    ...{ report: kept.report, signal: AbortSignal.timeout(10_000) },
  });
  return { ...kept, end };
}

describe('delete with --no-wait', () => {
  it('ends once AWS deletes the stack, and names what is left and the command that finishes it', async () => {
    const { end, facts, lines } = await deleted(true, looked('DELETE_IN_PROGRESS'));
    expect(end).toBeUndefined();
    const resume = 'amplify-tui delete --yes --confirm shop';
    expect(facts.at(-1)).toMatchObject({
      ...{
        type: 'result',
        ok: true,
        state: 'in-progress',
        deleting: 'shop',
        scope: 'project',
        stackId,
        resume,
      },
      left: expect.arrayContaining([expect.stringContaining('files')]),
    });
    expect(lines.at(-1)).toContain(`\`${resume}\` waits for it and does what is left.`);
  });

  it('completes if there is no stack left to delete', async () => {
    const { end } = await deleted(true, { type: 'DELETED', files: ['amplify/'] });
    expect(end?.files).toEqual(['amplify/']);
  });

  it('waits without it', async () => {
    const { end } = await deleted(false, looked('DELETE_IN_PROGRESS'), { type: 'DELETED', files: [] });
    expect(end?.files).toEqual([]);
  });

  it('refuses --no-wait together with waiting', () => {
    const optionsOf = (...more: string[]) => readArguments(['delete', ...more]).options;
    expect([optionsOf(), optionsOf('--wait'), optionsOf('--no-wait')].map(isNotWaiting)).toEqual([
      ...[false, false, true],
    ]);
    expect(() => isNotWaiting(optionsOf('--wait', '--no-wait'))).toThrow('do not go together');
  });
});

import { expect, it } from 'vitest';
import { driveShare } from '../../../../src/app/headless/share.ts';
import {
  otherFrontend,
  pretendShare,
  type SharePretence,
  sharePlan,
} from '../../../support/pretend-share.ts';
import { folder } from '../../../support/pretend-values.ts';
import { keptReport } from './kept-report.ts';

const upToDate = async () => ({ plan: { source: folder, targets: [] }, left: [] });

async function share(
  options: { readonly confirmed?: boolean; readonly dryRun?: boolean; readonly target?: string },
  given: Partial<SharePretence> = {},
) {
  const { share: machine, calls } = pretendShare(given);
  const { report, facts } = keptReport();
  const all = { folder, confirmed: false, dryRun: false, ...options };
  const ended = await driveShare(machine, { ...all, report }).catch((thrown) => thrown);
  return { ended, calls, facts };
}

it('writes with --yes, lists what is left, and then does not succeed', async () => {
  const { ended, calls, facts } = await share({ confirmed: true, target: otherFrontend });
  expect(ended).toBe(false);
  expect(calls).toEqual(['look', 'plan', 'write']);
  expect(facts.map(({ type }) => type)).toEqual(['left', 'result']);
  expect(facts.at(-1)).toMatchObject({ ok: false, written: [{ root: otherFrontend, files: 2 }] });
});

it('shows the plan with --dry-run, which succeeds whatever is left', async () => {
  const { ended, calls, facts } = await share({ dryRun: true, target: otherFrontend });
  expect([ended, calls]).toEqual([true, ['look', 'plan']]);
  expect(facts.map(({ type }) => type)).toEqual(['left', 'plan', 'result']);
});

it('writes nothing without confirmation', async () => {
  const { ended, calls, facts } = await share({ target: otherFrontend });
  expect([ended.code, calls]).toEqual(['USAGE', ['look', 'plan']]);
  expect(facts.at(-1)?.type).toBe('plan');
});

it('needs a folder until one is remembered', async () => {
  expect((await share({ confirmed: true })).ended.code).toBe('USAGE');
  const known = { look: async () => [otherFrontend], plan: async () => ({ ...sharePlan, left: [] }) };
  expect((await share({ confirmed: true }, known)).ended).toBe(true);
});

it('says that everything is up to date without a question', async () => {
  const { ended, calls, facts } = await share({ target: otherFrontend }, { plan: upToDate });
  expect([ended, calls]).toEqual([true, ['look', 'plan']]);
  expect(facts).toEqual([{ type: 'result', ok: true, written: [], asides: [] }]);
});

import { expect, it } from 'vitest';
import {
  driveProfileChange,
  type HeadlessProfileChange,
} from '../../../../src/app/headless/profile-change.ts';
import {
  lookedAt,
  type ProfilesPretence,
  pretendProfiles,
  profilePlan,
} from '../../../support/pretend-profiles.ts';
import { keptReport } from './kept-report.ts';

const change = { kind: 'rename', name: 'default', to: 'main' } as const;

async function rename(options: Partial<HeadlessProfileChange>, given: Partial<ProfilesPretence> = {}) {
  const { profiles, calls } = pretendProfiles(given);
  const { report, facts, lines } = keptReport();
  const all = { change, confirmed: false, dryRun: false, confirm: async () => true, report, ...options };
  const ended = await driveProfileChange(profiles, all).catch((thrown) => thrown);
  return { ended, calls, facts, lines };
}

it('shows a change, asks, and reports what was written and kept', async () => {
  const write: ProfilesPretence['write'] = async () => ({
    ...{ kind: 'written', files: ['/home/sam/.aws/config'], kept: '/home/sam/.aws/kept' },
    looked: lookedAt([]),
  });
  const { facts, lines } = await rename({}, { write });
  expect(facts.map(({ type }) => type)).toEqual(['plan', 'result']);
  expect(facts.at(-1)).toMatchObject({
    ...{ change: 'rename', profile: 'default', to: 'main' },
    ...{ written: ['/home/sam/.aws/config'], kept: '/home/sam/.aws/kept' },
  });
  expect(lines.slice(-2)).toEqual([
    '✔ /home/sam/.aws/config',
    '  a copy of the access key: /home/sam/.aws/kept',
  ]);
});

it.each([{ dryRun: true }, { confirm: async () => false }])('writes nothing with %o', async (options) => {
  const { calls, facts } = await rename(options);
  expect(calls).not.toContain('write');
  expect(facts.at(-1)).toMatchObject({ type: 'result', written: [] });
});

it('shows what would be written now if the files have changed, and stops if nobody sees it', async () => {
  const outcomes: Awaited<ReturnType<ProfilesPretence['write']>>[] = [];
  const write: ProfilesPretence['write'] = async (plan) => {
    outcomes.push({ kind: 'changed', plan });
    return { kind: 'changed', plan: profilePlan(change) };
  };
  const asked: number[] = [];
  const { lines } = await rename({ confirm: async () => asked.push(1) < 2 }, { write });
  expect(lines.filter((line) => line.startsWith('! The files were changed'))).toHaveLength(1);
  expect(lines.at(-1)).toBe('Nothing was written.');
  expect((await rename({ confirmed: true }, { write })).ended.code).toBe('FILE_UNWRITABLE');
  expect(outcomes).toHaveLength(2);
});

import { expect, it } from 'vitest';
import { wireEnvironments } from '../../../../src/app/actors/environments.ts';
import type { AppContext } from '../../../../src/app/app-context.ts';
import { driveUpgrade, type HeadlessUpgrade } from '../../../../src/app/headless/upgrade.ts';
import {
  backup,
  type EnvironmentsPretence,
  pretendEnvironments,
  withEnvironments,
  withoutEnvironments,
} from '../../../support/pretend-environments.ts';
import { projectWith } from '../../flows/configure-project/support.ts';
import { keptReport } from './kept-report.ts';

async function upgrade(options: Partial<HeadlessUpgrade>, given: Partial<EnvironmentsPretence> = {}) {
  const { flow, calls } = pretendEnvironments({ look: async () => withoutEnvironments, ...given });
  const { report, facts, lines } = keptReport();
  const asked: string[] = [];
  const ended = await driveUpgrade(flow, {
    ...{ folder: '/home/sam/shop', undo: false, confirmed: false, dryRun: false, report },
    confirm: async (question) => asked.push(question) > 0,
    ...options,
  }).catch((thrown) => thrown);
  return { ended, calls, facts, lines, asked };
}

it('upgrades after the question, to the named environment', async () => {
  const { calls, facts, asked } = await upgrade({ environment: 'test' });
  expect([calls, asked]).toEqual([['look', 'plan', 'write'], ['Write them']]);
  expect(facts.map(({ type, environment }) => [type, environment])).toEqual([
    ['plan', 'test'],
    ['result', 'test'],
  ]);
});

it.each([
  [{ dryRun: true }, []],
  [{ confirm: async () => false }, []],
])('writes nothing with %o', async (options, asked) => {
  const run = await upgrade(options);
  expect([run.calls, run.asked]).toEqual([['look', 'plan'], asked]);
});

it('refuses an invalid environment name before anything is planned', async () => {
  const { ended, calls } = await upgrade({ environment: 'Not-OK', confirmed: true });
  expect([ended.code, calls]).toEqual(['USAGE', ['look']]);
});

it('stops if a file was changed after it was shown', async () => {
  const write = async () => ({ kind: 'changed', label: '.amplifyrc' }) as const;
  const { ended, calls } = await upgrade({ confirmed: true }, { write });
  expect(ended.what).toContain('.amplifyrc');
  expect(calls.filter((call) => call === 'write')).toHaveLength(1);
});

it('restores after the question, and shows nothing about AWS', async () => {
  const look = async () => ({ ...withEnvironments, backup });
  const { calls, facts, asked, lines } = await upgrade({ undo: true }, { look });
  expect([calls, asked]).toEqual([['look', 'undo'], ['Put them back']]);
  expect(facts).toMatchObject([{ ok: true, undone: true, backup: backup.folder }]);
  expect(lines[0]).toContain('.amplifyrc   as it was');
  expect((await upgrade({ undo: true, dryRun: true }, { look })).calls).toEqual(['look']);
});

it('reads only what the command needs', async () => {
  const appContext = { env: {}, flags: {}, profiles: () => expect.unreachable('nobody asked for profiles') };
  const machine = wireEnvironments(appContext as unknown as AppContext);
  const { report, facts } = keptReport();
  const given = { folder: projectWith('multi-env'), confirmed: false, dryRun: false, report };
  const confirm = async () => true;
  await driveUpgrade(machine, { ...given, confirm, undo: false });
  expect(facts).toMatchObject([{ type: 'result', ok: true, files: [] }]);
  const undo = driveUpgrade(machine, { ...given, confirm, undo: true });
  await expect(undo).rejects.toMatchObject({ what: 'There is no upgrade to undo here.' });
});

import { expect, it } from 'vitest';
import { drivePin, type HeadlessPin } from '../../../../src/app/headless/profile-pin.ts';
import { Problem } from '../../../../src/core/problem.ts';
import { type ProfilesPretence, pretendProfiles, somePin } from '../../../support/pretend-profiles.ts';
import { project, trouble } from '../../../support/pretend-values.ts';
import { keptReport } from './kept-report.ts';

async function pin(options: Partial<HeadlessPin>, given: Partial<ProfilesPretence> = {}) {
  const { profiles, calls } = pretendProfiles(given);
  const { report, facts, lines } = keptReport();
  const all = { project, name: 'default', dryRun: false, confirm: async () => true, report, ...options };
  const ended = await drivePin(profiles, all).catch((thrown) => thrown);
  return { ended, calls, lines, types: facts.map(({ type }) => type) };
}

const file = 'amplify/.config/aws-info.json';

it('shows whose profile it is and what changes, asks, writes', async () => {
  const { ended, calls, types, lines } = await pin({});
  expect(ended).toEqual({ files: [file], written: true });
  expect(calls).toEqual(['planPin', 'writePin']);
  expect(types).toEqual(['identity', 'plan']);
  expect(lines.at(-1)).toBe(`✔ the project has the profile default, in ${file}`);
});

it('does not show the identity of a profile that was not checked', async () => {
  const { types } = await pin({}, { planPin: async () => ({ ...somePin, identity: undefined }) });
  expect(types).toEqual(['plan']);
});

it('writes nothing in a dry run, without a yes, and if the project already names the profile', async () => {
  const dry = await pin({ dryRun: true });
  expect([dry.ended, dry.calls]).toEqual([{ files: [file], written: false }, ['planPin']]);
  const refused = await pin({ confirm: async () => false });
  expect([refused.ended, refused.calls]).toEqual([{ files: [], written: false }, ['planPin']]);
  expect(refused.lines.at(-1)).toBe('Nothing was written.');
  const same = await pin({}, { planPin: async () => ({ ...somePin, file: undefined }) });
  expect([same.ended, same.calls]).toEqual([{ files: [], written: false }, ['planPin']]);
  expect(same.lines).toEqual(['The project has the profile default already; nothing was written.']);
});

it('ends with the problem that prevents planning or writing', async () => {
  const rejects = () => Promise.reject(new Problem(trouble));
  expect((await pin({}, { planPin: rejects })).ended).toMatchObject({ code: trouble.code });
  expect((await pin({}, { writePin: rejects })).ended).toMatchObject({ code: trouble.code });
});

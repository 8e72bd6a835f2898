import { afterEach, expect, it, vi } from 'vitest';
import { usualTimes } from '../../../demo/cloud/cloudformation/resources/usual-times.ts';
import { aroundResources, estimateLeft, leftWords } from '../../../src/aws/progress/estimate.ts';
import { furnish } from '../../../src/commands/demo/home.ts';
import { openDurations } from '../../../src/state/durations.ts';
import { folderOfTest } from '../../support/folders.ts';
import { began, created } from '../aws/support/events.ts';
import { expected, progressAfter } from '../aws/support/progress.ts';

afterEach(() => vi.unstubAllEnvs());

const cloud = { endpoint: 'http://127.0.0.1:4566', region: 'eu-west-1', accounts: [] };

it('the demo expects the durations of its own cloud at its speed', async () => {
  vi.stubEnv('TMPDIR', folderOfTest());
  const { stateFolder } = await furnish(cloud, 4);
  const { learned } = openDurations(stateFolder, false);
  const [low, middle, high] = usualTimes(4).get('AWS::S3::Bucket') ?? [];
  expect(learned('AWS::S3::Bucket')).toEqual({ low, middle, high });
  expect(middle).toBe(23_000 / 4);
  expect(learned(aroundResources.before)?.middle).toBe(5_000 / 4);
  const begun = progressAfter(created.slice(0, 1), expected);
  expect(leftWords(estimateLeft(begun, began, learned)!)).toMatch(
    /^(?:5–10s|about \ds|about 1\ds|8–10s) left$/,
  );
});

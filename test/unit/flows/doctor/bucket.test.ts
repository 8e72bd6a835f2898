import { expect, it } from 'vitest';
import type { ChosenAccess } from '../../../../src/flows/doctor/access.ts';
import { type AskBucket, bucketFindings } from '../../../../src/flows/doctor/bucket.ts';
import type { FoundProject } from '../../../../src/project/project.ts';
import { project, stack } from '../../../support/pretend-values.ts';

const chosen: ChosenAccess = {
  chosen: { choice: { kind: 'profile', name: 'devcorp' }, source: 'AWS_PROFILE' },
  ...{ endpoints: {}, network: {}, hasKeys: true },
};
const found: FoundProject = { kind: 'project', project };

async function findings(answer: () => Promise<boolean | undefined>, account: string | null = '111122223333') {
  const asked: unknown[] = [];
  const keepsPublicOut: AskBucket = (_choice, region, bucket) => {
    asked.push([region, bucket]);
    return answer();
  };
  return { asked, found: await bucketFindings(chosen, found, account, { keepsPublicOut }) };
}

it('reports a bucket that does not block public access, with the command that sets it again', async () => {
  const { deploymentBucketName: bucket, region } = stack;
  expect(await findings(async () => false)).toEqual({
    asked: [[region, { bucket, owner: '111122223333' }]],
    found: [
      {
        section: 'project',
        severity: 'warning',
        text: `Public access is not blocked for the bucket ${bucket}.`,
        next: '`amplify-tui status --block-public-access` blocks it again, after a review.',
      },
    ],
  });
});

it.each<[string, () => Promise<boolean | undefined>]>([
  ['blocks it', async () => true],
  ['does not tell', async () => undefined],
  ['cannot be asked', () => Promise.reject(new Error('no'))],
])('does not report a bucket that %s', async (_, answer) => {
  expect(await findings(answer)).toMatchObject({ asked: [[stack.region, {}]], found: [] });
});

it.each([
  ['another account', '444455556666'],
  ['an account that is not known', null],
])('does not ask about %s', async (_, account) => {
  expect(await findings(async () => false, account)).toEqual({ asked: [], found: [] });
});

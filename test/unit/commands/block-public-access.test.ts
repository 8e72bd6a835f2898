import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type DemoCloud, startDemoCloud } from '../../../demo/cloud/server.ts';
import { writeOnlyIn } from '../../../src/platform/read-only.ts';
import { runDispatched } from '../../support/dispatched.ts';
import { filesIn, projectWith } from '../flows/configure-project/support.ts';
import { folderWith } from '../project/support/folders.ts';
import { sampleStack } from '../project/support/sample.ts';

const Bucket = sampleStack.deploymentBucketName;
/** A project with its stack in the first account. */
const shop = () =>
  folderWith(
    Object.fromEntries(
      Object.entries(filesIn(projectWith('documented'))).map(([file, text]) => [
        file,
        text.replaceAll('132393967379', '111122223333'),
      ]),
    ),
  );
let cloud: DemoCloud;
let s3: S3Client;

beforeAll(async () => {
  cloud = await startDemoCloud();
  const credentials = cloud.accounts[0]!.users[0]!;
  s3 = new S3Client({ endpoint: cloud.endpoint, region: sampleStack.region, credentials });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
beforeEach(() => s3.send(new DeletePublicAccessBlockCommand({ Bucket })));
afterEach(() => writeOnlyIn(undefined));
afterAll(() => cloud.close());

const blocks = async () => {
  try {
    const { PublicAccessBlockConfiguration: block } = await s3.send(
      new GetPublicAccessBlockCommand({ Bucket }),
    );
    return Object.values(block ?? {});
  } catch (thrown) {
    return (thrown as Error).name;
  }
};

/** With the keys of the account with this index, from 0. */
function run(account: number, command: string, ...more: readonly string[]) {
  const { accessKeyId, secretAccessKey } = cloud.accounts[account]!.users[0]!;
  const keys = `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
  return runDispatched([command, '--cwd', shop(), '--profile', 'default', ...more], {
    HOME: folderWith({ '.aws/credentials': keys }),
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_REGION: sampleStack.region,
  });
}
const status = (account: number, ...more: readonly string[]) =>
  run(account, 'status', '--block-public-access', ...more);
const facts = (said: string) =>
  said
    .trim()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
const open = 'NoSuchPublicAccessBlockConfiguration';

it('sets the block again after a review, and says if it is already set', async () => {
  const { exit, said } = await status(0, '--yes', '--json');
  expect(facts(said)).toMatchObject([
    { type: 'identity', account: '111122223333' },
    { type: 'plan', calls: [{ service: 's3', action: 'PutPublicAccessBlock', target: Bucket }] },
    { type: 'result', ok: true, bucket: Bucket, changed: true },
  ]);
  expect([exit, await blocks()]).toEqual([0, [true, true, true, true]]);
  const again = await status(0, '--json');
  expect([again.exit, facts(again.said).at(-1)]).toEqual([
    0,
    { type: 'result', ok: true, bucket: Bucket, changed: false },
  ]);
});

it('shows only the plan with --dry-run, also to a user', async () => {
  const { exit, said } = await status(0, '--dry-run');
  expect(said).toContain(`S3 PutPublicAccessBlock: ${Bucket}, account 111122223333, us-east-1`);
  expect(said).toContain('BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets');
  expect([exit, await blocks()]).toEqual([0, open]);
});

it('writes nothing if nobody can be asked, for another account, and read-only', async () => {
  const ends = [
    await status(0, '--json'),
    await status(1, '--yes', '--json'),
    await status(0, '--yes', '--read-only'),
  ];
  expect(ends.map(({ code }) => code)).toEqual(['ANSWERS_MISSING', 'PROFILE_ELSEWHERE', 'READ_ONLY']);
  expect(await blocks()).toBe(open);
});

it('is what doctor suggests for a bucket without it', async () => {
  const said = async () => facts((await run(0, 'doctor', '--json')).said)[0].findings;
  expect(await said()).toContainEqual({
    section: 'project',
    severity: 'warning',
    text: `Public access is not blocked for the bucket ${Bucket}.`,
    next: '`amplify-tui status --block-public-access` blocks it again, after a review.',
  });
  expect(await status(0, '--yes')).toMatchObject({
    exit: 0,
    said: expect.stringContaining('blocks all public access again'),
  });
  expect(JSON.stringify(await said())).not.toContain('ublic access');
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, CreateChangeSetCommand } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { consoleLink } from '../../../src/aws/stack.ts';
import { openWorld } from '../support/cloud.ts';
import { run } from '../support/run.ts';

const stack = 'amplify-demoshop-dev-90125';
const world = await openWorld(500, '--scenario', 'rollback-failed');

const watch = (...more: string[]) => run(['watch', ...more], { env: world.env, cwd: world.home });

describe('watch without a screen', () => {
  it('names what blocks a rollback, also for a console address', async () => {
    const { code, lines } = await watch(stack, '--json');
    expect(code).toBe(1);
    const result = lines.at(-1) as { stackId: string };
    expect(result).toMatchObject({
      outcome: 'failed',
      status: 'UPDATE_ROLLBACK_FAILED',
      note: expect.stringContaining('--continue-rollback'),
      causes: [
        { logicalId: 'Uploads', nameTaken: true },
        { logicalId: 'UnauthRole', inRollback: true },
      ],
      stuck: [{ name: 'UnauthRole', reason: expect.stringContaining('cannot be found') }],
    });
    // The creation before it is another operation.
    expect(lines.filter(({ status }) => status === 'CREATE_COMPLETE')).toEqual([]);
    const { code: again, out } = await watch(consoleLink(result.stackId) ?? '');
    expect(again).toBe(1);
    expect(out).toMatch(/Uploads: .*already exists[\s\S]*Not taken back: UnauthRole: .*cannot be found/);
  });

  it('continues it only after a review, without the skipped resources, and follows it', async () => {
    const asked = await watch(stack, '--continue-rollback');
    expect(asked.code).toBe(2);
    expect(asked.out).toMatch(/try {3}UnauthRole: .*cannot be found/);
    expect(asked.out).toContain('A skipped resource stays as it is now');
    const wrong = await watch(stack, '--continue-rollback', '--skip', 'AuthRole', '--yes');
    expect([
      wrong.code,
      wrong.err.includes('Only what could not be taken back can be skipped: UnauthRole'),
    ]).toEqual([2, true]);
    const tried = await watch(stack, '--continue-rollback', '--yes', '--json');
    expect([tried.code, tried.lines.at(-1)?.status]).toEqual([1, 'UPDATE_ROLLBACK_FAILED']);
    const dry = await watch(stack, '--continue-rollback', '--skip', 'UnauthRole', '--dry-run', '--json');
    expect([dry.code, dry.lines.at(-1)]).toEqual([
      0,
      expect.objectContaining({ dryRun: true, skip: ['UnauthRole'] }),
    ]);
    const { code, lines } = await watch(
      stack,
      '--continue-rollback',
      '--skip',
      'UnauthRole',
      '--yes',
      '--json',
    );
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatchObject({ ok: true, status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(
      lines.filter(({ type, status }) => type === 'event' && status === 'UPDATE_ROLLBACK_COMPLETE'),
    ).toHaveLength(1);
    const over = await watch(stack, '--continue-rollback', '--yes', '--json');
    expect([over.code, over.lines.at(-1)?.code]).toEqual([1, 'STACK_STATE']);
  });

  it('distinguishes a stack that waits for its change set from one that failed, with an exit code of its own', async () => {
    const user = world.cloud.accounts[0]?.users[0];
    const settings = {
      endpoint: world.cloud.endpoint,
      region: world.cloud.region,
      credentials: { accessKeyId: user?.accessKeyId ?? '', secretAccessKey: user?.secretAccessKey ?? '' },
    };
    const s3 = new S3Client({ ...settings, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'kept-uploads' }));
    s3.destroy();
    const client = new CloudFormationClient(settings);
    await client.send(
      new CreateChangeSetCommand({
        StackName: 'reviewed',
        ChangeSetName: 'first',
        ChangeSetType: 'IMPORT',
        TemplateBody: JSON.stringify({
          Resources: {
            Uploads: {
              Type: 'AWS::S3::Bucket',
              DeletionPolicy: 'Retain',
              Properties: { BucketName: 'kept-uploads' },
            },
          },
        }),
        ResourcesToImport: [
          {
            ResourceType: 'AWS::S3::Bucket',
            LogicalResourceId: 'Uploads',
            ResourceIdentifier: { BucketName: 'kept-uploads' },
          },
        ],
      }),
    );
    client.destroy();
    const { code, lines } = await watch('reviewed', '--json');
    expect(code).toBe(4);
    expect(lines.at(-1)).toMatchObject({ ok: false, outcome: 'in-review', causes: [] });
    const { out } = await watch('reviewed');
    expect(out).toMatch(/▲ reviewed {3}REVIEW_IN_PROGRESS\n {2}Nothing runs .* change set/);
  });
});

it('init completes without permission to read events and resources, and says so once', async () => {
  const cwd = join(world.home, 'shop');
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ dependencies: { react: '1' } }));
  const deny = (faults: string[]) =>
    fetch(`${world.cloud.endpoint}/_demo/faults`, { method: 'POST', body: JSON.stringify({ faults }) });
  await deny(['deny@DescribeStackEvents', 'deny@ListStackResources']);
  const { code, err } = await run(['init', '--yes'], { env: world.env, cwd });
  expect(code).toBe(0);
  expect(err.match(/no permission for cloudformation:DescribeStackEvents/g)).toHaveLength(1);
  const status = await run(['status', '--json'], { env: world.env, cwd });
  expect(status.lines.at(-1)).toMatchObject({
    stack: { status: 'CREATE_COMPLETE' },
    missingPermissions: ['cloudformation:DescribeStackEvents', 'cloudformation:ListStackResources'],
  });
});

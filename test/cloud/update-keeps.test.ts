import { ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { HeadBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { cloudForTest } from './support/cloud.ts';
import { bucketNamed } from './support/refusal.ts';
import { deployment, StackName, updatable } from './support/update.ts';

describe('what an update keeps', () => {
  it('DeletionPolicy Retain: what the template drops leaves the stack and stays', async () => {
    const kept = { ...bucketNamed('kept-bucket'), DeletionPolicy: 'Retain' };
    const { begin, end, lines, s3, cloudformation } = await updatable(await cloudForTest(), {
      Kept: kept,
      Other: deployment(),
    });
    await begin({ Other: deployment() });
    await end();
    expect((await lines()).filter((line) => line.startsWith('Kept '))).toEqual(['Kept DELETE_SKIPPED']);
    await s3.send(new HeadBucketCommand({ Bucket: 'kept-bucket' }));
    const { StackResourceSummaries } = await cloudformation.send(
      new ListStackResourcesCommand({ StackName }),
    );
    expect(StackResourceSummaries!.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual(['Other']);
  });

  it('UpdateReplacePolicy Retain: what is replaced stays', async () => {
    const named = (name: string) => ({ ...bucketNamed(name), UpdateReplacePolicy: 'Retain' });
    const { begin, end, lines, s3 } = await updatable(await cloudForTest(), { Bucket: named('old-bucket') });
    await begin({ Bucket: named('new-bucket') });
    await end();
    expect(await lines()).toContain('Bucket DELETE_SKIPPED');
    await s3.send(new HeadBucketCommand({ Bucket: 'old-bucket' }));
  });

  it('a full bucket: three tries, then it is left and the update is still complete', async () => {
    const { begin, end, lines, s3 } = await updatable(await cloudForTest(), {
      Full: bucketNamed('full-bucket'),
      Other: deployment(),
    });
    await s3.send(new PutObjectCommand({ Bucket: 'full-bucket', Key: 'a', Body: 'a' }));
    await begin({ Other: deployment() });
    const { StackStatus, StackStatusReason } = await end();
    expect([StackStatus, StackStatusReason]).toEqual([
      'UPDATE_COMPLETE',
      'Update successful. One or more resources could not be deleted.',
    ]);
    expect((await lines()).filter((line) => line.startsWith('Full DELETE_FAILED'))).toHaveLength(3);
    await s3.send(new HeadBucketCommand({ Bucket: 'full-bucket' }));
  });
});

import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { clientsFor, errorOf } from './support/cloud.ts';
import { expectXml, goldenSetUp } from './support/golden.ts';

const Bucket = 'golden-bucket';

async function withBucket() {
  const set = await goldenSetUp();
  await set.s3.send(new CreateBucketCommand({ Bucket }));
  return { ...set, last: () => set.replies.at(-1)! };
}

function s3Error(code: string, message: string, details = ''): string {
  return `
    <Error>
      <Code>${code}</Code><Message>${message}</Message>${details}
      <RequestId>UUID</RequestId><HostId>HOST</HostId>
    </Error>`;
}

describe('errors, after the list of S3’s error codes', () => {
  const bucketName = `<BucketName>${Bucket}</BucketName>`;

  it('of your own bucket', async () => {
    const { s3, last } = await withBucket();
    await errorOf(s3.send(new GetObjectCommand({ Bucket, Key: 'b' })));
    expectXml(last().body, s3Error('NoSuchKey', 'The specified key does not exist.', '<Key>b</Key>'));
    await errorOf(s3.send(new GetBucketPolicyCommand({ Bucket })));
    expectXml(last().body, s3Error('NoSuchBucketPolicy', 'The bucket policy does not exist', bucketName));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello' }));
    await errorOf(s3.send(new DeleteBucketCommand({ Bucket })));
    expect(last().status).toBe(409);
    expectXml(
      last().body,
      s3Error('BucketNotEmpty', 'The bucket you tried to delete is not empty', bucketName),
    );
    await errorOf(s3.send(new CreateBucketCommand({ Bucket })));
    expect(last().status).toBe(409);
    expectXml(
      last().body,
      s3Error(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        bucketName,
      ),
    );
  });

  it('of another region', async () => {
    const { s3In, last } = await withBucket();
    await errorOf(s3In('us-west-2').send(new ListObjectsV2Command({ Bucket })));
    expect(last()).toMatchObject({ status: 301, headers: { 'x-amz-bucket-region': 'eu-west-1' } });
    expectXml(
      last().body,
      s3Error(
        'PermanentRedirect',
        'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
        `<Endpoint>s3.eu-west-1.amazonaws.com</Endpoint><Bucket>${Bucket}</Bucket>`,
      ),
    );
    await errorOf(s3In('us-east-1').send(new ListObjectsV2Command({ Bucket })));
    expect(last()).toMatchObject({ status: 400, headers: { 'x-amz-bucket-region': 'eu-west-1' } });
    expectXml(
      last().body,
      s3Error(
        'AuthorizationHeaderMalformed',
        "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'",
        '<Region>eu-west-1</Region>',
      ),
    );
  });

  it('of a bucket of another account', async () => {
    const { cloud, last, s3 } = await withBucket();
    const Body = JSON.stringify({ ok: true });
    const taken = 'taken-by-biz-corp';
    await clientsFor(cloud, 'biz').s3.send(
      new CreateBucketCommand({
        Bucket: taken,
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    );
    await errorOf(s3.send(new CreateBucketCommand({ Bucket: taken })));
    expect(last().status).toBe(409);
    expectXml(
      last().body,
      s3Error(
        'BucketAlreadyExists',
        'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
        `<BucketName>${taken}</BucketName>`,
      ),
    );
    await errorOf(s3.send(new PutObjectCommand({ Bucket: taken, Key: 'a', Body })));
    expect(last().status).toBe(403);
    expectXml(last().body, s3Error('AccessDenied', 'Access Denied'));
  });
});

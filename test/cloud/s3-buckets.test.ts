import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, put, withBucket } from './support/bucket.ts';
import { clientsFor, cloudForTest, errorOf } from './support/cloud.ts';

describe('buckets', () => {
  it('are created, found, listed and removed', async () => {
    const { s3 } = await withBucket();
    expect((await s3.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('eu-west-1');
    expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe('eu-west-1');
    expect((await s3.send(new ListBucketsCommand({}))).Buckets).toMatchObject([
      { Name: Bucket, CreationDate: expect.any(Date) },
    ]);
    await s3.send(new DeleteBucketCommand({ Bucket }));
    const gone = await errorOf(s3.send(new HeadBucketCommand({ Bucket })));
    expect(gone).toMatchObject({ name: 'NotFound', $metadata: { httpStatusCode: 404 } });
    expect((await errorOf(s3.send(new ListObjectsV2Command({ Bucket })))).name).toBe('NoSuchBucket');
  });

  it('have names that are unique across all accounts', async () => {
    const { cloud, s3 } = await withBucket();
    expect((await errorOf(s3.send(new CreateBucketCommand({ Bucket })))).name).toBe(
      'BucketAlreadyOwnedByYou',
    );
    const { s3: other } = clientsFor(cloud, 'biz');
    expect((await errorOf(other.send(new CreateBucketCommand({ Bucket })))).name).toBe('BucketAlreadyExists');
    expect((await other.send(new ListBucketsCommand({}))).Buckets).toEqual([]);
  });

  it('can be created twice in us-east-1, as ever', async () => {
    const cloud = await cloudForTest();
    const { s3 } = clientsFor(cloud, 'dev', 'us-east-1');
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new CreateBucketCommand({ Bucket }));
    expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeFalsy();
  });

  it('are closed to the other account', async () => {
    const { cloud, s3 } = await withBucket();
    await put(s3, 'a');
    const { s3: other } = clientsFor(cloud, 'biz');
    const calls = [
      () => other.send(new ListObjectsV2Command({ Bucket })),
      () => other.send(new GetObjectCommand({ Bucket, Key: 'a' })),
      () => other.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' })),
      () => other.send(new DeleteBucketCommand({ Bucket })),
      () => other.send(new GetBucketPolicyCommand({ Bucket })),
    ];
    for (const call of calls) {
      expect(await errorOf(call())).toMatchObject({
        name: 'AccessDenied',
        $metadata: { httpStatusCode: 403 },
      });
    }
    expect((await errorOf(other.send(new HeadBucketCommand({ Bucket })))).$metadata.httpStatusCode).toBe(403);
  });

  it('can be requested on condition of their owner', async () => {
    const { s3 } = await withBucket();
    await s3.send(new ListObjectsV2Command({ Bucket, ExpectedBucketOwner: '111122223333' }));
    const wrong = new ListObjectsV2Command({ Bucket, ExpectedBucketOwner: '444455556666' });
    expect((await errorOf(s3.send(wrong))).name).toBe('AccessDenied');
  });

  it('send a client of another region to the right one', async () => {
    const { cloud } = await withBucket();
    const { s3 } = clientsFor(cloud, 'dev', 'us-west-2');
    const error = await errorOf(s3.send(new ListObjectsV2Command({ Bucket })));
    expect(error).toMatchObject({ name: 'PermanentRedirect', $metadata: { httpStatusCode: 301 } });
    expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe('eu-west-1');
  });

  it('refuse a signature for the wrong region where the address names none', async () => {
    const { cloud } = await withBucket();
    const { s3 } = clientsFor(cloud, 'dev', 'us-east-1');
    expect(await errorOf(s3.send(new ListObjectsV2Command({ Bucket })))).toMatchObject({
      name: 'AuthorizationHeaderMalformed',
      message:
        "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'",
      Region: 'eu-west-1',
      $metadata: { httpStatusCode: 400 },
    });
    const head = await errorOf(s3.send(new HeadBucketCommand({ Bucket })));
    expect(head.$metadata.httpStatusCode).toBe(400);
  });

  it('say why they are closed, only to their own account', async () => {
    const cloud = await cloudForTest({ authorize: () => ({ allowed: false, because: 'because of a test' }) });
    const own = clientsFor(cloud).s3.send(new CreateBucketCommand({ Bucket }));
    expect((await errorOf(own)).message).toBe(
      `User: arn:aws:iam::111122223333:user/amplify-dev is not authorized to perform: s3:CreateBucket on resource: "arn:aws:s3:::${Bucket}" because of a test`,
    );
    const { cloud: open } = await withBucket();
    const foreign = clientsFor(open, 'biz').s3.send(new ListObjectsV2Command({ Bucket }));
    expect((await errorOf(foreign)).message).toBe('Access Denied');
  });

  it('must be created in the requested region', async () => {
    const { s3 } = clientsFor(await cloudForTest());
    const elsewhere = { Bucket, CreateBucketConfiguration: { LocationConstraint: 'us-west-2' as const } };
    expect((await errorOf(s3.send(new CreateBucketCommand(elsewhere)))).name).toBe(
      'IllegalLocationConstraintException',
    );
  });

  it.each([
    'ab',
    'aBucket',
    'a_bucket',
    'a..b',
    '-ab',
    'ab-',
    '192.168.1.1',
    'xn--abc',
    'abc-s3alias',
    'abc--ol-s3',
    'abc-an',
    'x'.repeat(64),
  ])('cannot be called %s', async (name) => {
    const { s3 } = clientsFor(await cloudForTest());
    expect((await errorOf(s3.send(new CreateBucketCommand({ Bucket: name })))).name).toBe(
      'InvalidBucketName',
    );
  });
});

describe('settings of a bucket', () => {
  const policy = (change: object = {}) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: `arn:aws:s3:::${Bucket}/*`, ...change },
      ],
    });

  it('policy', async () => {
    const { s3 } = await withBucket();
    expect((await errorOf(s3.send(new GetBucketPolicyCommand({ Bucket })))).name).toBe('NoSuchBucketPolicy');
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy() }));
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(policy());
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    expect((await errorOf(s3.send(new GetBucketPolicyCommand({ Bucket })))).name).toBe('NoSuchBucketPolicy');
  });

  it.each([
    ['no JSON', 'nonsense', 'MalformedPolicy'],
    ['no effect', policy({ Effect: undefined }), 'MalformedPolicy'],
    ['another bucket', policy({ Resource: 'arn:aws:s3:::other-bucket/*' }), 'MalformedPolicy'],
    ['another service', policy({ Action: 'iam:*' }), 'MalformedPolicy'],
    ['everybody, while public access is blocked', policy({ Effect: 'Allow' }), 'AccessDenied'],
  ])('no policy with %s', async (_what, Policy, name) => {
    const { s3 } = await withBucket();
    expect((await errorOf(s3.send(new PutBucketPolicyCommand({ Bucket, Policy })))).name).toBe(name);
  });

  it('public access block, on by default; without it a public policy is accepted', async () => {
    const { s3 } = await withBucket();
    const all = {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    };
    expect(
      (await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration,
    ).toEqual(all);
    const PublicAccessBlockConfiguration = { ...all, BlockPublicPolicy: false };
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    expect(
      (await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration,
    ).toEqual(PublicAccessBlockConfiguration);
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy({ Effect: 'Allow' }) }));
  });

  it('encryption, on by default', async () => {
    const { s3 } = await withBucket();
    const rule = async () =>
      (await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration
        ?.Rules?.[0];
    expect(await rule()).toMatchObject({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
      BucketKeyEnabled: false,
    });
    const Rules = [
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'key' },
        BucketKeyEnabled: true,
      },
    ];
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
    expect(await rule()).toMatchObject(Rules[0]!);
  });

  it('that are not there are refused by name', async () => {
    const { s3 } = await withBucket();
    const acl = await errorOf(s3.send(new GetBucketAclCommand({ Bucket })));
    expect(acl).toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
    expect(acl.message).toContain('acl');
    const tiered = new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', StorageClass: 'GLACIER' });
    expect((await errorOf(s3.send(tiered))).message).toContain('x-amz-storage-class');
    const part = new GetObjectCommand({ Bucket, Key: 'a', PartNumber: 1 });
    expect((await errorOf(s3.send(part))).message).toContain('partNumber');
    const some = await errorOf(s3.send(new ListBucketsCommand({ Prefix: 'a' })));
    expect(some.message).toContain('prefix of ListBuckets');
  });
});

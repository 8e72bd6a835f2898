import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { errorOf } from './support/cloud.ts';
import { expectXml, goldenSetUp } from './support/golden.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const Bucket = 'golden-bucket';
/** The canonical id of the demo's first account: 64 hexadecimal digits, as always. */
const OWNER = '<Owner><ID>1111222233331111222233331111222233331111222233331111222233331111</ID></Owner>';
// MD5 and CRC32 of "hello", base64 for the latter.
const MD5 = '5d41402abc4b2a76b9719d911017c592';
const CRC32 = 'NhCmhg==';

async function withBucket() {
  const set = await goldenSetUp();
  await set.s3.send(new CreateBucketCommand({ Bucket }));
  return { ...set, last: () => set.replies.at(-1)! };
}

describe('buckets, after the API reference of S3', () => {
  it('CreateBucket, HeadBucket, DeleteBucket: headers only', async () => {
    const { s3, last } = await withBucket();
    expect(last()).toMatchObject({
      status: 200,
      body: '',
      headers: {
        location: expect.stringMatching(/^http:\/\/golden-bucket\.127\.0\.0\.1:\d+\/$/),
        'x-amz-bucket-arn': `arn:aws:s3:::${Bucket}`,
        'x-amz-request-id': expect.any(String),
        'x-amz-id-2': expect.any(String),
      },
    });
    await s3.send(new HeadBucketCommand({ Bucket }));
    expect(last()).toMatchObject({ status: 200, body: '', headers: { 'x-amz-bucket-region': 'eu-west-1' } });
    await s3.send(new DeleteBucketCommand({ Bucket }));
    expect(last()).toMatchObject({ status: 204, body: '' });
    await errorOf(s3.send(new HeadBucketCommand({ Bucket })));
    expect(last()).toMatchObject({ status: 404, body: '' });
  });

  it('ListBuckets', async () => {
    const { s3, last } = await withBucket();
    await s3.send(new ListBucketsCommand({}));
    expectXml(
      last().body,
      `<ListAllMyBucketsResult xmlns="${NAMESPACE}">
         ${OWNER}
         <Buckets>
           <Bucket>
             <Name>${Bucket}</Name><CreationDate>TIME</CreationDate><BucketRegion>eu-west-1</BucketRegion>
             <BucketArn>arn:aws:s3:::${Bucket}</BucketArn>
           </Bucket>
         </Buckets>
       </ListAllMyBucketsResult>`,
    );
  });

  it('the settings of a bucket', async () => {
    const { s3, last } = await withBucket();
    await s3.send(new GetBucketLocationCommand({ Bucket }));
    expectXml(last().body, `<LocationConstraint xmlns="${NAMESPACE}">eu-west-1</LocationConstraint>`);
    await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expectXml(
      last().body,
      `<ServerSideEncryptionConfiguration xmlns="${NAMESPACE}">
         <Rule>
           <ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault>
           <BucketKeyEnabled>false</BucketKeyEnabled>
         </Rule>
       </ServerSideEncryptionConfiguration>`,
    );
    await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    expectXml(
      last().body,
      `<PublicAccessBlockConfiguration xmlns="${NAMESPACE}">
         <BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>
         <BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets>
       </PublicAccessBlockConfiguration>`,
    );
    await s3.send(new GetBucketVersioningCommand({ Bucket }));
    expectXml(last().body, `<VersioningConfiguration xmlns="${NAMESPACE}"/>`);
    const VersioningConfiguration = { Status: 'Enabled' as const };
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    expect(last()).toMatchObject({ status: 200, body: '' });
    await s3.send(new GetBucketVersioningCommand({ Bucket }));
    expectXml(
      last().body,
      `<VersioningConfiguration xmlns="${NAMESPACE}"><Status>Enabled</Status></VersioningConfiguration>`,
    );
  });

  it('GetBucketPolicy answers the policy itself', async () => {
    const { s3, last } = await withBucket();
    const Policy = `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::${Bucket}/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}`;
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    expect(last()).toMatchObject({ status: 204, body: '' });
    await s3.send(new GetBucketPolicyCommand({ Bucket }));
    expect(last()).toMatchObject({ status: 200, body: Policy });
  });
});

describe('objects, after the API reference of S3', () => {
  it('PutObject, GetObject, DeleteObject: headers and the content', async () => {
    const { s3, last } = await withBucket();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello', ContentType: 'text/plain' }));
    const common = {
      etag: `"${MD5}"`,
      'x-amz-checksum-crc32': CRC32,
      'x-amz-server-side-encryption': 'AES256',
    };
    expect(last()).toMatchObject({ status: 200, body: '', headers: common });
    await s3.send(new GetObjectCommand({ Bucket, Key: 'a' }));
    const content = {
      'content-type': 'text/plain',
      'content-length': '5',
      'last-modified': expect.any(String),
    };
    expect(last()).toMatchObject({ status: 200, body: 'hello', headers: { ...common, ...content } });
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(last()).toMatchObject({ status: 204, body: '' });
  });

  it('ListObjectVersions and DeleteObjects, as init empties a bucket', async () => {
    const { s3, last } = await withBucket();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello' }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    const { VersionId } = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expectXml(
      last().body,
      `<ListVersionsResult xmlns="${NAMESPACE}">
         <Name>${Bucket}</Name><Prefix/><KeyMarker/><VersionIdMarker/>
         <MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>
         <DeleteMarker>
           <Key>a</Key><VersionId>${VersionId}</VersionId><IsLatest>true</IsLatest>
           <LastModified>TIME</LastModified>${OWNER}
         </DeleteMarker>
         <Version>
           <Key>a</Key><VersionId>null</VersionId><IsLatest>false</IsLatest>
           <LastModified>TIME</LastModified><ETag>&quot;${MD5}&quot;</ETag><Size>5</Size>${OWNER}
           <ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType>
           <StorageClass>STANDARD</StorageClass>
         </Version>
       </ListVersionsResult>`,
    );
    const Objects = [
      { Key: 'a', VersionId: 'null' },
      { Key: 'a', VersionId },
    ];
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expectXml(
      last().body,
      `<DeleteResult xmlns="${NAMESPACE}">
         <Deleted><Key>a</Key><VersionId>null</VersionId></Deleted>
         <Deleted>
           <Key>a</Key><VersionId>${VersionId}</VersionId>
           <DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>${VersionId}</DeleteMarkerVersionId>
         </Deleted>
       </DeleteResult>`,
    );
  });
});

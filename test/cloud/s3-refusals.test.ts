import {
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeletePublicAccessBlockCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, put, withBucket } from './support/bucket.ts';
import { errorOf } from './support/cloud.ts';
import { type Change, sendS3 } from './support/raw.ts';

/** Status and error code of S3's answer. */
async function answerTo(change: Change) {
  const { cloud } = await withBucket();
  const { status, body } = await sendS3(cloud, change);
  return [status, /<Code>(\w+)<\/Code>/.exec(body)?.[1]];
}

describe('a bucket policy that is refused', () => {
  const statement = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: `arn:aws:s3:::${Bucket}/*` };

  it.each([
    ['that is no object', 'null', 'MalformedPolicy'],
    [
      'of another version',
      JSON.stringify({ Version: '2026-01-01', Statement: statement }),
      'MalformedPolicy',
    ],
    ['without statements', '{"Version":"2012-10-17"}', 'MalformedPolicy'],
    [
      'without a principal',
      JSON.stringify({ Statement: { ...statement, Principal: undefined } }),
      'MalformedPolicy',
    ],
    [
      'with another effect',
      JSON.stringify({ Statement: { ...statement, Effect: 'Perhaps' } }),
      'MalformedPolicy',
    ],
    ['that is too long', JSON.stringify({ Id: 'x'.repeat(20_480), Statement: statement }), 'PolicyTooLarge'],
  ])('%s', async (_what, Policy, name) => {
    const { s3 } = await withBucket();
    expect((await errorOf(s3.send(new PutBucketPolicyCommand({ Bucket, Policy })))).name).toBe(name);
  });
});

describe('a setting that is refused', () => {
  it.each([
    [
      'encryption',
      '<A><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>rot13</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></A>',
      400,
      'MalformedXML',
    ],
    ['versioning', '<V><Status>Perhaps</Status></V>', 400, 'MalformedXML'],
    ['versioning', '<V><Status>Enabled</Status><MfaDelete>Enabled</MfaDelete></V>', 501, 'NotImplemented'],
    ['versioning', '<V><Status>Enabled</Status><MfaDelete>x</MfaDelete></V>', 400, 'MalformedXML'],
  ])('%s %s', async (setting, body, status, code) => {
    const change = { method: 'PUT', path: `/${Bucket}/`, query: { [setting]: '' }, body };
    expect(await answerTo(change)).toEqual([status, code]);
  });

  it('that is not there', async () => {
    const { s3 } = await withBucket();
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    const error = await errorOf(s3.send(new GetPublicAccessBlockCommand({ Bucket })));
    expect(error).toMatchObject({
      name: 'NoSuchPublicAccessBlockConfiguration',
      $metadata: { httpStatusCode: 404 },
    });
  });
});

describe('XML that is refused', () => {
  it('is accepted if it is valid', async () => {
    const body = '<?xml version="1.0"?>\n<!-- why --><V xmlns="x"><Status><![CDATA[Enabled]]></Status></V>';
    expect(await answerTo({ method: 'PUT', path: `/${Bucket}/`, query: { versioning: '' }, body })).toEqual([
      200,
      undefined,
    ]);
  });

  it.each([
    '<V><Status>Enabled</State></V>',
    '<V><Status>Enabled</Status></V><',
    '<V><Status>Enabled</Status>',
    '<V><Status>Enabled</Status></V><V/>',
    '<V><Status>Enabled</Status><A>&#x110000;</A></V>',
    '<V><Status>Enabled</Status><A>&unknown;</A></V>',
    '<V><Status>Enabled</Status><A>&constructor;</A></V>',
    '<!DOCTYPE V [<!ENTITY e "Enabled">]><V><Status>Enabled</Status></V>',
    '<A/><V><Status>Enabled</Status></V>',
    `<V><Status>Enabled</Status>${'<A>'.repeat(1000)}${'</A>'.repeat(1000)}</V>`,
    '',
  ])('%s', async (body) => {
    expect(await answerTo({ method: 'PUT', path: `/${Bucket}/`, query: { versioning: '' }, body })).toEqual([
      400,
      'MalformedXML',
    ]);
  });
});

describe('an upload that is refused', () => {
  const upload = (headers: Record<string, string>, body = 'hello'): Change => ({
    method: 'PUT',
    path: `/${Bucket}/key`,
    headers,
    body,
  });
  const chunked = (body: string, length = '5') =>
    upload(
      {
        'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'x-amz-decoded-content-length': length,
      },
      body,
    );

  it.each([
    ['nothing', upload({}), 200, undefined],
    ['chunks', chunked('5\r\nhello\r\n0\r\n\r\n'), 200, undefined],
    [
      'a checksum that cannot be computed',
      upload({ 'x-amz-checksum-crc64nvme': 'AAAA' }),
      501,
      'NotImplemented',
    ],
    ['another encryption', upload({ 'x-amz-server-side-encryption': 'aws:kms' }), 501, 'NotImplemented'],
    ['chunks without a size', chunked('hello', '0'), 400, 'IncompleteBody'],
    ['a chunk that goes on', chunked('5\r\nhello!!0\r\n\r\n'), 400, 'IncompleteBody'],
    ['a chunk that is cut', chunked('5\r\nhel'), 400, 'IncompleteBody'],
    ['fewer bytes than announced', chunked('5\r\nhello\r\n0\r\n\r\n', '6'), 400, 'IncompleteBody'],
    [
      'a key that is too long',
      { ...upload({}), path: `/${Bucket}/${'k'.repeat(1025)}` },
      400,
      'KeyTooLongError',
    ],
    ['an address that cannot be read', { ...upload({}), path: `/${Bucket}/%E0%A4%A` }, 400, 'InvalidURI'],
  ] as const)('for %s', async (_what, change, status, code) => {
    expect(await answerTo(change)).toEqual([status, code]);
  });

  it('because the object has changed since', async () => {
    const { s3 } = await withBucket();
    await put(s3, 'a');
    const error = await errorOf(
      s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', IfMatch: '"other"' })),
    );
    expect(error.name).toBe('PreconditionFailed');
  });
});

describe('reading and deleting that is refused', () => {
  it('a version that is not there, and a delete marker', async () => {
    const { s3 } = await withBucket();
    await put(s3, 'a');
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    const none = s3.send(new GetObjectCommand({ Bucket, Key: 'a', VersionId: 'f'.repeat(32) }));
    expect((await errorOf(none)).name).toBe('NoSuchVersion');
    const { VersionId } = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    const marker = s3.send(new GetObjectCommand({ Bucket, Key: 'a', VersionId }));
    expect(await errorOf(marker)).toMatchObject({
      name: 'MethodNotAllowed',
      $metadata: { httpStatusCode: 405 },
    });
  });

  it('a bucket with only a delete marker left', async () => {
    const { s3 } = await withBucket();
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    const deletion = s3.send(new DeleteBucketCommand({ Bucket }));
    expect((await errorOf(deletion)).name).toBe('BucketNotEmpty');
  });

  it('unsupported features, by name', async () => {
    const { s3 } = await withBucket();
    await put(s3, 'a');
    const match = s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', IfMatch: '"x"' }));
    expect((await errorOf(match)).message).toContain('if-match');
    const versions = s3.send(new ListObjectVersionsCommand({ Bucket, Delimiter: '/' }));
    expect((await errorOf(versions)).message).toContain('delimiter');
  });

  it('a page of size zero', async () => {
    const { s3 } = await withBucket();
    const list = s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: -1 }));
    expect((await errorOf(list)).name).toBe('InvalidArgument');
  });

  it.each([0, 1001])('a list of %i keys to delete', async (count) => {
    const body = `<Delete>${'<Object><Key>a</Key></Object>'.repeat(count)}</Delete>`;
    const change = { method: 'POST', path: `/${Bucket}/`, query: { delete: '' }, body };
    expect(await answerTo(change)).toEqual([400, 'MalformedXML']);
  });

  it('a list of keys under another name', async () => {
    const body = '<Remove><Object><Key>a</Key></Object></Remove>';
    const change = { method: 'POST', path: `/${Bucket}/`, query: { delete: '' }, body };
    expect(await answerTo(change)).toEqual([400, 'MalformedXML']);
  });
});

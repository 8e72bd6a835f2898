import { createHash } from 'node:crypto';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateBucketCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { clientOptions, clientsFor, cloudForTest, errorOf } from './support/cloud.ts';
import { manualClock } from './support/manual-clock.ts';
import { type WireRequest, wire } from './support/wire.ts';

const FAR_APART = 16 * 60_000;

async function stsError(change: {
  credentials?: object;
  wire?: (signed: WireRequest) => void;
  systemClockOffset?: number;
  region?: string;
}) {
  const cloud = await cloudForTest();
  const options = clientOptions(cloud);
  const client = new STSClient({
    ...options,
    ...(change.region !== undefined && { region: change.region }),
    credentials: { ...options.credentials, ...change.credentials },
    ...(change.wire !== undefined && { requestHandler: wire(change.wire).requestHandler as never }),
    ...(change.systemClockOffset !== undefined && { systemClockOffset: change.systemClockOffset }),
  });
  return errorOf(client.send(new GetCallerIdentityCommand({})));
}

describe('a Query call', () => {
  it.each([
    [
      'with an unknown key',
      { credentials: { accessKeyId: 'AKIAUNKNOWNUNKNOWN22' } },
      'InvalidClientTokenId',
      403,
    ],
    [
      'with a session token that belongs to no key',
      { credentials: { sessionToken: 'x' } },
      'InvalidClientTokenId',
      403,
    ],
    [
      'with the wrong secret',
      { credentials: { secretAccessKey: 'w'.repeat(40) } },
      'SignatureDoesNotMatch',
      403,
    ],
    ['of 16 minutes ago', { systemClockOffset: -FAR_APART }, 'SignatureDoesNotMatch', 403],
    ['from 16 minutes ahead', { systemClockOffset: FAR_APART }, 'SignatureDoesNotMatch', 403],
    ['for a region that does not exist', { region: 'eu-nowhere-1' }, 'SignatureDoesNotMatch', 403],
    [
      'with another body than was signed',
      {
        wire: (signed: WireRequest) => {
          signed.body = `${signed.body}&Extra=1`;
          delete signed.headers['content-length'];
        },
      },
      'SignatureDoesNotMatch',
      403,
    ],
    [
      'with another signed header than was signed',
      {
        wire: (signed: WireRequest) => {
          signed.headers['content-type'] = 'application/x-www-form-urlencoded; charset=utf-8';
        },
      },
      'SignatureDoesNotMatch',
      403,
    ],
    [
      'with another path than was signed',
      {
        wire: (signed: WireRequest) => {
          signed.path = '/other';
        },
      },
      'SignatureDoesNotMatch',
      403,
    ],
    [
      'without a signature',
      {
        wire: (signed: WireRequest) => {
          delete signed.headers.authorization;
        },
      },
      'MissingAuthenticationToken',
      403,
    ],
    [
      'with half a signature',
      {
        wire: (signed: WireRequest) => {
          signed.headers.authorization = 'AWS4-HMAC-SHA256 Credential=a';
        },
      },
      'IncompleteSignature',
      400,
    ],
    [
      'without a date',
      {
        wire: (signed: WireRequest) => {
          delete signed.headers['x-amz-date'];
        },
      },
      'IncompleteSignature',
      400,
    ],
  ])('%s is refused', async (_what, change, name, httpStatusCode) => {
    expect(await stsError(change)).toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  it('with a tampered body and a hash to match it is still refused', async () => {
    const error = await stsError({
      wire(signed) {
        signed.body = String(signed.body).replace('GetCallerIdentity', 'AssumeRole');
        signed.headers['x-amz-content-sha256'] = createHash('sha256')
          .update(String(signed.body))
          .digest('hex');
        delete signed.headers['content-length'];
      },
    });
    expect(error).toMatchObject({ name: 'SignatureDoesNotMatch' });
  });

  it('that is 14 minutes old is accepted', async () => {
    const cloud = await cloudForTest({ clock: manualClock(Date.now() + 14 * 60_000) });
    const answer = await clientsFor(cloud).sts.send(new GetCallerIdentityCommand({}));
    expect(answer.Account).toBe('111122223333');
  });

  it('in another protocol is refused by name', async () => {
    const error = await stsError({
      wire: (signed) => {
        signed.headers['smithy-protocol'] = 'rpc-v2-cbor';
      },
    });
    expect(error).toMatchObject({ name: 'UnsupportedProtocol', $metadata: { httpStatusCode: 415 } });
    expect(error.message).toContain('rpc-v2-cbor');
  });

  it('with another day than it was signed for is refused', async () => {
    const error = await stsError({
      wire: (signed) => {
        signed.headers['x-amz-date'] = '20200101T000000Z';
      },
    });
    expect(error.name).toBe('SignatureDoesNotMatch');
  });

  it('for a service that is not there is refused by name', async () => {
    const cloud = await cloudForTest();
    const client = new CloudFormationClient({
      ...clientOptions(cloud),
      requestHandler: wire((signed) => {
        signed.headers.authorization = signed.headers.authorization!.replace('/cloudformation/', '/lambda/');
      }).requestHandler as never,
    });
    const error = await errorOf(client.send(new DescribeStacksCommand({})));
    expect(error.message).toContain('lambda');
    expect(error.name).toBe('NotImplemented');
  });
});

describe('an S3 call', () => {
  async function s3Error(credentials: object, systemClockOffset = 0) {
    const options = clientOptions(await cloudForTest());
    const s3 = new S3Client({
      ...options,
      credentials: { ...options.credentials, ...credentials },
      systemClockOffset,
    });
    return errorOf(s3.send(new ListBucketsCommand({})));
  }

  it.each([
    ['with an unknown key', { accessKeyId: 'AKIAUNKNOWNUNKNOWN22' }, 0, 'InvalidAccessKeyId'],
    ['with the wrong secret', { secretAccessKey: 'w'.repeat(40) }, 0, 'SignatureDoesNotMatch'],
    ['of 16 minutes ago', {}, -FAR_APART, 'RequestTimeTooSkewed'],
  ])('%s is refused', async (_what, credentials, offset, name) => {
    expect(await s3Error(credentials, offset)).toMatchObject({ name, $metadata: { httpStatusCode: 403 } });
  });

  it('without a signature is AccessDenied', async () => {
    const { endpoint } = await cloudForTest();
    const answer = await fetch(`${endpoint}/some-bucket?list-type=2`);
    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringContaining('<Code>AccessDenied</Code>'),
    ]);
  });

  it('with another body than was signed is refused', async () => {
    const cloud = await cloudForTest();
    await clientsFor(cloud).s3.send(new CreateBucketCommand({ Bucket: 'tampered-bucket' }));
    const s3 = new S3Client({
      ...clientOptions(cloud),
      requestHandler: wire((signed) => {
        signed.body = 'evil';
        signed.headers['content-length'] = '4';
      }).requestHandler as never,
    });
    const error = await errorOf(
      s3.send(new PutObjectCommand({ Bucket: 'tampered-bucket', Key: 'k', Body: 'good' })),
    );
    expect(error.name).toBe('XAmzContentSHA256Mismatch');
  });

  it.each([
    ['without a hash of its body', undefined, 'InvalidRequest'],
    ['in signed chunks', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'NotImplemented'],
  ])('%s is refused', async (_what, hash, name) => {
    const s3 = new S3Client({
      ...clientOptions(await cloudForTest()),
      requestHandler: wire(({ headers }) => {
        delete headers['x-amz-content-sha256'];
        if (hash !== undefined) headers['x-amz-content-sha256'] = hash;
      }).requestHandler as never,
    });
    expect((await errorOf(s3.send(new ListBucketsCommand({})))).name).toBe(name);
  });

  it('signs odd keys the way S3 does', async () => {
    const { s3 } = clientsFor(await cloudForTest());
    await s3.send(new CreateBucketCommand({ Bucket: 'odd-keys' }));
    for (const Key of ["a b+c%25(1)!'*.txt", '#current/ü/€', 'x=y&z?w']) {
      await s3.send(new PutObjectCommand({ Bucket: 'odd-keys', Key, Body: 'x' }));
    }
    expect((await s3.send(new HeadBucketCommand({ Bucket: 'odd-keys' }))).BucketRegion).toBe('eu-west-1');
  });
});

import { Readable } from 'node:stream';
import {
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, put, withBucket } from './support/bucket.ts';
import { errorOf } from './support/cloud.ts';

describe('objects', () => {
  it('are returned as stored', async () => {
    const { s3 } = await withBucket();
    const Body = Buffer.from(Array.from({ length: 300 }, (_, index) => index % 256));
    const stored = await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'dir/ü #1',
        Body,
        ContentType: 'application/zip',
        Metadata: { made: 'here' },
      }),
    );
    const read = await s3.send(new GetObjectCommand({ Bucket, Key: 'dir/ü #1' }));
    expect(Buffer.from(await read.Body!.transformToByteArray())).toEqual(Body);
    expect(read).toMatchObject({
      ContentType: 'application/zip',
      Metadata: { made: 'here' },
      ETag: stored.ETag,
      ServerSideEncryption: 'AES256',
    });
    expect(stored.ETag).toMatch(/^"[0-9a-f]{32}"$/);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'dir/ü #1' }));
    expect(head).toMatchObject({ ContentLength: 300, ETag: stored.ETag });
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'dir/ü #1' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'dir/ü #1' }));
    expect((await errorOf(s3.send(new GetObjectCommand({ Bucket, Key: 'dir/ü #1' })))).name).toBe(
      'NoSuchKey',
    );
    expect((await errorOf(s3.send(new HeadObjectCommand({ Bucket, Key: 'dir/ü #1' })))).name).toBe(
      'NotFound',
    );
  });

  it('replace the previous one', async () => {
    const { s3 } = await withBucket();
    await put(s3, 'a');
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'newer' }));
    const read = await s3.send(new GetObjectCommand({ Bucket, Key: 'a' }));
    expect(await read.Body!.transformToString()).toBe('newer');
    const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions?.map(({ VersionId, Size }) => [VersionId, Size])).toEqual([['null', 5]]);
  });

  it('can be sent as a stream, in chunks', async () => {
    const { s3 } = await withBucket();
    const parts = ['first ', 'second ', 'x'.repeat(100_000)];
    const ContentLength = parts.join('').length;
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'stream',
        Body: Readable.from(parts.map((part) => Buffer.from(part))),
        ContentLength,
      }),
    );
    const read = await s3.send(new GetObjectCommand({ Bucket, Key: 'stream' }));
    expect(await read.Body!.transformToString()).toBe(parts.join(''));
  });

  it('with a wrong checksum are refused', async () => {
    const { s3 } = await withBucket();
    const wrong = new PutObjectCommand({ Bucket, Key: 'a', Body: 'content', ChecksumCRC32: 'AAAAAA==' });
    expect((await errorOf(s3.send(wrong))).name).toBe('BadDigest');
    const md5 = new PutObjectCommand({
      Bucket,
      Key: 'a',
      Body: 'content',
      ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==',
    });
    expect((await errorOf(s3.send(md5))).name).toBe('BadDigest');
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  });

  it('can be stored on condition that there is none', async () => {
    const { s3 } = await withBucket();
    await put(s3, 'a');
    const error = await errorOf(
      s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', IfNoneMatch: '*' })),
    );
    expect(error).toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
  });

  it('are listed in the order of their bytes, in pages and in folders', async () => {
    const { s3 } = await withBucket();
    await put(s3, 'b/2', 'a', 'b/1', 'Z', 'c', 'b/sub/3', 'é');
    const all = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(all.Contents?.map(({ Key }) => Key)).toEqual(['Z', 'a', 'b/1', 'b/2', 'b/sub/3', 'c', 'é']);
    expect(all).toMatchObject({ KeyCount: 7, IsTruncated: false, MaxKeys: 1000 });
    const folder = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'b/', Delimiter: '/' }));
    expect(folder.Contents?.map(({ Key }) => Key)).toEqual(['b/1', 'b/2']);
    expect(folder.CommonPrefixes).toEqual([{ Prefix: 'b/sub/' }]);
    const keys: string[] = [];
    let token: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket, MaxKeys: 3, Delimiter: '/', ContinuationToken: token }),
      );
      keys.push(
        ...(page.Contents ?? []).map(({ Key }) => Key!),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix!),
      );
      token = page.NextContinuationToken;
    } while (token !== undefined);
    expect(keys).toEqual(['Z', 'a', 'b/', 'c', 'é']);
    const after = await s3.send(new ListObjectsV2Command({ Bucket, StartAfter: 'b/2' }));
    expect(after.Contents?.map(({ Key }) => Key)).toEqual(['b/sub/3', 'c', 'é']);
    expect((await errorOf(s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken: '!' })))).name).toBe(
      'InvalidArgument',
    );
  });

  it('are deleted many at once, and prevent a bucket from being deleted', async () => {
    const { s3 } = await withBucket();
    await put(s3, 'c');
    // One is enough.
    expect(await errorOf(s3.send(new DeleteBucketCommand({ Bucket })))).toMatchObject({
      name: 'BucketNotEmpty',
      $metadata: { httpStatusCode: 409 },
    });
    await put(s3, ' a & <b> ');
    const Objects = [' a & <b> ', 'c', 'not there'].map((Key) => ({ Key }));
    const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted?.map(({ Key }) => Key)).toEqual([' a & <b> ', 'c', 'not there']);
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    await s3.send(new DeleteBucketCommand({ Bucket }));
  });

  it('keep their versions once the bucket does', async () => {
    const { s3 } = await withBucket();
    await put(s3, 'a');
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    const second = await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'second' }));
    const marker = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(marker.DeleteMarker).toBe(true);
    expect((await errorOf(s3.send(new GetObjectCommand({ Bucket, Key: 'a' })))).name).toBe('NoSuchKey');
    const old = await s3.send(new GetObjectCommand({ Bucket, Key: 'a', VersionId: 'null' }));
    expect(await old.Body!.transformToString()).toBe('content of a');
    const { Versions, DeleteMarkers } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [second.VersionId, false],
      ['null', false],
    ]);
    expect(DeleteMarkers?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [marker.VersionId, true],
    ]);
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2 }));
    const next = await s3.send(
      new ListObjectVersionsCommand({
        Bucket,
        KeyMarker: page.NextKeyMarker,
        VersionIdMarker: page.NextVersionIdMarker,
      }),
    );
    expect([page.IsTruncated, next.IsTruncated, next.Versions?.length, next.DeleteMarkers ?? []]).toEqual([
      true,
      false,
      1,
      [],
    ]);
    expect((await errorOf(s3.send(new DeleteBucketCommand({ Bucket })))).name).toBe('BucketNotEmpty');
    for (const VersionId of [second.VersionId, marker.VersionId, 'null']) {
      await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId }));
    }
    await s3.send(new DeleteBucketCommand({ Bucket }));
  });
});

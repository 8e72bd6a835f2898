import { describe, expect, it } from 'vitest';
import { bucketExists, emptyAndDeleteBucket, storeTemplate } from '../../../src/aws/bucket.ts';
import { awsError, createFakeAws } from './support/fake-aws.ts';

const failing = (name: string, status: number) => () => {
  throw awsError(name, '', status);
};

/** A bucket in memory with two objects per page; versions that begin with `m` are delete markers. */
function bucketOf(keys: readonly (readonly [key: string, version: string])[]) {
  let left = [...keys];
  const page = (isMarker: boolean) =>
    left
      .slice(0, 2)
      .filter(([, version]) => version.startsWith('m') === isMarker)
      .map(([Key, VersionId]) => ({ Key, VersionId }));
  const aws = createFakeAws({
    ListObjectVersions: () => ({ Versions: page(false), DeleteMarkers: page(true) }),
    DeleteObjects: ({ Delete }) => {
      const { Objects } = Delete as { Objects: { Key: string; VersionId?: string }[] };
      left = left.filter(([key, version]) => !Objects.some((o) => o.Key === key && o.VersionId === version));
      return {};
    },
    DeleteBucket: () => {
      if (left.length > 0) throw awsError('BucketNotEmpty', '', 409);
      return { $metadata: { httpStatusCode: 204 } };
    },
  });
  return { ...aws, left: () => left };
}

describe('emptyAndDeleteBucket', () => {
  it('deletes every version and marker on every page, then the bucket', async () => {
    const bucket = bucketOf([
      ['a', '1'],
      ['a', '2'],
      ['b', '1'],
      ['c', 'm1'],
      ['c', 'm2'],
    ]);
    await emptyAndDeleteBucket(bucket.clients, 'shop');
    expect(bucket.left()).toEqual([]);
    expect(bucket.sent.at(-1)?.name).toBe('DeleteBucket');
  });

  it('says which object could not be deleted', async () => {
    const { clients, sent } = createFakeAws({
      ListObjectVersions: () => ({ Versions: [{ Key: 'a' }] }),
      DeleteObjects: () => ({ Errors: [{ Key: 'a', Code: 'AccessDenied', Message: 'no' }] }),
    });
    await expect(emptyAndDeleteBucket(clients, 'shop')).rejects.toMatchObject({ code: 'BUCKET_NOT_EMPTY' });
    expect(sent.map(({ name }) => name)).not.toContain('DeleteBucket');
  });

  it("does not mistake a proxy's page for the deletion", async () => {
    const { clients } = createFakeAws({
      ListObjectVersions: () => ({}),
      DeleteBucket: () => ({ $metadata: { httpStatusCode: 200 } }),
    });
    await expect(emptyAndDeleteBucket(clients, 'shop')).rejects.toMatchObject({ code: 'AWS_ANSWER' });
  });

  it('succeeds if the bucket is already gone', async () => {
    const { clients } = createFakeAws({ ListObjectVersions: failing('NoSuchBucket', 404) });
    await expect(emptyAndDeleteBucket(clients, 'shop')).resolves.toBeUndefined();
  });

  it('gives up if objects are added all the time', async () => {
    const { clients, sent } = createFakeAws({
      ListObjectVersions: () => ({}),
      DeleteBucket: failing('BucketNotEmpty', 409),
    });
    await expect(emptyAndDeleteBucket(clients, 'shop')).rejects.toMatchObject({ code: 'BUCKET_NOT_EMPTY' });
    expect(sent.filter(({ name }) => name === 'DeleteBucket').length).toBe(3);
  });
});

it.each([
  ['mine', () => ({})],
  ['free', failing('NotFound', 404)],
  ['taken', failing('Unknown', 403)],
  ['taken', failing('Unknown', 301)],
  ['unknown', failing('InternalError', 500)],
] as const)('a bucket is %s', async (expected, HeadBucket) => {
  expect(await bucketExists(createFakeAws({ HeadBucket }).clients, 'shop')).toBe(expected);
});

describe('storeTemplate', () => {
  const template = { bucket: 'shop', key: 'nested-cloudformation-stack.yml', body: '{"a":1}' };

  it('stores the text under its key', async () => {
    const { clients, sent } = createFakeAws({ PutObject: () => ({ ETag: '"1"' }) });
    await storeTemplate(clients, template);
    expect(sent[0]?.input).toMatchObject({
      Bucket: 'shop',
      Key: 'nested-cloudformation-stack.yml',
      Body: '{"a":1}',
    });
  });

  it("does not trust a success that S3 did not confirm: a network's sign-in page also has status 200", async () => {
    const { clients } = createFakeAws({ PutObject: () => ({}) });
    await expect(storeTemplate(clients, template)).rejects.toMatchObject({ code: 'AWS_ANSWER' });
  });

  it('says that the upload failed, and why', async () => {
    const { clients } = createFakeAws({ PutObject: failing('AccessDenied', 403) });
    const thrown = await storeTemplate(clients, template).catch((problem: unknown) => problem);
    expect(thrown).toMatchObject({ code: 'UPLOAD_FAILED', cause: { code: 'ACCESS_DENIED' } });
  });
});

import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { callOptions } from './call.ts';
import type { AwsClients } from './clients.ts';
import { notFromAws } from './identity.ts';
import { countPages } from './pages.ts';
import { errorFacts } from './problems/facts.ts';
import { awsProblem } from './problems.ts';

/** The contents of a bucket in numbers. */
export interface BucketContents {
  /** Current versions, without delete markers. */
  readonly objects: number;
  /** Older versions, and delete markers. */
  readonly versions: number;
  /** Of all versions. */
  readonly bytes: number;
  /** Counting stopped at the page limit: there is more. */
  readonly more?: true;
}

/** A bucket and its expected owner: S3 refuses a call if the bucket belongs to another account. */
export interface OwnedBucket {
  readonly bucket: string;
  /** 12 digits. */
  readonly owner: string;
}

/**
 * Counts the contents of a bucket, including older versions.
 *
 * @param pages the most pages of up to 1,000 versions to read
 * @returns undefined if there is no such bucket
 * @throws Problem ACCESS_DENIED, …
 */
export async function bucketContents(
  clients: AwsClients,
  { bucket, owner }: OwnedBucket,
  pages: number,
  signal?: AbortSignal,
): Promise<BucketContents | undefined> {
  const doing = `list the versions in the bucket ${bucket}`;
  const found = { objects: 0, versions: 0, bytes: 0 };
  let marker: { KeyMarker?: string; VersionIdMarker?: string } = {};
  try {
    const { ListObjectVersionsCommand } = await import('@aws-sdk/client-s3');
    const s3 = await clients.s3();
    for (let page = 1; ; page += 1) {
      const answer = await s3.send(
        new ListObjectVersionsCommand({ Bucket: bucket, ExpectedBucketOwner: owner, ...marker }),
        callOptions(signal, doing),
      );
      // A sign-in page in between answers with 200; S3 sends the bucket's name.
      if (answer.Name === undefined && answer.IsTruncated === undefined) throw notFromAws(doing);
      for (const { IsLatest, Size } of answer.Versions ?? []) {
        if (IsLatest === false) found.versions += 1;
        else found.objects += 1;
        found.bytes += Size ?? 0;
      }
      found.versions += answer.DeleteMarkers?.length ?? 0;
      if (!answer.IsTruncated || answer.NextKeyMarker === undefined) return found;
      if (page === pages) return { ...found, more: true };
      marker = {
        KeyMarker: answer.NextKeyMarker,
        ...(answer.NextVersionIdMarker ? { VersionIdMarker: answer.NextVersionIdMarker } : {}),
      };
    }
  } catch (thrown) {
    signal?.throwIfAborted();
    if (errorFacts(thrown).name === 'NoSuchBucket') return undefined;
    throw awsProblem(thrown, doing);
  }
}

/** The current version of an object. */
export interface ListedObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly etag?: string;
}

/** The current versions of a bucket's objects. @throws Problem ACCESS_DENIED, … */
export async function listObjects(
  clients: AwsClients,
  { bucket, owner }: OwnedBucket,
  signal?: AbortSignal,
): Promise<ListedObject[]> {
  const doing = `list the objects in the bucket ${bucket}`;
  const found: ListedObject[] = [];
  const nextOf = countPages(doing);
  let next: string | undefined;
  try {
    const { ListObjectsV2Command } = await import('@aws-sdk/client-s3');
    const s3 = await clients.s3();
    do {
      const page = await s3.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          ExpectedBucketOwner: owner,
          ...(next ? { ContinuationToken: next } : {}),
        }),
        callOptions(signal, doing),
      );
      if (page.KeyCount === undefined && page.IsTruncated === undefined) throw notFromAws(doing);
      for (const { Key, Size, ETag } of page.Contents ?? [])
        if (Key !== undefined) found.push({ key: Key, size: Size ?? 0, ...(ETag ? { etag: ETag } : {}) });
      next = nextOf(page.NextContinuationToken);
    } while (next);
    return found;
  } catch (thrown) {
    signal?.throwIfAborted();
    throw awsProblem(thrown, doing);
  }
}

/** A part of a listed object. */
export interface ObjectPart extends OwnedBucket, ListedObject {
  /** The offset of the first byte. */
  readonly from: number;
  /** The most bytes to read. */
  readonly length: number;
}

/**
 * Reads a part of an object.
 *
 * @throws Problem OBJECT_MISSING if it is gone, or has changed since it was listed; ACCESS_DENIED, …
 */
export async function readObjectPart(
  clients: AwsClients,
  { bucket, owner, key, size, etag, from, length }: ObjectPart,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const doing = `read ${plainText(key)} from the bucket ${bucket}`;
  try {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    const s3 = await clients.s3();
    const { Body } = await s3.send(
      new GetObjectCommand({
        Bucket: bucket,
        ExpectedBucketOwner: owner,
        Key: key,
        ...(etag ? { IfMatch: etag } : {}),
        // An empty object has no valid range.
        ...(size > length ? { Range: `bytes=${from}-${Math.min(from + length, size) - 1}` } : {}),
      }),
      callOptions(signal, doing),
    );
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (thrown) {
    signal?.throwIfAborted();
    const { name, status } = errorFacts(thrown);
    if (name === 'NoSuchKey' || status === 412)
      throw new Problem(
        {
          code: 'OBJECT_MISSING',
          what: `${plainText(key)} in the bucket ${bucket} was changed while it was downloaded.`,
          why: 'Somebody works with the backend right now.',
          next: 'Try again when nobody does.',
        },
        { cause: thrown },
      );
    throw awsProblem(thrown, doing);
  }
}

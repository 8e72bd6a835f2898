import type { S3Client } from '@aws-sdk/client-s3';
import { Problem, type ProblemCode } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { callOptions } from './call.ts';
import type { AwsClients } from './clients.ts';
import { notFromAws } from './identity.ts';
import { withoutEnd } from './pages.ts';
import { errorFacts } from './problems/facts.ts';
import { awsProblem, isTransient } from './problems.ts';

/** Thrown unchanged, as transient problems are: another try or new credentials may solve them. */
const asTheyAre: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'CREDENTIALS_EXPIRED',
  'CLOCK_SKEW',
  'AWS_ANSWER',
]);

/** Something to store in a bucket. */
export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  readonly body: string | Uint8Array;
}

/** Stores a template in the deployment bucket, see {@link storeObject}. */
export function storeTemplate(
  clients: AwsClients,
  object: StoredObject,
  signal?: AbortSignal,
): Promise<void> {
  return storeObject(clients, { ...object, name: 'the template' }, signal);
}

/**
 * Stores an object in the deployment bucket. Can be repeated.
 *
 * @param object `name` is its name in sentences
 * @throws Problem UPLOAD_FAILED with AWS's reason; transient problems, and those of credentials, unchanged
 */
export async function storeObject(
  clients: AwsClients,
  { bucket, key, body, name }: StoredObject & { readonly name: string },
  signal?: AbortSignal,
): Promise<void> {
  const doing = `store ${name} in the bucket ${bucket}`;
  try {
    const { PutObjectCommand } = await import('@aws-sdk/client-s3');
    const s3 = await clients.s3();
    const { ETag } = await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: body,
        ContentType: typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/octet-stream',
      }),
      callOptions(signal, doing),
    );
    // S3 always sends it; a sign-in page with status 200 stored nothing.
    if (!ETag) throw notFromAws(doing);
  } catch (thrown) {
    signal?.throwIfAborted();
    const reason = awsProblem(thrown, doing);
    if (isTransient(reason) || asTheyAre.has(reason.code)) throw reason;
    throw new Problem(
      {
        code: 'UPLOAD_FAILED',
        what: `${name.charAt(0).toUpperCase()}${name.slice(1)} could not be stored in the bucket ${bucket}.`,
        why: reason.code === 'AWS_REJECTED' ? reason.why : `${reason.what} ${reason.why}`,
        next: reason.next,
      },
      { cause: reason },
    );
  }
}

/** Options for emptying a bucket. */
export interface Emptying {
  /** 12 digits: S3 refuses the call if the bucket belongs to another account. */
  readonly owner?: string;
  /** Called with the number of versions that each call has deleted. */
  readonly onDeleted?: (versions: number) => void;
}

/**
 * Deletes everything in a bucket, including older versions, and then the bucket. A missing one is not an error.
 *
 * @throws Problem BUCKET_NOT_EMPTY if something cannot be deleted or is added again every time
 */
export async function emptyAndDeleteBucket(
  clients: AwsClients,
  bucket: string,
  signal?: AbortSignal,
  emptying: Emptying = {},
): Promise<void> {
  const doing = `delete the bucket ${bucket}`;
  try {
    const { DeleteBucketCommand } = await import('@aws-sdk/client-s3');
    const s3 = await clients.s3();
    // Something may be added between the last list and the deletion, so a bucket that is not empty is emptied again.
    for (let round = 1; ; round += 1) {
      await deleteVersions(s3, bucket, signal, emptying);
      try {
        const { $metadata } = await s3.send(
          new DeleteBucketCommand({ Bucket: bucket, ...ownedBy(emptying) }),
          callOptions(signal, doing),
        );
        // A sign-in page in between answers with 200; S3 answers a deletion with 204.
        if ($metadata.httpStatusCode !== 204) throw notFromAws(doing);
        return;
      } catch (thrown) {
        if (round === 3 || errorFacts(thrown).name !== 'BucketNotEmpty') throw thrown;
      }
    }
  } catch (thrown) {
    signal?.throwIfAborted();
    if (errorFacts(thrown).name === 'NoSuchBucket') return;
    throw awsProblem(thrown, doing);
  }
}

/**
 * Deletes everything in a bucket, including older versions. A missing bucket is not an error.
 *
 * @throws Problem as {@link emptyAndDeleteBucket}
 */
export async function emptyBucket(
  clients: AwsClients,
  bucket: string,
  signal?: AbortSignal,
  emptying: Emptying = {},
): Promise<void> {
  try {
    await deleteVersions(await clients.s3(), bucket, signal, emptying);
  } catch (thrown) {
    signal?.throwIfAborted();
    if (errorFacts(thrown).name === 'NoSuchBucket') return;
    throw awsProblem(thrown, `empty the bucket ${bucket}`);
  }
}

const ownedBy = ({ owner }: Emptying) => (owner === undefined ? {} : { ExpectedBucketOwner: owner });

async function deleteVersions(
  s3: S3Client,
  bucket: string,
  signal: AbortSignal | undefined,
  emptying: Emptying,
): Promise<void> {
  const { DeleteObjectsCommand, ListObjectVersionsCommand } = await import('@aws-sdk/client-s3');
  const options = callOptions(signal, `empty the bucket ${bucket}`);
  let before = '';
  let times = 0;
  for (;;) {
    // Always the first page: what was listed before has been deleted.
    const page = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, ...ownedBy(emptying) }),
      options,
    );
    const objects = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].flatMap(({ Key, VersionId }) =>
      Key === undefined ? [] : [{ Key, ...(VersionId ? { VersionId } : {}) }],
    );
    if (objects.length === 0) return;
    // Somebody may add the same objects again, but hardly every time.
    const listed = JSON.stringify(objects);
    times = listed === before ? times + 1 : 0;
    before = listed;
    if (times === 3) {
      const why = `What was deleted is listed again: ${plainText(objects[0]?.Key ?? '')}.`;
      throw withoutEnd(`empty the bucket ${bucket}`, why);
    }
    // A call deletes at most 1,000, which is also the size of a page.
    const answer = await s3.send(
      new DeleteObjectsCommand({
        Bucket: bucket,
        Delete: { Objects: objects, Quiet: true },
        ...ownedBy(emptying),
      }),
      options,
    );
    const failed = answer.Errors?.[0];
    emptying.onDeleted?.(objects.length - (answer.Errors?.length ?? 0));
    if (failed)
      throw notDeleted(bucket, failed.Key ?? '', `${failed.Code ?? ''} ${failed.Message ?? ''}`.trim());
  }
}

/** The Problem of an object that could not be deleted. */
export function notDeleted(bucket: string, key: string, reason: string): Problem {
  return new Problem({
    code: 'BUCKET_NOT_EMPTY',
    what: `${plainText(key) || 'An object'} in the bucket ${bucket} could not be deleted.`,
    why: plainText(reason) || 'AWS gives no reason.',
    next: 'Ask for the permission s3:DeleteObjectVersion, or empty the bucket in the console, then try again.',
  });
}

/**
 * Who owns a bucket, as far as this access can tell; calls HeadBucket.
 *
 * @returns `mine`: it exists and is readable; `taken`: somebody has that name, maybe this account without granting
 * access, maybe in another region; `free`: nobody has it; `unknown`: AWS did not say
 */
export async function bucketExists(
  clients: AwsClients,
  bucket: string,
  signal?: AbortSignal,
): Promise<'mine' | 'taken' | 'free' | 'unknown'> {
  try {
    const { HeadBucketCommand } = await import('@aws-sdk/client-s3');
    const s3 = await clients.s3();
    const options = callOptions(signal, `see whose the bucket ${bucket} is`);
    await s3.send(new HeadBucketCommand({ Bucket: bucket }), options);
    return 'mine';
  } catch (thrown) {
    signal?.throwIfAborted();
    // HEAD has no body, so the status is all there is.
    const { status, name } = errorFacts(thrown);
    if (status === 404) return 'free';
    if (status === 301 || (status === 403 && name !== 'ExpiredToken')) return 'taken';
    return 'unknown';
  }
}

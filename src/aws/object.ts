import type { AwsClients } from './clients.ts';
import { errorFacts } from './problems/facts.ts';
import { awsProblem } from './problems.ts';

/** The largest object that is read, bytes: far more than an amplify-meta.json or the archive of a backend is. */
const largest = 128 * 1024 * 1024;

/**
 * An object of a bucket.
 *
 * @returns undefined when there is no such object or bucket, or when it is larger than 128 MiB
 * @throws Problem ACCESS_DENIED and what else keeps it from being read
 */
export async function readObject(
  clients: AwsClients,
  bucket: string,
  key: string,
  signal?: AbortSignal,
): Promise<Uint8Array | undefined> {
  try {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    const s3 = await clients.s3();
    const answer = await s3.send(
      new GetObjectCommand({ Bucket: bucket, Key: key }),
      signal ? { abortSignal: signal } : {},
    );
    if ((answer.ContentLength ?? 0) > largest) return undefined;
    return await answer.Body?.transformToByteArray();
  } catch (thrown) {
    signal?.throwIfAborted();
    if (['NoSuchKey', 'NoSuchBucket'].includes(errorFacts(thrown).name ?? '')) return undefined;
    throw awsProblem(thrown, `read ${key} from the bucket ${bucket}`);
  }
}

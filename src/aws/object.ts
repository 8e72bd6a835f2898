import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { callOptions } from './call.ts';
import type { AwsClients } from './clients.ts';
import { errorFacts } from './problems/facts.ts';
import { awsProblem } from './problems.ts';

/** The size limit of an object in bytes: far more than an amplify-meta.json or a backend's archive. */
const largest = 24 * 1024 * 1024;

/**
 * Reads an object of a bucket.
 *
 * @throws Problem OBJECT_MISSING if there is no such object or bucket, or it is larger than 24 MiB; ACCESS_DENIED and
 * whatever else prevents reading
 */
export async function readObject(
  clients: AwsClients,
  bucket: string,
  key: string,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const doing = `read ${key} from the bucket ${bucket}`;
  try {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    const s3 = await clients.s3();
    const answer = await s3.send(
      new GetObjectCommand({ Bucket: bucket, Key: key }),
      callOptions(signal, doing),
    );
    if ((answer.ContentLength ?? 0) > largest) throw unusable(bucket, key, 'It is larger than 24 MiB.');
    return (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (thrown) {
    signal?.throwIfAborted();
    if (thrown instanceof Problem) throw thrown;
    const { name } = errorFacts(thrown);
    if (name === 'NoSuchKey') throw unusable(bucket, key, 'The bucket has no such object.', thrown);
    if (name === 'NoSuchBucket') throw missingBucket(bucket, key, thrown);
    throw awsProblem(thrown, doing);
  }
}

/** A push stores nothing in a missing bucket, so the bucket is the first step. */
function missingBucket(bucket: string, key: string, cause: unknown): Problem {
  const name = plainText(bucket);
  return new Problem(
    {
      code: 'OBJECT_MISSING',
      what: `${plainText(key)} could not be read from the bucket ${name}.`,
      why: 'There is no such bucket.',
      next: `Make the bucket ${name} again in the stack's region, then push the backend with the Amplify CLI from a machine that has it; or make an environment of your own with \`amplify-tui init --env NAME\`.`,
    },
    { cause },
  );
}

function unusable(bucket: string, key: string, why: string, cause?: unknown): Problem {
  return new Problem(
    {
      code: 'OBJECT_MISSING',
      what: `${plainText(key)} could not be read from the bucket ${plainText(bucket)}.`,
      why,
      next: 'Push the backend again with the Amplify CLI, from a machine that has it; that stores it again.',
    },
    { cause },
  );
}

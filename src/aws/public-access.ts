import { callAws, callOptions } from './call.ts';
import type { AwsClients } from './clients.ts';
import { notFromAws } from './identity.ts';
import { errorFacts } from './problems/facts.ts';

/** The four ways in which S3 blocks public access to a bucket. */
export const publicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
} as const;

/** A bucket and its expected owner: S3 refuses a bucket of somebody else. */
export interface OwnBucket {
  readonly bucket: string;
  /** 12 digits. */
  readonly owner?: string | undefined;
}

const named = ({ bucket, owner }: OwnBucket) => ({
  Bucket: bucket,
  ...(owner === undefined ? {} : { ExpectedBucketOwner: owner }),
});

/**
 * Whether a bucket blocks public access in all four ways.
 *
 * @returns undefined if that is unknown: no permission, or no answer
 */
export async function keepsPublicOut(
  clients: AwsClients,
  own: OwnBucket,
  signal?: AbortSignal,
): Promise<boolean | undefined> {
  try {
    const { GetPublicAccessBlockCommand } = await import('@aws-sdk/client-s3');
    const s3 = await clients.s3();
    const { PublicAccessBlockConfiguration: block } = await s3.send(
      new GetPublicAccessBlockCommand(named(own)),
      callOptions(signal, `see whether the bucket ${own.bucket} blocks public access`),
    );
    // A sign-in page with status 200 does not answer the question.
    if (!block) return undefined;
    return Object.keys(publicAccessBlock).every((each) => block[each as keyof typeof block] === true);
  } catch (thrown) {
    signal?.throwIfAborted();
    return errorFacts(thrown).name === 'NoSuchPublicAccessBlockConfiguration' ? false : undefined;
  }
}

/**
 * Makes a bucket block all public access. Can be repeated; replaces earlier settings of the kind.
 *
 * @throws Problem ACCESS_DENIED without s3:PutBucketPublicAccessBlock, or for a bucket of another account; AWS_REJECTED,
 * …
 */
export async function blockPublicAccess(
  clients: AwsClients,
  own: OwnBucket,
  signal?: AbortSignal,
): Promise<void> {
  const doing = `block public access to the bucket ${own.bucket}`;
  await callAws(clients.s3, doing, signal, async (s3, options) => {
    const { PutPublicAccessBlockCommand } = await import('@aws-sdk/client-s3');
    const { $metadata } = await s3.send(
      new PutPublicAccessBlockCommand({ ...named(own), PublicAccessBlockConfiguration: publicAccessBlock }),
      options,
    );
    // The answer has no body; a sign-in page in between answers with 200, too, but without a request id.
    if ($metadata.requestId === undefined) throw notFromAws(doing);
  });
}

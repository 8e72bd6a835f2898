import { ServiceError } from '../errors.ts';
import type { BucketState, CloudState } from '../state.ts';
import { brokenBucketRule } from './names.ts';

/** The bucket of this name in any account, since bucket names are global. */
export function findBucket(state: CloudState, name: string): BucketState | undefined {
  return state.buckets.find((bucket) => bucket.name === name);
}

/**
 * Makes a bucket with today's defaults (encrypted, no public access).
 * @throws InvalidBucketName, BucketAlreadyOwnedByYou or, if it belongs to another account, BucketAlreadyExists
 */
export function insertBucket(
  state: CloudState,
  wanted: { name: string; accountId: string; region: string; moment: number },
): BucketState {
  const { name, accountId, region, moment } = wanted;
  if (brokenBucketRule(name) !== undefined) {
    throw new ServiceError('InvalidBucketName', 'The specified bucket is not valid.', 400, {
      BucketName: name,
    });
  }
  const existing = findBucket(state, name);
  if (existing?.accountId === accountId) {
    throw new ServiceError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      409,
      { BucketName: name },
    );
  }
  if (existing !== undefined) {
    throw new ServiceError(
      'BucketAlreadyExists',
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
      409,
      { BucketName: name },
    );
  }
  const bucket: BucketState = {
    name,
    accountId,
    region,
    createdAt: moment,
    encryption: { algorithm: 'AES256', bucketKey: false },
    publicAccessBlock: {
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
    },
    ownership: 'BucketOwnerEnforced',
    tags: [],
    versions: [],
  };
  state.buckets.push(bucket);
  return bucket;
}

/** Removes an empty bucket. @throws BucketNotEmpty, also if only old versions or delete markers are left */
export function deleteBucket(state: CloudState, bucket: BucketState): void {
  if (bucket.versions.length > 0) {
    const hint = bucket.versioning === undefined ? '' : '. You must delete all versions in the bucket.';
    throw new ServiceError('BucketNotEmpty', `The bucket you tried to delete is not empty${hint}`, 409, {
      BucketName: bucket.name,
    });
  }
  state.buckets.splice(state.buckets.indexOf(bucket), 1);
}

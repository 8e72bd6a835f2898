import { ServiceError } from '../../errors.ts';
import { checkBucketPolicy } from '../../s3/bucket-policy.ts';
import { findBucket } from '../../s3/buckets.ts';
import type { BucketState } from '../../state.ts';
import {
  HandlerFailure,
  type ResourceProvider,
  type ResourceRequest,
  requirePermission,
  textProperty,
} from './provider.ts';

/** AWS::S3::BucketPolicy. */
export const bucketPolicyProvider: ResourceProvider = {
  type: 'AWS::S3::BucketPolicy',
  properties: ['Bucket', 'PolicyDocument'],
  required: ['Bucket', 'PolicyDocument'],
  attributes: [],
  seconds: { untilComplete: 2.5, toRemove: 1 },
  replacedBy: ['Bucket'],
  identifier: 'Bucket',

  create(request) {
    const name = textProperty(request.properties, 'Bucket') ?? '';
    const bucket = bucketForPolicy(request, name);
    if (bucket.policy !== undefined) {
      throw new HandlerFailure('AlreadyExists', `The bucket policy already exists on bucket ${name}.`);
    }
    bucket.policy = policyText(request, bucket);
    return { physicalId: name, attributes: {} };
  },

  update(request, physicalId) {
    const bucket = bucketForPolicy(request, physicalId);
    bucket.policy = policyText(request, bucket);
  },

  find({ cloud, stack }, name) {
    const bucket = findBucket(cloud.state, name);
    if (bucket?.accountId !== stack.accountId || bucket.policy === undefined) return undefined;
    return { physicalId: name, attributes: {} };
  },

  remove(request, physicalId) {
    const bucket = findBucket(request.cloud.state, physicalId);
    if (bucket === undefined) return;
    requirePermission(request, 's3:DeleteBucketPolicy', `arn:aws:s3:::${physicalId}`, bucket.accountId);
    delete bucket.policy;
  },
};

function bucketForPolicy(request: ResourceRequest, name: string): BucketState {
  const bucket = findBucket(request.cloud.state, name);
  if (bucket === undefined) {
    throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name });
  }
  requirePermission(request, 's3:PutBucketPolicy', `arn:aws:s3:::${name}`, bucket.accountId);
  return bucket;
}

function policyText({ cloud, stack, properties }: ResourceRequest, bucket: BucketState): string {
  const document = properties.PolicyDocument;
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  checkBucketPolicy(bucket, text, cloud.state, stack.creator.arn);
  return text;
}

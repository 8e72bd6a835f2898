import { ServiceError } from '../../errors.ts';
import { checkBucketPolicy } from '../../s3/bucket-policy.ts';
import { findBucket } from '../../s3/buckets.ts';
import { HandlerFailure, type ResourceProvider, requirePermission, textProperty } from './provider.ts';

/** AWS::S3::BucketPolicy. */
export const bucketPolicyProvider: ResourceProvider = {
  type: 'AWS::S3::BucketPolicy',
  properties: ['Bucket', 'PolicyDocument'],
  required: ['Bucket', 'PolicyDocument'],
  attributes: [],
  seconds: { untilConfigured: 1.5, untilComplete: 2.5, toRemove: 1 },

  create(request) {
    const { cloud, properties } = request;
    const name = textProperty(properties, 'Bucket') ?? '';
    const bucket = findBucket(cloud.state, name);
    if (bucket === undefined) {
      throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404, {
        BucketName: name,
      });
    }
    requirePermission(request, 's3:PutBucketPolicy', `arn:aws:s3:::${name}`, bucket.accountId);
    if (bucket.policy !== undefined) {
      throw new HandlerFailure('AlreadyExists', `The bucket policy already exists on bucket ${name}.`);
    }
    const document = properties.PolicyDocument;
    const text = typeof document === 'string' ? document : JSON.stringify(document);
    checkBucketPolicy(bucket, text);
    bucket.policy = text;
    return { physicalId: name, attributes: {} };
  },

  remove(request, physicalId) {
    const bucket = findBucket(request.cloud.state, physicalId);
    if (bucket === undefined) return;
    requirePermission(request, 's3:DeleteBucketPolicy', `arn:aws:s3:::${physicalId}`, bucket.accountId);
    delete bucket.policy;
  },
};

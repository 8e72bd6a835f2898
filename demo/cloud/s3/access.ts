import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import { findBucket } from './buckets.ts';
import type { S3Call } from './protocol.ts';

/** Checks that the caller may do this to the bucket or object of the call. @throws AccessDenied */
export function checkAccess(
  permission: string,
  { principal, bucketName, key, region }: Pick<S3Call, 'principal' | 'bucketName' | 'key' | 'region'>,
  cloud: Cloud,
): void {
  const owner = permission === 's3:CreateBucket' ? undefined : findBucket(cloud.state, bucketName);
  const resource = bucketName === '' ? '*' : `arn:aws:s3:::${bucketName}${key === '' ? '' : `/${key}`}`;
  const decision = cloud.authorize(principal, permission, resource, {
    region,
    resourceAccount: owner?.accountId ?? principal.accountId,
  });
  if (decision.allowed) return;
  // S3 gives the reason only within the account (Amazon S3 user guide, "Troubleshoot access denied errors").
  const why =
    owner !== undefined && owner.accountId !== principal.accountId
      ? 'Access Denied'
      : `User: ${principal.arn} is not authorized to perform: ${permission} on resource: "${resource}" ${decision.because}`;
  throw new ServiceError('AccessDenied', why, 403, {}, owner && { 'x-amz-bucket-region': owner.region });
}

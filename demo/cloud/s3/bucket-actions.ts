import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import type { Reply } from '../request.ts';
import { deleteBucket, insertBucket } from './buckets.ts';
import { readPayload } from './payload.ts';
import { type BucketCall, emptyReply, type S3Call, xmlReply } from './protocol.ts';
import { childText, parseXml } from './xml-body.ts';

/** GET /: the caller's buckets, in every region. */
export function listBuckets(call: S3Call, cloud: Cloud): Reply {
  const buckets = cloud.state.buckets.filter(({ accountId }) => accountId === call.principal.accountId);
  const sorted = buckets.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return xmlReply('ListAllMyBucketsResult', {
    Owner: { ID: ownerId(call.principal.accountId) },
    Buckets: {
      Bucket: sorted.map(({ name, createdAt, region }) => ({
        Name: name,
        CreationDate: new Date(createdAt),
        BucketRegion: region,
        BucketArn: `arn:aws:s3:::${name}`,
      })),
    },
  });
}

/** PUT /bucket: in the region of the call, which the body must name except for us-east-1. */
export function createBucket(call: S3Call, cloud: Cloud): Reply {
  const { content } = readPayload(call.request);
  const place =
    content.length === 0 ? undefined : childText(parseXml(content.toString()), 'LocationConstraint');
  if (call.region === 'us-east-1' && place !== undefined && place !== '') {
    throw new ServiceError(
      'InvalidLocationConstraint',
      'The specified location-constraint is not valid',
      400,
      {
        LocationConstraint: place,
      },
    );
  }
  const expected = call.region === 'us-east-1' ? undefined : call.region;
  if ((place === '' ? undefined : place) !== expected) {
    throw new ServiceError(
      'IllegalLocationConstraintException',
      `The ${place ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    );
  }
  try {
    insertBucket(cloud.state, {
      name: call.bucketName,
      accountId: call.principal.accountId,
      region: call.region,
      moment: cloud.clock.now(),
    });
  } catch (error) {
    // In us-east-1, and only there, creating one's own bucket again is no error.
    const again = error instanceof ServiceError && error.code === 'BucketAlreadyOwnedByYou';
    if (!again || call.region !== 'us-east-1') throw error;
  }
  cloud.changed();
  const location =
    call.region === 'us-east-1'
      ? `/${call.bucketName}`
      : cloud.endpoint.replace('://', `://${call.bucketName}.`).concat('/');
  return emptyReply(200, { location, 'x-amz-bucket-arn': `arn:aws:s3:::${call.bucketName}` });
}

/** HEAD /bucket. */
export function headBucket({ bucket }: BucketCall): Reply {
  return emptyReply(200, {
    'content-type': 'application/xml',
    'x-amz-access-point-alias': 'false',
    'x-amz-bucket-arn': `arn:aws:s3:::${bucket.name}`,
    'x-amz-bucket-region': bucket.region,
  });
}

/** DELETE /bucket. */
export function removeBucket({ bucket }: BucketCall, cloud: Cloud): Reply {
  deleteBucket(cloud.state, bucket);
  cloud.changed();
  return emptyReply(204);
}

/** GET /bucket?location: empty for us-east-1. */
export function getBucketLocation({ bucket }: BucketCall): Reply {
  const body = bucket.region === 'us-east-1' ? '' : bucket.region;
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${body}</LocationConstraint>`,
  };
}

/** The canonical id of an account, which S3 uses for owners. */
export function ownerId(accountId: string): string {
  return accountId.repeat(6).slice(0, 64);
}

import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import { header, type Reply } from '../request.ts';
import type { ObjectVersion } from '../state.ts';
import { checkAccess } from './access.ts';
import { findBucket } from './buckets.ts';
import { draftOf } from './object-actions.ts';
import { checkVersionId, currentVersion, findVersion, storeObject } from './objects.ts';
import { checkRead, checkWrite } from './preconditions.ts';
import { type BucketCall, xmlReply } from './protocol.ts';

const DIRECTIVES = ['COPY', 'REPLACE'];

/** PUT /bucket/key with x-amz-copy-source: copies an object with its metadata or with new metadata. */
export function copyObject(call: BucketCall, cloud: Cloud): Reply {
  const { bucket, key, request } = call;
  checkWrite(request, key, currentVersion(bucket, key));
  const source = copySource(call, cloud);
  if (source === undefined) throw new Error('A copy has a source');
  const directive = header(request, 'x-amz-metadata-directive') ?? 'COPY';
  if (!DIRECTIVES.includes(directive)) {
    throw new ServiceError('InvalidArgument', 'Unknown metadata directive.', 400, {
      ArgumentName: 'x-amz-metadata-directive',
      ArgumentValue: directive,
    });
  }
  const { version, bucketName } = source;
  if (bucketName === bucket.name && version.key === key && directive === 'COPY' && source.isCurrent) {
    throw new ServiceError(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const { contentType, metadata, headers } = directive === 'COPY' ? version : draftOf(call);
  const copy = storeObject(cloud.state, bucket, cloud.clock.now(), {
    key,
    contentType,
    metadata,
    ...(headers !== undefined && { headers }),
    content: source.content,
    ...(version.checksum !== undefined && { checksum: version.checksum }),
  });
  cloud.changed();
  const reply = xmlReply('CopyObjectResult', {
    LastModified: new Date(copy.storedAt),
    ETag: `"${copy.etag}"`,
    ...(copy.checksum !== undefined && {
      ChecksumType: 'FULL_OBJECT',
      [`Checksum${copy.checksum.algorithm.toUpperCase()}`]: copy.checksum.value,
    }),
  });
  return {
    ...reply,
    headers: {
      ...reply.headers,
      'x-amz-server-side-encryption': bucket.encryption.algorithm,
      ...(source.versionId !== undefined && { 'x-amz-copy-source-version-id': source.versionId }),
      ...(bucket.versioning !== undefined && { 'x-amz-version-id': copy.versionId }),
    },
  };
}

/** The source of a copy: a whole object, or the part in x-amz-copy-source-range. */
interface CopySource {
  bucketName: string;
  version: ObjectVersion;
  /** True if it is the current version of the key. */
  isCurrent: boolean;
  /** Absent in a bucket without versioning. */
  versionId?: string;
  content: Buffer;
}

/**
 * The source that a request names; undefined if none.
 * @throws InvalidArgument, NoSuchBucket, NoSuchKey, AccessDenied if the caller may not read it, InvalidRequest for a delete
 *   marker, or PreconditionFailed
 */
export function copySource(call: BucketCall, cloud: Cloud): CopySource | undefined {
  const given = header(call.request, 'x-amz-copy-source');
  if (given === undefined) return undefined;
  const [, bucketName = '', encoded = '', versionId] =
    /^\/?([^/?]+)\/(.+?)(?:\?versionId=(.*))?$/s.exec(given) ?? [];
  if (bucketName === '') {
    throw new ServiceError('InvalidArgument', 'Invalid copy source object key', 400, {
      ArgumentName: 'x-amz-copy-source',
      ArgumentValue: 'x-amz-copy-source',
    });
  }
  const key = decodeURIComponent(encoded);
  const bucket = findBucket(cloud.state, bucketName);
  if (bucket === undefined) {
    throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404, {
      BucketName: bucketName,
    });
  }
  checkAccess('s3:GetObject', { ...call, bucketName, key }, cloud);
  checkVersionId(versionId);
  const version = findVersion(bucket, key, versionId);
  if (version === undefined || (version.deleteMarker && versionId === undefined)) {
    throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
  }
  if (version.deleteMarker) {
    throw new ServiceError(
      'InvalidRequest',
      'The source of a copy request may not specifically refer to a delete marker by version id.',
    );
  }
  checkRead(call.request, version, 'x-amz-copy-source-');
  return {
    bucketName,
    version,
    isCurrent: version === currentVersion(bucket, key),
    ...(bucket.versioning !== undefined && { versionId: version.versionId }),
    content: partOf(Buffer.from(version.content, 'base64'), header(call.request, 'x-amz-copy-source-range')),
  };
}

function partOf(content: Buffer, range: string | undefined): Buffer {
  if (range === undefined) return content;
  const [, first = '', last = ''] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  const argument = { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: range };
  if (first === '' || Number(last) < Number(first)) {
    throw new ServiceError(
      'InvalidArgument',
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      400,
      argument,
    );
  }
  if (Number(first) >= content.length) {
    throw new ServiceError(
      'InvalidRequest',
      'The specified copy range is invalid for the source object size',
    );
  }
  if (Number(last) >= content.length) {
    throw new ServiceError(
      'InvalidArgument',
      `Range specified is not valid for source object of size: ${content.length}`,
      400,
      argument,
    );
  }
  return content.subarray(Number(first), Number(last) + 1);
}

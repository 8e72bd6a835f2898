import type { Cloud } from '../cloud.ts';
import { notImplemented, ServiceError } from '../errors.ts';
import { header, type Reply } from '../request.ts';
import type { ObjectVersion } from '../state.ts';
import { child, childText, parseXml } from '../xml.ts';
import { currentVersion, deleteObject, findVersion, storeObject } from './objects.ts';
import { readPayload } from './payload.ts';
import { type BucketCall, emptyReply, xmlReply } from './protocol.ts';

/** The longest key, in bytes. */
const KEY_LIMIT = 1024;
/** The most keys in one DeleteObjects. */
const DELETE_LIMIT = 1000;

/** PUT /bucket/key. */
export function putObject(call: BucketCall, cloud: Cloud): Reply {
  const { bucket, key, request } = call;
  if (Buffer.byteLength(key) > KEY_LIMIT) throw new ServiceError('KeyTooLongError', 'Your key is too long');
  const ifNoneMatch = header(request, 'if-none-match');
  const ifMatch = header(request, 'if-match');
  const current = currentVersion(bucket, key);
  if (
    (ifNoneMatch !== undefined && current !== undefined) ||
    (ifMatch !== undefined && ifMatch !== quoted(current))
  ) {
    throw new ServiceError(
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
      412,
    );
  }
  const { content, checksum } = readPayload(request);
  const version = storeObject(cloud.state, bucket, cloud.clock.now(), {
    key,
    content,
    contentType: header(request, 'content-type') ?? 'binary/octet-stream',
    metadata: Object.keys(request.headers)
      .filter((name) => name.startsWith('x-amz-meta-'))
      .map((name) => ({ key: name, value: header(request, name) ?? '' })),
    ...(checksum !== undefined && { checksum }),
  });
  cloud.changed();
  return emptyReply(200, {
    etag: `"${version.etag}"`,
    'x-amz-server-side-encryption': bucket.encryption.algorithm,
    ...checksumHeaders(version),
    ...(bucket.versioning !== undefined && { 'x-amz-version-id': version.versionId }),
  });
}

/** GET and HEAD of /bucket/key; a HEAD answer loses its body on the way out. */
export function getObject(call: BucketCall): Reply {
  const { bucket, key, query, request } = call;
  const condition = ['if-match', 'if-none-match'].find((name) => header(request, name) !== undefined);
  if (condition !== undefined) throw notImplemented(`the header ${condition} of GetObject`);
  const versionId = query.get('versionId');
  const version = findVersion(bucket, key, versionId);
  if (version === undefined) {
    throw versionId === undefined
      ? new ServiceError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key })
      : new ServiceError('NoSuchVersion', 'The specified version does not exist.', 404, { Key: key });
  }
  const versionHeader = { 'x-amz-version-id': version.versionId };
  if (version.deleteMarker) {
    const headers = { 'x-amz-delete-marker': 'true', ...versionHeader };
    throw versionId === undefined
      ? new ServiceError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key }, headers)
      : new ServiceError(
          'MethodNotAllowed',
          'The specified method is not allowed against this resource.',
          405,
          {},
          headers,
        );
  }
  const wantsChecksum = header(request, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
  return {
    status: 200,
    headers: {
      'content-type': version.contentType,
      'content-length': String(version.size),
      etag: `"${version.etag}"`,
      'last-modified': new Date(version.storedAt).toUTCString(),
      'x-amz-server-side-encryption': bucket.encryption.algorithm,
      ...Object.fromEntries(version.metadata.map((entry) => [entry.key, entry.value])),
      ...(wantsChecksum ? checksumHeaders(version) : {}),
      ...(bucket.versioning !== undefined && versionHeader),
    },
    body: Buffer.from(version.content, 'base64'),
  };
}

/** DELETE /bucket/key. */
export function removeObject({ bucket, key, query }: BucketCall, cloud: Cloud): Reply {
  const deletion = deleteObject(cloud.state, bucket, cloud.clock.now(), key, query.get('versionId'));
  cloud.changed();
  return emptyReply(204, {
    ...(deletion.versionId !== undefined && { 'x-amz-version-id': deletion.versionId }),
    ...(deletion.deleteMarker && { 'x-amz-delete-marker': 'true' }),
  });
}

/** POST /bucket?delete: many keys at once. */
export function removeObjects({ bucket, request }: BucketCall, cloud: Cloud): Reply {
  const root = parseXml(readPayload(request).content.toString());
  const objects = root.children.filter(({ name }) => name === 'Object');
  if (root.name !== 'Delete' || objects.length === 0 || objects.length > DELETE_LIMIT) {
    throw new ServiceError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
  const deleted = objects.map((object) => {
    // Keys are taken as they are: blanks at their ends belong to them.
    const key = child(object, 'Key')?.text ?? '';
    const versionId = childText(object, 'VersionId');
    const deletion = deleteObject(cloud.state, bucket, cloud.clock.now(), key, versionId);
    const marker = deletion.deleteMarker
      ? { DeleteMarker: true, DeleteMarkerVersionId: deletion.versionId }
      : {};
    return { Key: key, VersionId: versionId, ...marker };
  });
  cloud.changed();
  return xmlReply('DeleteResult', { Deleted: childText(root, 'Quiet') === 'true' ? [] : deleted });
}

function checksumHeaders({ checksum }: ObjectVersion): Record<string, string> {
  if (checksum === undefined) return {};
  return { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value, 'x-amz-checksum-type': 'FULL_OBJECT' };
}

function quoted(version: ObjectVersion | undefined): string {
  return version === undefined ? '' : `"${version.etag}"`;
}

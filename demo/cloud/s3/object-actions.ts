import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import { header, type Reply } from '../request.ts';
import type { ObjectVersion } from '../state.ts';
import {
  checkVersionId,
  currentVersion,
  deleteObject,
  findVersion,
  isVersionId,
  type ObjectDraft,
  storeObject,
} from './objects.ts';
import { readPayload } from './payload.ts';
import { checkRead, checkWrite, rangeOf } from './preconditions.ts';
import { type BucketCall, emptyReply, malformedXml, xmlReply } from './protocol.ts';
import { child, children, childText, parseXml } from './xml-body.ts';

/** The maximum length of a key, bytes. */
const KEY_LIMIT = 1024;
/** The most keys in one DeleteObjects. */
const DELETE_LIMIT = 1000;

/** PUT /bucket/key. */
export function putObject(call: BucketCall, cloud: Cloud): Reply {
  const { bucket, key, request } = call;
  if (Buffer.byteLength(key) > KEY_LIMIT) throw new ServiceError('KeyTooLongError', 'Your key is too long');
  checkWrite(request, key, currentVersion(bucket, key));
  const { content, checksum } = readPayload(request);
  const version = storeObject(cloud.state, bucket, cloud.clock.now(), {
    ...draftOf(call),
    content,
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

/** GET and HEAD of /bucket/key; the body is dropped for HEAD when it is sent. */
export function getObject(call: BucketCall): Reply {
  const { bucket, key, query, request } = call;
  const versionId = query.get('versionId');
  checkVersionId(versionId);
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
          { Method: request.method, ResourceType: 'DeleteMarker' },
          headers,
        );
  }
  const common = {
    etag: `"${version.etag}"`,
    'last-modified': new Date(version.storedAt).toUTCString(),
    ...(bucket.versioning !== undefined && versionHeader),
  };
  if (checkRead(request, version)) return emptyReply(304, common);
  const content = Buffer.from(version.content, 'base64');
  const range = rangeOf(request, content.length);
  const wantsChecksum = header(request, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
  return {
    status: range === undefined ? 200 : 206,
    headers: {
      'content-type': version.contentType,
      'content-length': String(range === undefined ? version.size : range.last - range.first + 1),
      'accept-ranges': 'bytes',
      ...common,
      ...(range !== undefined && {
        'content-range': `bytes ${range.first}-${range.last}/${version.size}`,
      }),
      ...Object.fromEntries((version.headers ?? []).map((entry) => [entry.key, entry.value])),
      'x-amz-server-side-encryption': bucket.encryption.algorithm,
      ...Object.fromEntries(version.metadata.map((entry) => [entry.key, entry.value])),
      ...(wantsChecksum && range === undefined ? checksumHeaders(version) : {}),
    },
    body: range === undefined ? content : content.subarray(range.first, range.last + 1),
  };
}

/** DELETE /bucket/key. */
export function removeObject({ bucket, key, query }: BucketCall, cloud: Cloud): Reply {
  checkVersionId(query.get('versionId'));
  const deletion = deleteObject(cloud.state, bucket, cloud.clock.now(), key, query.get('versionId'));
  cloud.changed();
  return emptyReply(204, {
    ...(deletion.versionId !== undefined && { 'x-amz-version-id': deletion.versionId }),
    ...(deletion.deleteMarker && { 'x-amz-delete-marker': 'true' }),
  });
}

/** POST /bucket?delete: many keys at once. */
export function removeObjects({ bucket, request }: BucketCall, cloud: Cloud): Reply {
  const root = parseXml(readPayload(request).content.toString(), 'Delete');
  const objects = children(root, 'Object');
  if (objects.length === 0 || objects.length > DELETE_LIMIT) throw malformedXml();
  const refused: { [name: string]: string | undefined }[] = [];
  const deleted = objects.flatMap((object) => {
    // Keys are taken as they are: white space at their ends belongs to them.
    const key = child(object, 'Key')?.['#text'] ?? '';
    const versionId = childText(object, 'VersionId');
    if (!isVersionId(versionId)) {
      const Message = 'The specified version does not exist.';
      refused.push({ Key: key, VersionId: versionId, Code: 'NoSuchVersion', Message });
      return [];
    }
    const deletion = deleteObject(cloud.state, bucket, cloud.clock.now(), key, versionId);
    const marker = deletion.deleteMarker
      ? { DeleteMarker: true, DeleteMarkerVersionId: deletion.versionId }
      : {};
    return [{ Key: key, VersionId: versionId, ...marker }];
  });
  cloud.changed();
  return xmlReply('DeleteResult', {
    Deleted: childText(root, 'Quiet') === 'true' ? [] : deleted,
    Error: refused,
  });
}

function checksumHeaders({ checksum }: ObjectVersion): Record<string, string> {
  if (checksum === undefined) return {};
  return { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value, 'x-amz-checksum-type': 'FULL_OBJECT' };
}

/** Headers that are stored with an object and returned with it. */
const KEPT_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];

/** The object that a request stores, without its content. */
export function draftOf({ key, request }: BucketCall): Omit<ObjectDraft, 'content' | 'checksum'> {
  const headers = KEPT_HEADERS.flatMap((name) => {
    const value = header(request, name) ?? '';
    // The transport's own encoding does not belong to the object.
    const kept =
      name === 'content-encoding' ? value.replace(/^aws-chunked(?:,\s*)?|,\s*aws-chunked$/, '') : value;
    return kept === '' ? [] : [{ key: name, value: kept }];
  });
  return {
    key,
    contentType: header(request, 'content-type') ?? 'binary/octet-stream',
    metadata: Object.keys(request.headers)
      .filter((name) => name.startsWith('x-amz-meta-'))
      .map((name) => ({ key: name, value: header(request, name) ?? '' })),
    ...(headers.length > 0 && { headers }),
  };
}

import { createHash } from 'node:crypto';
import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import { newUuid } from '../ids.ts';
import type { Reply } from '../request.ts';
import type { UploadState } from '../state.ts';
import { ownerId } from './bucket-actions.ts';
import { copySource } from './copy.ts';
import { draftOf } from './object-actions.ts';
import { currentVersion, storeObject } from './objects.ts';
import { readPayload } from './payload.ts';
import { checkWrite } from './preconditions.ts';
import { type BucketCall, emptyReply, xmlReply } from './protocol.ts';
import { children, childText, parseXml } from './xml-body.ts';

/** The minimum size of every part but the last, bytes. */
const SMALLEST_PART = 5 * 1024 * 1024;
const PARTS = 10_000;

/** POST /bucket/key?uploads. */
export function createUpload(call: BucketCall, cloud: Cloud): Reply {
  const { bucket, key } = call;
  const now = cloud.clock.now();
  const upload: UploadState = {
    id: newUuid(cloud.state, now).replaceAll('-', ''),
    startedAt: now,
    parts: [],
    ...draftOf(call),
  };
  bucket.uploads = [...(bucket.uploads ?? []), upload];
  cloud.changed();
  return xmlReply('InitiateMultipartUploadResult', { Bucket: bucket.name, Key: key, UploadId: upload.id });
}

/** PUT /bucket/key?partNumber=1&uploadId=…: a part, sent or copied from another object. */
export function uploadPart(call: BucketCall, cloud: Cloud): Reply {
  const upload = uploadOf(call);
  const number = Number(call.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > PARTS) {
    throw new ServiceError(
      'InvalidArgument',
      `Part number must be an integer between 1 and ${PARTS}, inclusive`,
      400,
      { ArgumentName: 'partNumber', ArgumentValue: String(call.query.get('partNumber')) },
    );
  }
  const source = copySource(call, cloud);
  const content = source?.content ?? readPayload(call.request).content;
  const etag = createHash('md5').update(content).digest('hex');
  const storedAt = cloud.clock.now();
  upload.parts = [
    ...upload.parts.filter((part) => part.number !== number),
    { number, etag, size: content.length, storedAt, content: content.toString('base64') },
  ].sort((a, b) => a.number - b.number);
  cloud.changed();
  if (source === undefined) return emptyReply(200, { etag: `"${etag}"`, ...encrypted(call) });
  return xmlReply('CopyPartResult', { ETag: `"${etag}"`, LastModified: new Date(storedAt) });
}

/** POST /bucket/key?uploadId=…: joins the parts in the body into the object. */
export function completeUpload(call: BucketCall, cloud: Cloud): Reply {
  const { bucket, key, request } = call;
  const upload = uploadOf(call);
  const root = parseXml(readPayload(request).content.toString(), 'CompleteMultipartUpload');
  const wanted = children(root, 'Part').map((part) => ({
    number: Number(childText(part, 'PartNumber')),
    etag: (childText(part, 'ETag') ?? '').replaceAll('"', ''),
  }));
  if (wanted.length === 0) {
    throw new ServiceError('InvalidRequest', 'You must specify at least one part');
  }
  if (wanted.some(({ number }, index) => index > 0 && number <= (wanted[index - 1]?.number ?? 0))) {
    throw new ServiceError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
    );
  }
  const parts = wanted.map(({ number, etag }) => {
    const part = upload.parts.find((candidate) => candidate.number === number);
    if (part?.etag === etag) return part;
    throw new ServiceError(
      'InvalidPart',
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      400,
      { ETag: etag, PartNumber: String(number), UploadId: upload.id },
    );
  });
  const small = parts.slice(0, -1).find(({ size }) => size < SMALLEST_PART);
  if (small !== undefined) {
    throw new ServiceError(
      'EntityTooSmall',
      'Your proposed upload is smaller than the minimum allowed size',
      400,
      {
        ETag: small.etag,
        MinSizeAllowed: String(SMALLEST_PART),
        PartNumber: String(small.number),
        ProposedSize: String(small.size),
      },
    );
  }
  checkWrite(request, key, currentVersion(bucket, key));
  const { contentType, metadata, headers } = upload;
  const version = storeObject(cloud.state, bucket, cloud.clock.now(), {
    key,
    contentType,
    metadata,
    ...(headers !== undefined && { headers }),
    content: Buffer.concat(parts.map((part) => Buffer.from(part.content, 'base64'))),
  });
  const digests = Buffer.concat(parts.map((part) => Buffer.from(part.etag, 'hex')));
  version.etag = `${createHash('md5').update(digests).digest('hex')}-${parts.length}`;
  dropUpload(call, upload);
  cloud.changed();
  return {
    ...xmlReply('CompleteMultipartUploadResult', {
      Location: `${cloud.endpoint}/${bucket.name}/${encodeURIComponent(key)}`,
      Bucket: bucket.name,
      Key: key,
      ETag: `"${version.etag}"`,
    }),
  };
}

/** DELETE /bucket/key?uploadId=…: drops the parts. */
export function abortUpload(call: BucketCall, cloud: Cloud): Reply {
  dropUpload(call, uploadOf(call));
  cloud.changed();
  return emptyReply(204);
}

/** GET /bucket/key?uploadId=…: the parts so far. */
export function listParts(call: BucketCall): Reply {
  const { bucket, key, query } = call;
  const upload = uploadOf(call);
  const marker = Number(query.get('part-number-marker') ?? 0);
  const limit = Math.min(Number(query.get('max-parts') ?? 1000), 1000);
  const rest = upload.parts.filter(({ number }) => number > marker);
  const page = rest.slice(0, limit);
  return xmlReply('ListPartsResult', {
    Bucket: bucket.name,
    Key: key,
    UploadId: upload.id,
    Initiator: { ID: ownerId(bucket.accountId) },
    Owner: { ID: ownerId(bucket.accountId) },
    StorageClass: 'STANDARD',
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number ?? marker,
    MaxParts: limit,
    IsTruncated: rest.length > page.length,
    Part: page.map(({ number, etag, size, storedAt }) => ({
      PartNumber: number,
      LastModified: new Date(storedAt),
      ETag: `"${etag}"`,
      Size: size,
    })),
  });
}

/** GET /bucket?uploads: uploads that are neither completed nor aborted, by key. */
export function listUploads({ bucket, query }: BucketCall): Reply {
  const prefix = query.get('prefix') ?? '';
  const found = (bucket.uploads ?? [])
    .filter(({ key }) => key.startsWith(prefix))
    .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)) || a.startedAt - b.startedAt);
  return xmlReply('ListMultipartUploadsResult', {
    Bucket: bucket.name,
    KeyMarker: '',
    UploadIdMarker: '',
    NextKeyMarker: found.at(-1)?.key ?? '',
    NextUploadIdMarker: found.at(-1)?.id ?? '',
    Prefix: prefix === '' ? undefined : prefix,
    MaxUploads: 1000,
    IsTruncated: false,
    Upload: found.map(({ key, id, startedAt }) => ({
      Key: key,
      UploadId: id,
      Initiator: { ID: ownerId(bucket.accountId) },
      Owner: { ID: ownerId(bucket.accountId) },
      StorageClass: 'STANDARD',
      Initiated: new Date(startedAt),
    })),
  });
}

function uploadOf({ bucket, key, query }: BucketCall): UploadState {
  const id = query.get('uploadId') ?? '';
  const upload = bucket.uploads?.find((candidate) => candidate.id === id && candidate.key === key);
  if (upload !== undefined) return upload;
  throw new ServiceError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
    { UploadId: id },
  );
}

function dropUpload({ bucket }: BucketCall, upload: UploadState): void {
  bucket.uploads = (bucket.uploads ?? []).filter((other) => other !== upload);
}

function encrypted({ bucket }: BucketCall): Record<string, string> {
  return { 'x-amz-server-side-encryption': bucket.encryption.algorithm };
}

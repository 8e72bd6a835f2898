import { ServiceError } from '../errors.ts';
import type { Reply } from '../request.ts';
import type { ObjectVersion } from '../state.ts';
import { ownerId } from './bucket-actions.ts';
import { allVersions, currentObjects } from './objects.ts';
import { type BucketCall, xmlReply } from './protocol.ts';

/** The most keys on one page. */
const PAGE_LIMIT = 1000;

/** GET /bucket?list-type=2. */
export function listObjects({ bucket, query }: BucketCall): Reply {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const startAfter = query.get('start-after');
  const token = query.get('continuation-token');
  const after = token === undefined ? (startAfter ?? '') : readToken(token);
  const limit = pageLimit(query);
  const rows = groupByDelimiter(currentObjects(bucket, prefix), prefix, delimiter).filter(
    ({ sortKey }) => after === '' || Buffer.compare(Buffer.from(sortKey), Buffer.from(after)) > 0,
  );
  const page = rows.slice(0, limit);
  const truncated = rows.length > limit && limit > 0;
  const encode = encoder(query);
  return xmlReply('ListBucketResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    StartAfter: startAfter === undefined ? undefined : encode(startAfter),
    ContinuationToken: token,
    NextContinuationToken: truncated ? writeToken(page.at(-1)?.sortKey ?? '') : undefined,
    KeyCount: page.length,
    MaxKeys: limit,
    EncodingType: query.get('encoding-type'),
    IsTruncated: truncated,
    Contents: page.flatMap(({ object }) =>
      object === undefined
        ? []
        : [
            {
              ...contentView(object, encode),
              Owner: query.get('fetch-owner') === 'true' ? { ID: ownerId(bucket.accountId) } : undefined,
            },
          ],
    ),
    CommonPrefixes: page.flatMap(({ object, sortKey }) =>
      object === undefined ? [{ Prefix: encode(sortKey) }] : [],
    ),
  });
}

/** GET /bucket, the first version of the listing: pages by keys instead of tokens, and always with owners. */
export function listObjectsOld({ bucket, query }: BucketCall): Reply {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const marker = query.get('marker') ?? '';
  const limit = pageLimit(query);
  const encode = encoder(query);
  const rows = groupByDelimiter(currentObjects(bucket, prefix), prefix, delimiter).filter(
    ({ sortKey }) => marker === '' || Buffer.compare(Buffer.from(sortKey), Buffer.from(marker)) > 0,
  );
  const page = rows.slice(0, limit);
  const truncated = rows.length > limit && limit > 0;
  return xmlReply('ListBucketResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    Marker: encode(marker),
    // Only with a delimiter; without one the last key is the next marker.
    NextMarker: truncated && delimiter !== '' ? encode(page.at(-1)?.sortKey ?? '') : undefined,
    MaxKeys: limit,
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    EncodingType: query.get('encoding-type'),
    IsTruncated: truncated,
    Contents: page.flatMap(({ object }) =>
      object === undefined
        ? []
        : [{ ...contentView(object, encode), Owner: { ID: ownerId(bucket.accountId) } }],
    ),
    CommonPrefixes: page.flatMap(({ object, sortKey }) =>
      object === undefined ? [{ Prefix: encode(sortKey) }] : [],
    ),
  });
}

function contentView(object: ObjectVersion, encode: (text: string) => string) {
  return {
    Key: encode(object.key),
    LastModified: new Date(object.storedAt),
    ETag: `"${object.etag}"`,
    ...checksumView(object),
    Size: object.size,
    StorageClass: 'STANDARD',
  };
}

function checksumView({ checksum }: ObjectVersion): { ChecksumAlgorithm?: string; ChecksumType?: string } {
  if (checksum === undefined) return {};
  return { ChecksumAlgorithm: checksum.algorithm.toUpperCase(), ChecksumType: 'FULL_OBJECT' };
}

/** GET /bucket?versions. */
export function listVersions({ bucket, query }: BucketCall): Reply {
  if (query.has('delimiter') && query.get('delimiter') !== '') {
    throw new ServiceError(
      'NotImplemented',
      'The demo cloud does not implement delimiter of ListObjectVersions.',
      501,
    );
  }
  const prefix = query.get('prefix') ?? '';
  const keyMarker = query.get('key-marker') ?? '';
  const versionMarker = query.get('version-id-marker') ?? '';
  if (versionMarker !== '' && !query.has('key-marker')) {
    throw new ServiceError(
      'InvalidArgument',
      'A version-id marker cannot be specified without a key marker.',
      400,
      { ArgumentName: 'version-id-marker', ArgumentValue: versionMarker },
    );
  }
  const rows = allVersions(bucket, prefix);
  const start = rows.findIndex(({ version }) =>
    versionMarker === ''
      ? Buffer.compare(Buffer.from(version.key), Buffer.from(keyMarker)) > 0
      : version.key === keyMarker && version.versionId === versionMarker,
  );
  const from = keyMarker === '' ? 0 : start === -1 ? rows.length : versionMarker === '' ? start : start + 1;
  const limit = pageLimit(query);
  const page = rows.slice(from, from + limit);
  const truncated = from + limit < rows.length && limit > 0;
  const last = page.at(-1)?.version;
  const encode = encoder(query);
  const common = ({ version, latest }: (typeof rows)[number]) => ({
    Key: encode(version.key),
    VersionId: version.versionId,
    IsLatest: latest,
    LastModified: new Date(version.storedAt),
    Owner: { ID: ownerId(bucket.accountId) },
  });
  return xmlReply('ListVersionsResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    KeyMarker: encode(keyMarker),
    VersionIdMarker: versionMarker,
    NextKeyMarker: truncated && last !== undefined ? encode(last.key) : undefined,
    NextVersionIdMarker: truncated ? last?.versionId : undefined,
    MaxKeys: limit,
    EncodingType: query.get('encoding-type'),
    IsTruncated: truncated,
    Version: page
      .filter(({ version }) => !version.deleteMarker)
      .map((row) => ({
        ...common(row),
        ETag: `"${row.version.etag}"`,
        ...checksumView(row.version),
        Size: row.version.size,
        StorageClass: 'STANDARD',
      })),
    DeleteMarker: page.filter(({ version }) => version.deleteMarker).map(common),
  });
}

/** A row of a listing: an object, or without one a common prefix of several keys. */
interface Row {
  sortKey: string;
  object?: ObjectVersion;
}

function groupByDelimiter(objects: ObjectVersion[], prefix: string, delimiter: string): Row[] {
  const rows: Row[] = [];
  for (const object of objects) {
    const end = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
    if (end === -1) rows.push({ sortKey: object.key, object });
    else {
      const group = object.key.slice(0, end + delimiter.length);
      if (rows.at(-1)?.sortKey !== group) rows.push({ sortKey: group });
    }
  }
  return rows;
}

function pageLimit(query: BucketCall['query']): number {
  const text = query.get('max-keys') ?? String(PAGE_LIMIT);
  if (!/^\d{1,9}$/.test(text))
    throw new ServiceError('InvalidArgument', 'Provided max-keys not an integer or within integer range');
  return Math.min(Number(text), PAGE_LIMIT);
}

/** With encoding-type=url, keys are percent-encoded so that any key fits into XML. */
function encoder(query: BucketCall['query']): (text: string) => string {
  const type = query.get('encoding-type');
  if (type === undefined) return (text) => text;
  if (type !== 'url') {
    throw new ServiceError('InvalidArgument', 'Invalid Encoding Method specified in Request', 400, {
      ArgumentName: 'encoding-type',
      ArgumentValue: type,
    });
  }
  return (text) => text.split('/').map(encodeURIComponent).join('/');
}

function writeToken(key: string): string {
  return Buffer.from(key).toString('base64url');
}

function readToken(token: string): string {
  const key = Buffer.from(token, 'base64url').toString();
  if (key !== '' && writeToken(key) === token) return key;
  throw new ServiceError('InvalidArgument', 'The continuation token provided is incorrect');
}

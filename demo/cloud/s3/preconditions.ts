import { ServiceError } from '../errors.ts';
import { header, type RawRequest } from '../request.ts';
import type { ObjectVersion } from '../state.ts';

/** S3's answer to conditions that it does not support for writes. */
function unsupported(name: string): ServiceError {
  return new ServiceError(
    'NotImplemented',
    'A header you provided implies functionality that is not implemented',
    501,
    { Header: name },
  );
}

/**
 * Checks the conditions of a write: `If-None-Match: *` requires that the key does not exist, `If-Match` that it exists unchanged.
 * @throws PreconditionFailed, NoSuchKey, or NotImplemented for other values, like S3
 */
export function checkWrite(request: RawRequest, key: string, current: ObjectVersion | undefined): void {
  const ifMatch = header(request, 'if-match');
  const ifNoneMatch = header(request, 'if-none-match');
  if (ifNoneMatch !== undefined && (ifNoneMatch !== '*' || ifMatch !== undefined)) {
    throw unsupported('If-None-Match');
  }
  if (ifMatch === '*') throw unsupported('If-Match');
  if (ifNoneMatch !== undefined && current !== undefined) throw failed('If-None-Match');
  if (ifMatch === undefined) return;
  if (current === undefined) {
    throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
  }
  if (!isMatched(ifMatch, current)) throw failed('If-Match');
}

/**
 * Checks the conditions of a read; true if the client already has this version (304). With `prefix`, checks those of a copy for
 * its source, where every failed condition is an error.
 * @throws PreconditionFailed
 */
export function checkRead(request: RawRequest, version: ObjectVersion, prefix = ''): boolean {
  const given = (name: string): string | undefined => header(request, `${prefix}${name}`);
  const stored = Math.floor(version.storedAt / 1000) * 1000;
  const isSince = (name: string): boolean | undefined => {
    const time = Date.parse(given(name) ?? '');
    return Number.isNaN(time) ? undefined : stored > time;
  };
  const ifMatch = given('if-match');
  if (ifMatch !== undefined && !isMatched(ifMatch, version)) throw failed('If-Match');
  // A matching If-Match takes precedence over the time.
  if (ifMatch === undefined && isSince('if-unmodified-since') === true) throw failed('If-Unmodified-Since');
  const ifNoneMatch = given('if-none-match');
  const isKnown =
    ifNoneMatch === undefined ? isSince('if-modified-since') === false : isMatched(ifNoneMatch, version);
  if (isKnown && prefix !== '')
    throw failed(ifNoneMatch === undefined ? 'If-Modified-Since' : 'If-None-Match');
  return isKnown;
}

function isMatched(list: string, { etag }: ObjectVersion): boolean {
  return list
    .split(',')
    .map((item) => item.trim().replace(/^W\//, '').replaceAll('"', ''))
    .some((item) => item === '*' || item === etag);
}

function failed(condition: string): ServiceError {
  return new ServiceError(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    412,
    { Condition: condition },
  );
}

/**
 * The part of an object in a Range header, both ends included; undefined for all of it, also if the range is malformed. Throws
 * InvalidRange.
 */
export function rangeOf(request: RawRequest, size: number): { first: number; last: number } | undefined {
  const asked = header(request, 'range');
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(asked ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(size - Number(to), 0) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  if (first < size && !(from === '' && Number(to) === 0)) return { first, last };
  throw new ServiceError('InvalidRange', 'The requested range is not satisfiable', 416, {
    RangeRequested: asked ?? '',
    ActualObjectSize: String(size),
  });
}

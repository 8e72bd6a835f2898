import { ServiceError } from '../errors.ts';
import { header, type RawRequest } from '../request.ts';
import type { ObjectVersion } from '../state.ts';

/** What S3 answers to conditions on a write that it does not have. */
function unsupported(name: string): ServiceError {
  return new ServiceError(
    'NotImplemented',
    'A header you provided implies functionality that is not implemented',
    501,
    { Header: name },
  );
}

/**
 * Checks the conditions of a write: `If-None-Match: *` wants that the key is not there, `If-Match` that it is and is
 * unchanged. Throws PreconditionFailed, NoSuchKey, or NotImplemented for other values, as S3 does.
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
 * Checks the conditions of a read. Throws PreconditionFailed; gives true if the client has what is there already (304).
 * With `prefix`, the conditions that a copy has for its source: for it every condition that fails is PreconditionFailed.
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
  // If-Match that holds counts more than the time.
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
 * The part of an object that a Range header asks for, both ends included; undefined for all of it, which is also the
 * answer to a range that cannot be read. Throws InvalidRange.
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

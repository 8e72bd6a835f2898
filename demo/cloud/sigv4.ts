import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { accountOf, findAccessKey } from './accounts.ts';
import type { Cloud } from './cloud.ts';
import { notImplemented, ServiceError } from './errors.ts';
import type { Principal } from './principal.ts';
import { isOptInRegion, isRegion } from './regions.ts';
import { header, queryPairs, type RawRequest } from './request.ts';
import type { CloudState } from './state.ts';
import { isGlobalEndpoint } from './sts/endpoints.ts';
import { findSession } from './sts/sessions.ts';

/** The contents of a request's Authorization header. */
export interface Signature {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
}

/**
 * How many minutes the two clocks may differ, from error messages of the services: 15 for STS and S3, 5 for the others. IAM
 * counts as STS.
 */
const allowedSkew = (service: string): number => (['s3', 'sts', 'iam'].includes(service) ? 15 : 5);

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request\s*,\s*SignedHeaders=([^,\s]+)\s*,\s*Signature=([0-9a-f]{64})$/;

/**
 * Parses the Authorization header.
 * @throws MissingAuthenticationToken if there is none, and IncompleteSignature if it is not a complete Signature Version 4
 *   header
 */
export function readSignature(request: RawRequest): Signature {
  const authorization = header(request, 'authorization');
  if (authorization === undefined) {
    if (/X-Amz-Signature|AWSAccessKeyId=/.test(request.query)) throw notImplemented('presigned URLs');
    throw new ServiceError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
  }
  const match = AUTHORIZATION.exec(authorization);
  if (match === null) {
    throw new ServiceError(
      'IncompleteSignature',
      'Authorization header requires Credential, SignedHeaders and Signature of AWS4-HMAC-SHA256.',
      400,
    );
  }
  const [, accessKeyId = '', date = '', region = '', service = '', signedHeaders = '', signature = ''] =
    match;
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature };
}

/**
 * Verifies who sent a request: the key must exist, the date must be near `now`, and the signature must be the one that the key's
 * secret gives for exactly these bytes (AWS Signature Version 4).
 * @throws AWS's errors, in the words of S3 for S3 and of the Query services for the others
 */
export function verifySignature(
  { state, seen, requestMinutes }: Pick<Cloud, 'state' | 'seen' | 'requestMinutes'>,
  request: RawRequest,
  signature: Signature,
  now: number,
): Principal {
  const s3 = signature.service === 's3';
  const token = header(request, 'x-amz-security-token');
  const found = credentialOf(seen(), signature, token, now);
  if (found === undefined)
    throw unknownKey(signature, token !== undefined && isKnown(seen(), signature, now));
  if (found.expiresAt !== undefined && now >= found.expiresAt) throw expired(signature.service);
  if (!isRegion(signature.region) || (isGlobalEndpoint(request) && signature.region !== 'us-east-1')) {
    throw new ServiceError(
      'SignatureDoesNotMatch',
      `Credential should be scoped to a valid region, not '${signature.region}'. `,
      403,
    );
  }
  if (!holdsIn(signature.region, found, state)) throw unknownKey(signature, token !== undefined);
  const time = header(request, 'x-amz-date') ?? '';
  checkTime(time, signature, now, requestMinutes ?? allowedSkew(signature.service));
  checkPayload(request, s3);
  const expected = Buffer.from(sign(request, signature, found.secret, time), 'hex');
  if (!timingSafeEqual(expected, Buffer.from(signature.signature, 'hex'))) {
    throw new ServiceError(
      'SignatureDoesNotMatch',
      `The request signature we calculated does not match the signature you provided. Check your ${
        s3 ? 'key' : 'AWS Secret Access Key'
      } and signing method.${s3 ? '' : ' Consult the service documentation for details.'}`,
      403,
    );
  }
  // The services may know an older copy of the key.
  const key = findAccessKey(state, signature.accessKeyId, now)?.key;
  // IAM is a global service in us-east-1.
  const region = signature.service === 'iam' ? 'us-east-1' : signature.region;
  if (key) key.lastUsed = { time: now, service: signature.service, region };
  return found.principal;
}

interface Credential {
  principal: Principal;
  secret: string;
  expiresAt?: number;
  isForDefaultRegions?: true;
}

/** The credential of an access key: temporary ones require their token, and a user's key has none. */
function credentialOf(
  state: CloudState,
  { accessKeyId }: Signature,
  token: string | undefined,
  now: number,
): Credential | undefined {
  if (token === undefined) return findAccessKey(state, accessKeyId, now);
  const session = findSession(state, accessKeyId);
  return session?.token === token ? session : undefined;
}

/** Whether a key exists, regardless of the session token. */
function isKnown(state: CloudState, { accessKeyId }: Signature, now: number): boolean {
  return (
    findSession(state, accessKeyId) !== undefined || findAccessKey(state, accessKeyId, now) !== undefined
  );
}

/** A region that the account has not enabled knows none of its keys, and not every session is valid in those it has enabled. */
function holdsIn(region: string, { principal, isForDefaultRegions }: Credential, state: CloudState): boolean {
  if (!isOptInRegion(region)) return true;
  const isOn = accountOf(state, principal.accountId).enabledRegions?.includes(region) === true;
  return isOn && isForDefaultRegions !== true;
}

/** The answer to expired temporary credentials, in the words of the service. */
export function expired(service: string): ServiceError {
  if (service === 's3') return new ServiceError('ExpiredToken', 'The provided token has expired.', 400);
  return new ServiceError(
    service === 'sts' ? 'ExpiredTokenException' : 'ExpiredToken',
    'The security token included in the request is expired',
    403,
  );
}

/** @param isToken whether the session token is the problem; only S3 distinguishes that */
function unknownKey(signature: Signature, isToken: boolean): ServiceError {
  if (signature.service !== 's3')
    return new ServiceError(
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
      403,
    );
  if (isToken)
    return new ServiceError('InvalidToken', 'The provided token is malformed or otherwise invalid.', 400);
  return new ServiceError(
    'InvalidAccessKeyId',
    'The AWS Access Key Id you provided does not exist in our records.',
    403,
    { AWSAccessKeyId: signature.accessKeyId },
  );
}

function checkTime(time: string, signature: Signature, now: number, minutes: number): void {
  const s3 = signature.service === 's3';
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time);
  if (match === null) {
    throw new ServiceError('IncompleteSignature', 'X-Amz-Date must be a date like 20260131T235959Z.');
  }
  if (time.slice(0, 8) !== signature.date) throw otherDay(time, signature.date, s3);
  const [, year, month, day, hour, minute, second] = match.map(Number);
  const sent = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
  const allowed = minutes * 60_000;
  if (Math.abs(now - sent) <= allowed) return;
  if (s3) {
    throw new ServiceError(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
      403,
      {
        RequestTime: time,
        ServerTime: new Date(now).toISOString().replace(/\.\d{3}/, ''),
        MaxAllowedSkewMilliseconds: String(allowed),
      },
    );
  }
  const stamp = (moment: number): string => new Date(moment).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const words =
    sent < now
      ? `Signature expired: ${time} is now earlier than ${stamp(now - allowed)} (${stamp(now)} - ${minutes} min.)`
      : `Signature not yet current: ${time} is still later than ${stamp(now + allowed)} (${stamp(now)} + ${minutes} min.)`;
  throw new ServiceError('SignatureDoesNotMatch', words, 403);
}

function otherDay(time: string, date: string, s3: boolean): ServiceError {
  const day = time.slice(0, 8);
  if (s3) {
    return new ServiceError(
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; Invalid credential date "${date}". This date is not the same as X-Amz-Date: "${day}".`,
    );
  }
  return new ServiceError(
    'SignatureDoesNotMatch',
    `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${day}', from '${time}'.`,
    403,
  );
}

/** The hash that a client declares must be that of the body, or somebody changed it on the way. */
function checkPayload(request: RawRequest, s3: boolean): void {
  const declared = header(request, 'x-amz-content-sha256');
  if (declared === undefined) {
    if (!s3) return;
    throw new ServiceError(
      'InvalidRequest',
      'Missing required header for this request: x-amz-content-sha256',
    );
  }
  if (s3 && (declared === 'UNSIGNED-PAYLOAD' || declared === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER')) return;
  if (declared.startsWith('STREAMING-')) throw notImplemented(`payloads signed as ${declared}`);
  if (declared === sha256(request.body)) return;
  if (s3) {
    throw new ServiceError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  throw new ServiceError(
    'SignatureDoesNotMatch',
    'The provided x-amz-content-sha256 is not that of the body.',
    403,
  );
}

function sign(request: RawRequest, signature: Signature, secret: string, time: string): string {
  const headers = signature.signedHeaders.map(
    (name) => `${name}:${(header(request, name) ?? '').trim().replace(/\s+/g, ' ')}\n`,
  );
  const canonicalRequest = [
    request.method,
    canonicalPath(request.path, signature.service),
    canonicalQuery(request.query),
    headers.join(''),
    signature.signedHeaders.join(';'),
    header(request, 'x-amz-content-sha256') ?? sha256(request.body),
  ].join('\n');
  const scope = `${signature.date}/${signature.region}/${signature.service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonicalRequest)].join('\n');
  const key = [signature.date, signature.region, signature.service, 'aws4_request'].reduce<string | Buffer>(
    (previous, part) => createHmac('sha256', previous).update(part).digest(),
    `AWS4${secret}`,
  );
  return createHmac('sha256', key).update(toSign).digest('hex');
}

/** S3 signs the path as sent; every other service encodes it a second time. */
function canonicalPath(path: string, service: string): string {
  const encoded = path.split('/').map((segment) => encode(decodeURIComponent(segment)));
  return (service === 's3' ? encoded : encoded.map(encode)).join('/');
}

function canonicalQuery(query: string): string {
  return queryPairs(query)
    .map(([name, value]): [string, string] => [encode(name), encode(value)])
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Percent-encodes all but the unreserved characters of RFC 3986, as Signature Version 4 requires. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

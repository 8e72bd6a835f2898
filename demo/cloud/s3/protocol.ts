import type { Cloud } from '../cloud.ts';
import { ServiceError } from '../errors.ts';
import type { Principal } from '../principal.ts';
import { header, queryPairs, type RawRequest, type Reply } from '../request.ts';
import type { BucketState } from '../state.ts';
import { elements, type XmlValue } from '../xml.ts';

/** An S3 call with its address parsed. */
export interface S3Call {
  request: RawRequest;
  region: string;
  principal: Principal;
  /** Empty for calls on the service itself. */
  bucketName: string;
  /** Empty for calls on a bucket. */
  key: string;
  query: ReadonlyMap<string, string>;
}

/** An S3 call on an existing bucket that the caller may use, in the region of the call. */
export interface BucketCall extends S3Call {
  bucket: BucketState;
}

/** One action of S3. */
export interface S3Action {
  /** The required permission, like s3:ListBucket; S3's names for these differ from those of the calls. */
  permission: string;
  /** The query parameters it knows. */
  parameters: readonly string[];
  run: (call: S3Call, cloud: Cloud) => Reply;
}

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A bucket in the host name: of this cloud, or of AWS if a proxy leads here. */
const VIRTUAL_HOST = /^(.+?)\.(?:localhost|127\.0\.0\.1|s3[.-][a-z0-9.-]*amazonaws\.com)(?::\d+)?$/;

/** Parses the address: `/bucket/key?query`, or `/key` at the bucket's own host. @throws InvalidURI if it cannot be decoded */
export function readS3Address(request: RawRequest): Pick<S3Call, 'bucketName' | 'key' | 'query'> {
  try {
    const query = new Map(queryPairs(request.query));
    const path = decodeURIComponent(request.path);
    const host = VIRTUAL_HOST.exec(header(request, 'host') ?? '')?.[1];
    if (host !== undefined) return { bucketName: host, key: path.slice(1), query };
    const [, bucketName = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
    return { bucketName, key, query };
  } catch {
    throw new ServiceError('InvalidURI', "Couldn't parse the specified URI.");
  }
}

/** The error for a body that is not XML, or not in the form of the action. */
export function malformedXml(): ServiceError {
  return new ServiceError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

/** An answer with an XML body. */
export function xmlReply(root: string, fields: { [name: string]: XmlValue }): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${elements(fields)}</${root}>`,
  };
}

/** An answer without a body. */
export function emptyReply(status: number, headers: Record<string, string> = {}): Reply {
  return { status, headers, body: '' };
}

/** S3's error body. */
export function s3ErrorReply(error: ServiceError, requestId: string): Reply {
  const body = elements({
    Error: {
      Code: error.code,
      Message: error.message,
      ...error.details,
      RequestId: requestId,
      HostId: hostId(requestId),
    },
  });
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml', ...error.headers },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

/** The second id of every S3 answer. */
export function hostId(requestId: string): string {
  return Buffer.from(`demo cloud ${requestId}`).toString('base64');
}

import type { IncomingHttpHeaders } from 'node:http';

/** The services this cloud has. */
export type ServiceName = 'sts' | 'iam' | 'cloudformation' | 's3' | 'amplify' | 'cognito-idp' | 'ssm';

/** An HTTP request, read completely. */
export interface RawRequest {
  method: string;
  /** The path as sent, still encoded, without the query. */
  path: string;
  /** The query as sent, still encoded, without the question mark. */
  query: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** An HTTP answer. For a HEAD request, only the headers are sent. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  /** Sends only this many bytes of the body and cuts the connection: a fault. */
  cutAfter?: number;
}

/** A header's value as one text, or undefined. */
export function header(request: RawRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

/** The query as decoded pairs, in order. A plus sign stays a plus sign, as in every URL that AWS clients build. */
export function queryPairs(query: string): [name: string, value: string][] {
  if (query === '') return [];
  return query.split('&').map((pair) => {
    const equals = pair.indexOf('=');
    if (equals === -1) return [decodeURIComponent(pair), ''];
    return [decodeURIComponent(pair.slice(0, equals)), decodeURIComponent(pair.slice(equals + 1))];
  });
}

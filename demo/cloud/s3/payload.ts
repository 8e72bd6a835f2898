import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { notImplemented, ServiceError } from '../errors.ts';
import { own } from '../records.ts';
import { header, type RawRequest } from '../request.ts';

/** The body of an S3 request without its transfer encoding. */
export interface Payload {
  content: Buffer;
  checksum?: { algorithm: string; value: string };
}

const HASHES: Record<string, (content: Buffer) => string> = {
  crc32(content) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(content));
    return bytes.toString('base64');
  },
  sha1: (content) => createHash('sha1').update(content).digest('base64'),
  sha256: (content) => createHash('sha256').update(content).digest('base64'),
};

const CHECKSUM_HEADER = /^x-amz-checksum-(?!mode$|type$|algorithm$)([a-z0-9]+)$/;

/**
 * Decodes the chunks of an S3 body (aws-chunked) and verifies every checksum in headers or trailer.
 * @throws BadDigest, IncompleteBody, or NotImplemented for a checksum that this cloud cannot compute
 */
export function readPayload(request: RawRequest): Payload {
  const chunked = header(request, 'x-amz-content-sha256')?.startsWith('STREAMING-') === true;
  const { content, trailers } = chunked ? dechunk(request) : { content: request.body, trailers: new Map() };
  const headers: [string, string][] = Object.keys(request.headers).map((name) => [
    name,
    header(request, name) ?? '',
  ]);
  let checksum: Payload['checksum'];
  for (const [name, value] of [...headers, ...trailers]) {
    const algorithm = CHECKSUM_HEADER.exec(name)?.[1];
    if (algorithm === undefined) continue;
    const compute = own(HASHES, algorithm);
    if (compute === undefined) throw notImplemented(`checksums of the kind ${algorithm}`);
    const length = Buffer.from(compute(content), 'base64').length;
    if (Buffer.from(value, 'base64').length !== length || !/^[A-Za-z0-9+/]+=*$/.test(value)) {
      throw new ServiceError('InvalidRequest', `Value for x-amz-checksum-${algorithm} header is invalid.`);
    }
    if (checksum !== undefined) {
      throw new ServiceError(
        'InvalidRequest',
        'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
      );
    }
    if (compute(content) !== value) {
      throw new ServiceError(
        'BadDigest',
        `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
      );
    }
    checksum = { algorithm, value };
  }
  const md5 = header(request, 'content-md5');
  if (md5 !== undefined && !/^[A-Za-z0-9+/]{22}==$/.test(md5)) {
    throw new ServiceError('InvalidDigest', 'The Content-MD5 you specified was invalid.', 400, {
      'Content-MD5': md5,
    });
  }
  if (md5 !== undefined && createHash('md5').update(content).digest('base64') !== md5) {
    throw new ServiceError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  return { content, ...(checksum !== undefined && { checksum }) };
}

/** Reads `size-in-hex CRLF bytes CRLF` until the chunk of size 0, then the trailing headers. */
function dechunk(request: RawRequest): { content: Buffer; trailers: Map<string, string> } {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = request.body.indexOf('\r\n', position);
    const size = /^([0-9a-f]{1,8})(?:;|$)/i.exec(
      request.body.toString('latin1', position, Math.max(lineEnd, position)),
    )?.[1];
    if (lineEnd === -1 || size === undefined) throw incomplete();
    const start = lineEnd + 2;
    const end = start + Number.parseInt(size, 16);
    if (end === start) {
      position = start;
      break;
    }
    if (request.body.toString('latin1', end, end + 2) !== '\r\n') throw incomplete();
    chunks.push(request.body.subarray(start, end));
    position = end + 2;
  }
  const content = Buffer.concat(chunks);
  const announced = header(request, 'x-amz-decoded-content-length');
  if (announced !== undefined && Number(announced) !== content.length) throw incomplete();
  const lines = request.body.toString('latin1', position).split('\r\n');
  const trailers = lines.flatMap((line): [string, string][] => {
    const colon = line.indexOf(':');
    return colon === -1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
  });
  return { content, trailers: new Map(trailers) };
}

function incomplete(): ServiceError {
  return new ServiceError(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header.',
  );
}

import { describe, expect, it } from 'vitest';
import { readS3Address } from '../../demo/cloud/s3/protocol.ts';
import { s3ActionName } from '../../demo/cloud/s3/service.ts';
import { readSignature } from '../../demo/cloud/sigv4.ts';

function request(host: string, path: string, query = '', method = 'GET', headers = {}) {
  return { method, path, query, headers: { host, ...headers }, body: Buffer.alloc(0) };
}

describe('the address of an S3 call', () => {
  it.each([
    ['127.0.0.1:4566', '/my-bucket/a/b%20c', 'my-bucket', 'a/b c'],
    ['my-bucket.localhost:4566', '/a/b%20c', 'my-bucket', 'a/b c'],
    ['my-bucket.127.0.0.1:4566', '/', 'my-bucket', ''],
    ['my.bucket.s3.eu-west-1.amazonaws.com', '/a', 'my.bucket', 'a'],
    ['my-bucket.s3.amazonaws.com', '/a', 'my-bucket', 'a'],
    ['s3.eu-west-1.amazonaws.com', '/my-bucket/a', 'my-bucket', 'a'],
    ['localhost:4566', '/', '', ''],
  ])('%s%s', (host, path, bucketName, key) => {
    expect(readS3Address(request(host, path))).toMatchObject({ bucketName, key });
  });

  it.each([
    ['POST', 'uploads', {}, 'CreateMultipartUpload'],
    ['PUT', 'partNumber=1&uploadId=u', {}, 'UploadPart'],
    ['PUT', 'partNumber=1&uploadId=u', { 'x-amz-copy-source': 'b/k' }, 'UploadPartCopy'],
    ['PUT', '', { 'x-amz-copy-source': 'b/k' }, 'CopyObject'],
    ['PATCH', 'uploadId=u', {}, 'PATCH object uploadId'],
  ])('%s ?%s %j is %s', (method, query, headers, name) => {
    const call = request('127.0.0.1', '/b/k', query, method, headers);
    expect(s3ActionName({ request: call, ...readS3Address(call) })).toBe(name);
  });

  it.each(['X-Amz-Signature=1', 'AWSAccessKeyId=AKIA&Expires=1&Signature=x'])(
    'is refused by name when it is presigned: %s',
    (query) => {
      const signed = (): unknown => readSignature(request('127.0.0.1', '/b/k', query));
      expect(signed).toThrow('The demo cloud does not implement presigned URLs.');
    },
  );
});

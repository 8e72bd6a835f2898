import type { Cloud } from '../cloud.ts';
import { notImplemented, ServiceError } from '../errors.ts';
import { own } from '../records.ts';
import { header, type Reply } from '../request.ts';
import type { BucketState } from '../state.ts';
import { checkAccess } from './access.ts';
import { createBucket, getBucketLocation, headBucket, listBuckets, removeBucket } from './bucket-actions.ts';
import { findBucket } from './buckets.ts';
import { copyObject } from './copy.ts';
import { listObjects, listObjectsOld, listVersions } from './list-actions.ts';
import {
  abortUpload,
  completeUpload,
  createUpload,
  listParts,
  listUploads,
  uploadPart,
} from './multipart.ts';
import { getObject, putObject, removeObject, removeObjects } from './object-actions.ts';
import type { BucketCall, S3Action, S3Call } from './protocol.ts';
import {
  deleteBucketPolicy,
  deletePublicAccessBlock,
  getBucketEncryption,
  getBucketPolicy,
  getBucketVersioning,
  getPublicAccessBlock,
  putBucketEncryption,
  putBucketPolicy,
  putBucketVersioning,
  putPublicAccessBlock,
} from './setting-actions.ts';

type BucketHandler = (call: BucketCall, cloud: Cloud) => Reply;

const LIST_PARAMETERS =
  'list-type prefix delimiter max-keys encoding-type start-after continuation-token fetch-owner'.split(' ');
const OLD_LIST_PARAMETERS = 'prefix delimiter max-keys encoding-type marker'.split(' ');
const VERSION_PARAMETERS =
  'versions prefix delimiter max-keys encoding-type key-marker version-id-marker'.split(' ');

const ACTIONS = new Map<string, S3Action>(
  Object.entries({
    ListBuckets: { permission: 's3:ListAllMyBuckets', parameters: [], run: listBuckets },
    CreateBucket: { permission: 's3:CreateBucket', parameters: [], run: createBucket },
    HeadBucket: onBucket('s3:ListBucket', [], headBucket),
    DeleteBucket: onBucket('s3:DeleteBucket', [], removeBucket),
    GetBucketLocation: {
      permission: 's3:GetBucketLocation',
      parameters: ['location'],
      run: withBucket(getBucketLocation, 'any region'),
    },
    ListObjectsV2: onBucket('s3:ListBucket', LIST_PARAMETERS, listObjects),
    ListObjects: onBucket('s3:ListBucket', OLD_LIST_PARAMETERS, listObjectsOld),
    ListObjectVersions: onBucket('s3:ListBucketVersions', VERSION_PARAMETERS, listVersions),
    GetBucketPolicy: onBucket('s3:GetBucketPolicy', ['policy'], getBucketPolicy),
    PutBucketPolicy: onBucket('s3:PutBucketPolicy', ['policy'], putBucketPolicy),
    DeleteBucketPolicy: onBucket('s3:DeleteBucketPolicy', ['policy'], deleteBucketPolicy),
    GetBucketEncryption: onBucket('s3:GetEncryptionConfiguration', ['encryption'], getBucketEncryption),
    PutBucketEncryption: onBucket('s3:PutEncryptionConfiguration', ['encryption'], putBucketEncryption),
    GetPublicAccessBlock: onBucket(
      's3:GetBucketPublicAccessBlock',
      ['publicAccessBlock'],
      getPublicAccessBlock,
    ),
    PutPublicAccessBlock: onBucket(
      's3:PutBucketPublicAccessBlock',
      ['publicAccessBlock'],
      putPublicAccessBlock,
    ),
    DeletePublicAccessBlock: onBucket(
      's3:PutBucketPublicAccessBlock',
      ['publicAccessBlock'],
      deletePublicAccessBlock,
    ),
    GetBucketVersioning: onBucket('s3:GetBucketVersioning', ['versioning'], getBucketVersioning),
    PutBucketVersioning: onBucket('s3:PutBucketVersioning', ['versioning'], putBucketVersioning),
    PutObject: onBucket('s3:PutObject', [], putObject),
    CopyObject: onBucket('s3:PutObject', [], copyObject),
    CreateMultipartUpload: onBucket('s3:PutObject', ['uploads'], createUpload),
    UploadPart: onBucket('s3:PutObject', ['partNumber', 'uploadId'], uploadPart),
    UploadPartCopy: onBucket('s3:PutObject', ['partNumber', 'uploadId'], uploadPart),
    CompleteMultipartUpload: onBucket('s3:PutObject', ['uploadId'], completeUpload),
    AbortMultipartUpload: onBucket('s3:AbortMultipartUpload', ['uploadId'], abortUpload),
    ListParts: onBucket(
      's3:ListMultipartUploadParts',
      ['uploadId', 'max-parts', 'part-number-marker'],
      listParts,
    ),
    ListMultipartUploads: onBucket('s3:ListBucketMultipartUploads', ['uploads', 'prefix'], listUploads),
    GetObject: onBucket('s3:GetObject', ['versionId'], getObject),
    HeadObject: onBucket('s3:GetObject', ['versionId'], getObject),
    DeleteObject: onBucket('s3:DeleteObject', ['versionId'], removeObject),
    DeleteObjects: onBucket('s3:DeleteObject', ['delete'], removeObjects),
  }),
);

/** The actions this cloud has, by name. */
export const S3_ACTION_NAMES: readonly string[] = [...ACTIONS.keys()];

/** S3's own headers except those that every action supports. */
const UNKNOWN_HEADERS =
  /^(?:range|if-(?:un)?modified-since|if-(?:none-)?match|x-amz-(?!date$|content-sha256$|security-token$|user-agent$|checksum-|sdk-checksum-algorithm$|trailer$|decoded-content-length$|expected-bucket-owner$|server-side-encryption$).*)$/;

/** Sub-resources of a bucket by the name in the query. */
const SETTINGS: Record<string, string> = {
  policy: 'BucketPolicy',
  encryption: 'BucketEncryption',
  publicAccessBlock: 'PublicAccessBlock',
  versioning: 'BucketVersioning',
  location: 'BucketLocation',
};
const READ_CONDITIONS = 'range if-match if-none-match if-modified-since if-unmodified-since'.split(' ');
const COPY_CONDITIONS = READ_CONDITIONS.map((name) => `x-amz-copy-source-${name}`);
/** The headers that single actions support; a `*` at the end stands for any suffix. */
const HEADERS_OF: Record<string, readonly string[]> = {
  GetObject: READ_CONDITIONS,
  HeadObject: READ_CONDITIONS,
  PutObject: ['x-amz-meta-*', 'if-match', 'if-none-match'],
  CopyObject: [
    ...['x-amz-copy-source', ...COPY_CONDITIONS.slice(1), 'x-amz-metadata-directive', 'x-amz-meta-*'],
    ...['if-match', 'if-none-match'],
  ],
  CreateMultipartUpload: ['x-amz-meta-*'],
  UploadPartCopy: ['x-amz-copy-source', ...COPY_CONDITIONS],
  CompleteMultipartUpload: ['if-match', 'if-none-match'],
};
const VERBS: Record<string, string> = { GET: 'Get', PUT: 'Put', DELETE: 'Delete' };
/** Query parameters that do not select another action. */
const PLAIN_PARAMETERS = new Set(
  `x-id prefix delimiter max-keys encoding-type start-after continuation-token fetch-owner key-marker
   version-id-marker versionId list-type max-buckets bucket-region marker part-number-marker max-parts`.split(
    /\s+/,
  ),
);

/** Finds the action of a request by method, address and query. It may be one that does not exist. */
export function s3ActionName(call: Pick<S3Call, 'request' | 'bucketName' | 'key' | 'query'>): string {
  const { request, bucketName, key, query } = call;
  const { method } = request;
  const subresource = [...query.keys()].find((name) => !PLAIN_PARAMETERS.has(name));
  if (bucketName === '') return method === 'GET' && subresource === undefined ? 'ListBuckets' : `${method} /`;
  if (key !== '') {
    const isCopy = request.headers['x-amz-copy-source'] !== undefined;
    const names: Record<string, string> = {
      GET: 'GetObject',
      HEAD: 'HeadObject',
      PUT: isCopy ? 'CopyObject' : 'PutObject',
      DELETE: 'DeleteObject',
    };
    const ofUpload: Record<string, string> = {
      GET: 'ListParts',
      PUT: isCopy ? 'UploadPartCopy' : 'UploadPart',
      POST: 'CompleteMultipartUpload',
      DELETE: 'AbortMultipartUpload',
    };
    if (query.has('uploadId')) return ofUpload[method] ?? `${method} object uploadId`;
    if (query.has('uploads') && method === 'POST') return 'CreateMultipartUpload';
    return (
      (subresource === undefined ? names[method] : undefined) ??
      `${method} object ${subresource ?? ''}`.trim()
    );
  }
  if (subresource === undefined) {
    if (method === 'GET') return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
    const names: Record<string, string> = { HEAD: 'HeadBucket', PUT: 'CreateBucket', DELETE: 'DeleteBucket' };
    return names[method] ?? `${method} bucket`;
  }
  if (subresource === 'versions' && method === 'GET') return 'ListObjectVersions';
  if (subresource === 'uploads' && method === 'GET') return 'ListMultipartUploads';
  if (subresource === 'delete' && method === 'POST') return 'DeleteObjects';
  const setting = own(SETTINGS, subresource);
  const verb = VERBS[method];
  return setting === undefined || verb === undefined
    ? `${method} bucket ${subresource}`
    : `${verb}${setting}`;
}

/** Carries an action out. @throws NotImplemented, by name, if it does not exist */
export function runS3Action(name: string, call: S3Call, cloud: Cloud): Reply {
  const action = ACTIONS.get(name);
  if (action === undefined) throw notImplemented(`S3 ${name}`);
  refuseUnknown(name, action, call);
  checkAccess(action.permission, call, cloud);
  return action.run(call, cloud);
}

/** Refuses parameters and headers by name that this cloud does not know: ignoring one could change the outcome. */
function refuseUnknown(name: string, action: S3Action, { query, request }: S3Call): void {
  const parameter = [...query.keys()].find((key) => key !== 'x-id' && !action.parameters.includes(key));
  if (parameter !== undefined) throw notImplemented(`the parameter ${parameter} of ${name}`);
  const unknown = Object.keys(request.headers).find(
    (key) => UNKNOWN_HEADERS.test(key) && !isHonoured(HEADERS_OF[name] ?? [], key),
  );
  if (unknown !== undefined) throw notImplemented(`the header ${unknown} of ${name}`);
  const encryption = header(request, 'x-amz-server-side-encryption');
  if (encryption !== undefined && encryption !== 'AES256') {
    throw notImplemented(`the encryption ${encryption} of ${name}`);
  }
}

function isHonoured(headers: readonly string[], key: string): boolean {
  return headers.some((name) => (name.endsWith('*') ? key.startsWith(name.slice(0, -1)) : key === name));
}

function onBucket(permission: string, parameters: readonly string[], handler: BucketHandler): S3Action {
  return { permission, parameters, run: withBucket(handler, 'region of the bucket') };
}

/** Finds the bucket of a call. From another region, S3 sends the client to the right one. */
function withBucket(handler: BucketHandler, where: 'any region' | 'region of the bucket'): S3Action['run'] {
  return (call, cloud) => {
    const bucket = findBucket(cloud.state, call.bucketName);
    if (bucket === undefined) {
      throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404, {
        BucketName: call.bucketName,
      });
    }
    const expectedOwner = header(call.request, 'x-amz-expected-bucket-owner');
    if (expectedOwner !== undefined && !/^\d{12}$/.test(expectedOwner)) {
      throw new ServiceError(
        'InvalidBucketOwnerAWSAccountID',
        `The value of the expected bucket owner parameter must be an AWS Account ID... [${expectedOwner}]`,
      );
    }
    if (expectedOwner !== undefined && expectedOwner !== bucket.accountId) {
      throw new ServiceError('AccessDenied', 'Access Denied', 403);
    }
    if (where === 'region of the bucket' && bucket.region !== call.region) {
      throw wrongRegion(bucket, call.region);
    }
    return handler({ ...call, bucket }, cloud);
  };
}

/**
 * The endpoint of another region redirects. The one without a region, with signatures for us-east-1, finds the bucket and then
 * refuses the signature.
 */
function wrongRegion({ name, region }: BucketState, asked: string): ServiceError {
  const headers = { 'x-amz-bucket-region': region };
  if (asked === 'us-east-1') {
    return new ServiceError(
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the region '${asked}' is wrong; expecting '${region}'`,
      400,
      { Region: region },
      headers,
    );
  }
  return new ServiceError(
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    301,
    { Endpoint: `s3.${region}.amazonaws.com`, Bucket: name },
    headers,
  );
}

import { isDeepStrictEqual } from 'node:util';
import { ServiceError } from '../../errors.ts';
import { isObject } from '../../records.ts';
import { deleteBucket, findBucket, insertBucket } from '../../s3/buckets.ts';
import type { BucketState, PublicAccessBlock } from '../../state.ts';
import { physicalName } from './names.ts';
import {
  allTags,
  HandlerFailure,
  type ResourceProvider,
  type ResourceRequest,
  requirePermission,
  textProperty,
} from './provider.ts';

/** The permissions, in addition to s3:CreateBucket, to give a bucket a property. */
const SETTING_PERMISSIONS: readonly [property: string, action: string][] = [
  ['BucketEncryption', 's3:PutEncryptionConfiguration'],
  ['CorsConfiguration', 's3:PutBucketCORS'],
  ['PublicAccessBlockConfiguration', 's3:PutBucketPublicAccessBlock'],
  ['VersioningConfiguration', 's3:PutBucketVersioning'],
];

/** S3's defaults for a bucket whose template does not set these. */
const DEFAULT_SETTINGS: Pick<BucketState, 'encryption' | 'publicAccessBlock' | 'ownership'> = {
  encryption: { algorithm: 'AES256', bucketKey: false },
  publicAccessBlock: {
    blockPublicAcls: true,
    ignorePublicAcls: true,
    blockPublicPolicy: true,
    restrictPublicBuckets: true,
  },
  ownership: 'BucketOwnerEnforced',
};

/** AWS::S3::Bucket. */
export const bucketProvider: ResourceProvider = {
  type: 'AWS::S3::Bucket',
  properties: [
    'BucketName',
    'BucketEncryption',
    'CorsConfiguration',
    'PublicAccessBlockConfiguration',
    'VersioningConfiguration',
    'OwnershipControls',
    'Tags',
  ],
  required: [],
  attributes: ['Arn', 'DomainName', 'RegionalDomainName', 'DualStackDomainName', 'WebsiteURL'],
  seconds: { untilComplete: 23, toRemove: 1 },
  replacedBy: ['BucketName'],
  nameProperty: 'BucketName',
  identifier: 'BucketName',
  taggable: true,

  create(request) {
    const { cloud, stack, properties, moment } = request;
    const name = textProperty(properties, 'BucketName') ?? physicalName(request, 63).toLowerCase();
    requirePermission(request, 's3:CreateBucket', `arn:aws:s3:::${name}`, stack.accountId);
    for (const [property, action] of SETTING_PERMISSIONS) {
      if (properties[property] === undefined) continue;
      requirePermission(request, action, `arn:aws:s3:::${name}`, stack.accountId);
    }
    const settings = bucketSettings(request);
    try {
      const bucket = insertBucket(cloud.state, {
        name,
        accountId: stack.accountId,
        region: stack.region,
        moment,
      });
      Object.assign(bucket, settings);
    } catch (error) {
      if (error instanceof ServiceError && error.code.startsWith('BucketAlready')) {
        // The handler checks before it creates, so there is no answer of S3 to quote.
        throw new HandlerFailure(
          'AlreadyExists',
          `${name} already exists (Service: S3, Status Code: 0, Request ID: null)`,
        );
      }
      throw error;
    }
    return identityOf(name, stack.region);
  },

  update(request, physicalId, previous) {
    const bucket = findBucket(request.cloud.state, physicalId);
    if (bucket === undefined) {
      throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404);
    }
    giveTags(request, bucket);
    for (const [property, action] of SETTING_PERMISSIONS) {
      if (isDeepStrictEqual(request.properties[property], previous[property])) continue;
      requirePermission(request, action, `arn:aws:s3:::${physicalId}`, bucket.accountId);
    }
    const settings = bucketSettings(request);
    // Settings that the template no longer has get the defaults of a new bucket.
    if (settings.versioning === undefined && bucket.versioning !== undefined)
      settings.versioning = 'Suspended';
    Object.assign(bucket, DEFAULT_SETTINGS, settings);
    // A block that the template had is deleted with it; one that it never had stays as S3 made it.
    if (settings.publicAccessBlock === undefined && previous.PublicAccessBlockConfiguration !== undefined)
      delete bucket.publicAccessBlock;
  },

  tag(request, physicalId) {
    const bucket = findBucket(request.cloud.state, physicalId);
    if (bucket !== undefined) giveTags(request, bucket);
  },

  find({ cloud, stack }, name) {
    const bucket = findBucket(cloud.state, name);
    return bucket?.accountId === stack.accountId ? identityOf(name, bucket.region) : undefined;
  },

  remove(request, physicalId) {
    const { cloud } = request;
    const bucket = findBucket(cloud.state, physicalId);
    if (bucket === undefined) return;
    requirePermission(request, 's3:DeleteBucket', `arn:aws:s3:::${physicalId}`, bucket.accountId);
    deleteBucket(cloud.state, bucket);
  },
};

function giveTags(request: ResourceRequest, bucket: BucketState): void {
  const tags = allTags(request);
  if (isDeepStrictEqual(bucket.tags, tags)) return;
  requirePermission(request, 's3:PutBucketTagging', `arn:aws:s3:::${bucket.name}`, bucket.accountId);
  bucket.tags = tags;
}

function identityOf(name: string, region: string) {
  return {
    physicalId: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
      WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
    },
  };
}

function bucketSettings(request: ResourceRequest): Partial<BucketState> {
  const { properties } = request;
  const encryption = properties.BucketEncryption;
  const block = properties.PublicAccessBlockConfiguration;
  const versioning = properties.VersioningConfiguration;
  const ownership = properties.OwnershipControls;
  return {
    tags: allTags(request),
    ...(encryption !== undefined && { encryption: readEncryption(encryption) }),
    ...(block !== undefined && { publicAccessBlock: readPublicAccessBlock(block) }),
    ...(versioning !== undefined && { versioning: readVersioning(versioning) }),
    ...(ownership !== undefined && { ownership: readOwnership(ownership) }),
  };
}

function readEncryption(value: unknown): BucketState['encryption'] {
  const rule = firstItem(value, 'ServerSideEncryptionConfiguration');
  const byDefault = rule?.ServerSideEncryptionByDefault;
  const algorithm = isObject(byDefault) ? byDefault.SSEAlgorithm : undefined;
  if (!isObject(byDefault) || (algorithm !== 'AES256' && algorithm !== 'aws:kms')) {
    throw invalid(
      'BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/SSEAlgorithm',
    );
  }
  const keyId = byDefault.KMSMasterKeyID;
  return {
    algorithm,
    bucketKey: String(rule?.BucketKeyEnabled ?? false) === 'true',
    ...(typeof keyId === 'string' && { keyId }),
  };
}

function readPublicAccessBlock(value: unknown): PublicAccessBlock {
  if (!isObject(value)) throw invalid('PublicAccessBlockConfiguration');
  const flag = (name: string): boolean => String(value[name] ?? false) === 'true';
  return {
    blockPublicAcls: flag('BlockPublicAcls'),
    ignorePublicAcls: flag('IgnorePublicAcls'),
    blockPublicPolicy: flag('BlockPublicPolicy'),
    restrictPublicBuckets: flag('RestrictPublicBuckets'),
  };
}

function readVersioning(value: unknown): 'Enabled' | 'Suspended' {
  const status = isObject(value) ? value.Status : undefined;
  if (status === 'Enabled' || status === 'Suspended') return status;
  throw invalid('VersioningConfiguration/Status');
}

function readOwnership(value: unknown): string {
  const ownership = firstItem(value, 'Rules')?.ObjectOwnership;
  if (
    ownership === 'BucketOwnerEnforced' ||
    ownership === 'BucketOwnerPreferred' ||
    ownership === 'ObjectWriter'
  ) {
    return ownership;
  }
  throw invalid('OwnershipControls/Rules/0/ObjectOwnership');
}

function firstItem(value: unknown, list: string): Record<string, unknown> | undefined {
  const items = isObject(value) ? value[list] : undefined;
  const first: unknown = Array.isArray(items) ? items[0] : undefined;
  return isObject(first) ? first : undefined;
}

function invalid(path: string): HandlerFailure {
  return new HandlerFailure('InvalidRequest', `#/${path}: is not a valid value`);
}

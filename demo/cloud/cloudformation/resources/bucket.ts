import { ServiceError } from '../../errors.ts';
import { isObject } from '../../records.ts';
import { deleteBucket, findBucket, insertBucket } from '../../s3/buckets.ts';
import type { BucketState, PublicAccessBlock } from '../../state.ts';
import { physicalName } from './names.ts';
import {
  HandlerFailure,
  type ResourceProvider,
  requirePermission,
  tagsProperty,
  textProperty,
} from './provider.ts';

/** What it takes to make a bucket, and for which property more. */
const PERMISSIONS: readonly [property: string | undefined, action: string][] = [
  [undefined, 's3:CreateBucket'],
  ['BucketEncryption', 's3:PutEncryptionConfiguration'],
  ['PublicAccessBlockConfiguration', 's3:PutBucketPublicAccessBlock'],
  ['VersioningConfiguration', 's3:PutBucketVersioning'],
];

/** AWS::S3::Bucket. */
export const bucketProvider: ResourceProvider = {
  type: 'AWS::S3::Bucket',
  properties: [
    'BucketName',
    'BucketEncryption',
    'PublicAccessBlockConfiguration',
    'VersioningConfiguration',
    'OwnershipControls',
    'Tags',
  ],
  required: [],
  attributes: ['Arn', 'DomainName', 'RegionalDomainName', 'DualStackDomainName', 'WebsiteURL'],
  seconds: { untilConfigured: 18, untilComplete: 23, toRemove: 1 },

  create(request) {
    const { cloud, stack, properties, moment } = request;
    const name = textProperty(properties, 'BucketName') ?? physicalName(request, 63).toLowerCase();
    for (const [property, action] of PERMISSIONS) {
      if (property !== undefined && properties[property] === undefined) continue;
      requirePermission(request, action, `arn:aws:s3:::${name}`, stack.accountId);
    }
    const settings = bucketSettings(properties);
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
        // The handler looks before it creates, so there is no answer of S3 to quote.
        throw new HandlerFailure(
          'AlreadyExists',
          `${name} already exists (Service: S3, Status Code: 0, Request ID: null)`,
        );
      }
      throw error;
    }
    return {
      physicalId: name,
      attributes: {
        Arn: `arn:aws:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${stack.region}.amazonaws.com`,
        DualStackDomainName: `${name}.s3.dualstack.${stack.region}.amazonaws.com`,
        WebsiteURL: `http://${name}.s3-website-${stack.region}.amazonaws.com`,
      },
    };
  },

  remove(request, physicalId) {
    const { cloud } = request;
    const bucket = findBucket(cloud.state, physicalId);
    if (bucket === undefined) return;
    requirePermission(request, 's3:DeleteBucket', `arn:aws:s3:::${physicalId}`, bucket.accountId);
    deleteBucket(cloud.state, bucket);
  },
};

function bucketSettings(properties: Record<string, unknown>): Partial<BucketState> {
  const encryption = properties.BucketEncryption;
  const block = properties.PublicAccessBlockConfiguration;
  const versioning = properties.VersioningConfiguration;
  const ownership = properties.OwnershipControls;
  return {
    tags: tagsProperty(properties),
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

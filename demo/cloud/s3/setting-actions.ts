import type { Cloud } from '../cloud.ts';
import { notImplemented, ServiceError } from '../errors.ts';
import type { Reply } from '../request.ts';
import type { BucketState, PublicAccessBlock } from '../state.ts';
import { checkBucketPolicy } from './bucket-policy.ts';
import { readPayload } from './payload.ts';
import { type BucketCall, emptyReply, malformedXml, xmlReply } from './protocol.ts';
import { child, childText, parseXml, type XmlNode } from './xml-body.ts';

export function getBucketPolicy({ bucket }: BucketCall): Reply {
  if (bucket.policy === undefined) {
    throw missing('NoSuchBucketPolicy', 'The bucket policy does not exist', bucket);
  }
  return { status: 200, headers: { 'content-type': 'application/json' }, body: bucket.policy };
}

export function putBucketPolicy({ bucket, request, principal }: BucketCall, cloud: Cloud): Reply {
  const text = readPayload(request).content.toString();
  checkBucketPolicy(bucket, text, cloud.seen(), principal.arn);
  bucket.policy = text;
  cloud.changed();
  return emptyReply(204);
}

export function deleteBucketPolicy({ bucket }: BucketCall, cloud: Cloud): Reply {
  delete bucket.policy;
  cloud.changed();
  return emptyReply(204);
}

export function getBucketEncryption({ bucket }: BucketCall): Reply {
  const { algorithm, keyId, bucketKey } = bucket.encryption;
  return xmlReply('ServerSideEncryptionConfiguration', {
    Rule: {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm, KMSMasterKeyID: keyId },
      BucketKeyEnabled: bucketKey,
    },
  });
}

export function putBucketEncryption({ bucket, request }: BucketCall, cloud: Cloud): Reply {
  const rule = child(body(request), 'Rule');
  const byDefault = rule && child(rule, 'ApplyServerSideEncryptionByDefault');
  const algorithm = byDefault && childText(byDefault, 'SSEAlgorithm');
  if (rule === undefined || byDefault === undefined || (algorithm !== 'AES256' && algorithm !== 'aws:kms')) {
    throw malformedXml();
  }
  const keyId = childText(byDefault, 'KMSMasterKeyID');
  bucket.encryption = {
    algorithm,
    bucketKey: childText(rule, 'BucketKeyEnabled') === 'true',
    ...(keyId !== undefined && { keyId }),
  };
  cloud.changed();
  return emptyReply(200);
}

export function getPublicAccessBlock({ bucket }: BucketCall): Reply {
  const block = bucket.publicAccessBlock;
  if (block === undefined) {
    throw missing(
      'NoSuchPublicAccessBlockConfiguration',
      'The public access block configuration was not found',
      bucket,
    );
  }
  return xmlReply('PublicAccessBlockConfiguration', {
    BlockPublicAcls: block.blockPublicAcls,
    IgnorePublicAcls: block.ignorePublicAcls,
    BlockPublicPolicy: block.blockPublicPolicy,
    RestrictPublicBuckets: block.restrictPublicBuckets,
  });
}

export function putPublicAccessBlock({ bucket, request }: BucketCall, cloud: Cloud): Reply {
  const node = body(request);
  const flag = (name: string): boolean => childText(node, name) === 'true';
  const block: PublicAccessBlock = {
    blockPublicAcls: flag('BlockPublicAcls'),
    ignorePublicAcls: flag('IgnorePublicAcls'),
    blockPublicPolicy: flag('BlockPublicPolicy'),
    restrictPublicBuckets: flag('RestrictPublicBuckets'),
  };
  bucket.publicAccessBlock = block;
  cloud.changed();
  return emptyReply(200);
}

export function deletePublicAccessBlock({ bucket }: BucketCall, cloud: Cloud): Reply {
  delete bucket.publicAccessBlock;
  cloud.changed();
  return emptyReply(204);
}

export function getBucketVersioning({ bucket }: BucketCall): Reply {
  return xmlReply('VersioningConfiguration', { Status: bucket.versioning });
}

export function putBucketVersioning({ bucket, request }: BucketCall, cloud: Cloud): Reply {
  const node = body(request);
  const mfaDelete = childText(node, 'MfaDelete') ?? 'Disabled';
  if (mfaDelete === 'Enabled') throw notImplemented('MfaDelete of PutBucketVersioning');
  if (mfaDelete !== 'Disabled') throw malformedXml();
  const status = childText(node, 'Status');
  if (status === undefined) {
    throw new ServiceError(
      'IllegalVersioningConfigurationException',
      'The Versioning element must be specified',
    );
  }
  if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml();
  bucket.versioning = status;
  cloud.changed();
  return emptyReply(200);
}

function body(request: BucketCall['request']): XmlNode {
  return parseXml(readPayload(request).content.toString());
}

function missing(code: string, message: string, bucket: BucketState): ServiceError {
  return new ServiceError(code, message, 404, { BucketName: bucket.name });
}

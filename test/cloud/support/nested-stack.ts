import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { DemoCloud } from '../../../demo/cloud/server.ts';
import { clientsFor } from './cloud.ts';

/** Stores templates in a bucket of the Dev Corp account. @returns the URL of each */
export async function storeTemplates(
  cloud: DemoCloud,
  templates: Record<string, object>,
): Promise<Record<string, string>> {
  const { s3 } = clientsFor(cloud);
  const Bucket = 'nested-templates';
  await s3.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }),
  );
  const addresses: [string, string][] = [];
  for (const [name, template] of Object.entries(templates)) {
    await s3.send(new PutObjectCommand({ Bucket, Key: `${name}.json`, Body: JSON.stringify(template) }));
    addresses.push([name, `https://s3.amazonaws.com/${Bucket}/${name}.json`]);
  }
  return Object.fromEntries(addresses);
}

/** A nested stack as a resource. */
export function nested(TemplateURL: string | undefined, Parameters?: object, more: object = {}) {
  return {
    Type: 'AWS::CloudFormation::Stack',
    Properties: { TemplateURL, ...(Parameters !== undefined && { Parameters }) },
    ...more,
  };
}

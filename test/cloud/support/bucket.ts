import { CreateBucketCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { clientsFor, cloudForTest } from './cloud.ts';

/** The bucket name used by tests. */
export const Bucket = 'some-bucket';

/** A cloud with one empty bucket of the Dev Corp account. */
export async function withBucket() {
  const cloud = await cloudForTest();
  const { s3 } = clientsFor(cloud);
  await s3.send(new CreateBucketCommand({ Bucket }));
  return { cloud, s3 };
}

/** Stores objects under these keys. */
export async function put(s3: S3Client, ...keys: string[]): Promise<void> {
  for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: `content of ${Key}` }));
}

import { pathToFileURL } from 'node:url';

interface Partition {
  readonly id: string;
  readonly regionRegex: string;
  readonly regions: Readonly<Record<string, { readonly description?: string }>>;
}

/** The partition data inside the AWS SDK: no package exports it, so it is read from its file. */
const file = 'node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';

export async function sdkPartitions(): Promise<readonly Partition[]> {
  const { partitionsInfo } = await import(pathToFileURL(file).href);
  return partitionsInfo.partitions;
}

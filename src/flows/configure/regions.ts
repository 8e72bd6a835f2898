import { partitionById, partitionOfRegion } from '../../regions/partitions.ts';
import { type Region, regions } from '../../regions/regions.ts';

/** What is wrong with a region, if anything. */
export function regionFault(region: string | undefined): string | undefined {
  if (!region) return 'The region is missing.';
  // It becomes part of the host name of every request.
  return /^[a-z]{2,}(?:-[a-z0-9]+)+-\d+$/.test(region) ? undefined : 'A region looks like eu-west-1.';
}

/** What people should know about a region that is usable anyway, if anything. */
export function regionWarning(region: string): string | undefined {
  return regions.some(({ id }) => id === region)
    ? undefined
    : 'That region is not in the list of the AWS SDK this program carries. Check how it is written.';
}

/**
 * The list for a search, with the typed text as the last region if it could be one and is not listed.
 *
 * @param typed the text in the filter
 */
export function offeredRegions(typed: string): readonly Region[] {
  const own = typed.trim().toLowerCase();
  if (regionFault(own) !== undefined || regions.some(({ id }) => id === own)) return regions;
  return [...regions, { id: own, name: 'as typed; not in the list of the AWS SDK' }];
}

/** The partition of a region, as in ARNs. */
export function partitionOf(region: string): string {
  return partitionOfRegion(region).id;
}

/** The name of a partition for people. */
export function partitionName(partition: string): string {
  return partitionById(partition)?.name ?? partition;
}

import type { OwnBucket } from '../../aws/public-access.ts';
import type { Access } from '../../credentials/access.ts';
import type { FoundProject } from '../../project/project.ts';
import { blockCommand, openBucketFact, ownBucketOf } from '../status/open-bucket.ts';
import type { ChosenAccess } from './access.ts';
import { cloudDeadline } from './cloud.ts';
import type { Finding } from './report.ts';

/** Finds out whether a bucket blocks public access; undefined if AWS does not say. */
export type AskBucket = (
  choice: Access['choice'],
  region: string,
  bucket: OwnBucket,
  signal: AbortSignal,
) => Promise<boolean | undefined>;

/**
 * Reports a deployment bucket that can be made public. Only the account of the stack is asked, and only once the caller
 * is known; what is unknown is left to `status`.
 *
 * @param account of the access, 12 digits; null if it is unknown
 */
export async function bucketFindings(
  { chosen }: ChosenAccess,
  found: FoundProject,
  account: string | null,
  { keepsPublicOut, patience = 0 }: { readonly keepsPublicOut?: AskBucket; readonly patience?: number },
): Promise<Finding[]> {
  const stack = found.kind === 'project' ? found.project.stack : undefined;
  if (!stack || !chosen || !keepsPublicOut || account === null) return [];
  const own = ownBucketOf(stack);
  if (own.owner !== account) return [];
  const signal = AbortSignal.timeout(cloudDeadline + patience);
  const answer = await keepsPublicOut(chosen.choice, stack.region, own, signal).catch(() => undefined);
  if (answer !== false) return [];
  return [
    {
      section: 'project',
      severity: 'warning',
      text: `${openBucketFact(own.bucket)}.`,
      next: `\`${blockCommand}\` blocks it again, after a review.`,
    },
  ];
}

import type { OwnBucket } from '../../aws/public-access.ts';
import type { ProjectStack } from '../../project/project.ts';
import { accountOfStack } from '../configure-project/facts.ts';

/** The deployment bucket of a project, which has to belong to the account of its stack. */
export function ownBucketOf(stack: Pick<ProjectStack, 'stackId' | 'deploymentBucketName'>): OwnBucket {
  return { bucket: stack.deploymentBucketName, owner: accountOfStack(stack) };
}

/** The command that blocks public access again. */
export const blockCommand = 'amplify-tui status --block-public-access';

/** A bucket that can be made public; the problem comes first, because a narrow screen cuts the rest. */
export const openBucketFact = (bucket: string): string =>
  `Public access is not blocked for the bucket ${bucket}`;

/** The same in one sentence with the remedy. */
export function openBucketText(bucket: string): string {
  return `${openBucketFact(bucket)}: \`${blockCommand}\` blocks it again.`;
}

/** What blocking means, for the screen and the command line. */
export const blockWords = {
  what: 'S3 then refuses public ACLs and public policies for this bucket, and ignores those that it has.',
  keeps:
    'Deployments need no public access; they work as before. A push by the Amplify CLI can remove the block again, since its template has none.',
} as const;

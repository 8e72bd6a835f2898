import type { OwnBucket } from '../../aws/public-access.ts';
import type { ProjectStack } from '../../project/project.ts';
import { accountOfStack } from '../configure-project/facts.ts';

/** The deployment bucket of a project, which has to be in the account of its stack. */
export function ownBucketOf(stack: Pick<ProjectStack, 'stackId' | 'deploymentBucketName'>): OwnBucket {
  return { bucket: stack.deploymentBucketName, owner: accountOfStack(stack) };
}

/** The command that sets the block again. */
export const blockCommand = 'amplify-tui status --block-public-access';

/** What is wrong with a bucket that can be made public; first what is wrong, since a narrow screen cuts the rest. */
export const openBucketFact = (bucket: string): string =>
  `Public access is not blocked for the bucket ${bucket}`;

/** The same in one sentence with what helps. */
export function openBucketText(bucket: string): string {
  return `${openBucketFact(bucket)}: \`${blockCommand}\` blocks it again.`;
}

/** What blocking means; the screen and the command line say the same. */
export const blockWords = {
  what: 'S3 then refuses public ACLs and public policies for this bucket, and ignores those that it has.',
  keeps:
    'Deployments need no public access; they work as before. A push by the Amplify CLI can remove the block again, since its template has none.',
} as const;

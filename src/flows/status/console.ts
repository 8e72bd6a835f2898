import { consoleLink } from '../../aws/stack.ts';
import type { ProjectStack } from '../../project/project.ts';

/** Where the AWS console shows a project. */
export interface ConsoleLinks {
  readonly stack: string;
  readonly bucket: string;
  /** Only where the project belongs to an Amplify app. */
  readonly amplify?: string | undefined;
}

/**
 * The pages of a project in the AWS console.
 *
 * @param appId of the Amplify app, when there is one
 * @param environment layout with environments only
 * @returns undefined for a partition whose console is not known
 */
export function consoleLinks(
  { stackId, region, deploymentBucketName }: ProjectStack,
  appId: string | undefined,
  environment: string | undefined,
): ConsoleLinks | undefined {
  const stack = consoleLink(stackId);
  if (stack === undefined) return undefined;
  const { host } = new URL(stack);
  const at = `region=${encodeURIComponent(region)}`;
  return {
    stack,
    bucket: `https://${host}/s3/buckets/${encodeURIComponent(deploymentBucketName)}?${at}`,
    ...(appId
      ? {
          // The word in base64 is `backend`: the page of the backend environments.
          amplify: `https://${host}/amplify/home?${at}#/${encodeURIComponent(appId)}/YmFja2VuZA/${encodeURIComponent(environment ?? '')}`,
        }
      : {}),
  };
}

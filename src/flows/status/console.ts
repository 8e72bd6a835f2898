import { consoleLink } from '../../aws/stack.ts';
import { Problem } from '../../core/problem.ts';
import type { Project, ProjectStack } from '../../project/project.ts';
import { consoleUnknown, partitionOfRegion } from '../../regions/partitions.ts';

/** The addresses of a project in the AWS console. */
export interface ConsoleLinks {
  readonly stack: string;
  readonly bucket: string;
  /** Only if the project belongs to an Amplify app. */
  readonly amplify?: string | undefined;
}

/**
 * The pages of a project in the AWS console.
 *
 * @param appId of the Amplify app, if there is one
 * @param environment layout with environments only
 * @returns undefined if the partition's console is unknown
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

/** The pages that can be opened in the console, with a description. */
export const consolePages = {
  home: 'the first page of the region',
  stack: "the project's stack",
  bucket: 'its deployment bucket',
  role: 'the IAM role of its signed-in users',
  app: 'its Amplify app',
} as const;
export type ConsolePage = keyof typeof consolePages;

/**
 * The address of a page of the console.
 *
 * @param project absent if there is none, which is enough for `home`
 * @throws Problem PROJECT_NONE for a page without a project, or that the project does not have; ENDPOINT for a console
 * without a public address
 */
export function consolePage(page: ConsolePage, project: Project | undefined, region: string): string {
  const partition = partitionOfRegion(region);
  if (partition.console === undefined) {
    throw new Problem({
      code: 'ENDPOINT',
      what: consoleUnknown(partition.id),
      why: 'It is not public.',
      next: 'Ask whoever looks after the account for its address.',
    });
  }
  if (page === 'home') return `https://${region}.${partition.console}/console/home?region=${region}`;
  const stack = project?.stack;
  const links = stack && consoleLinks(stack, stack.appId, project.environment);
  const found =
    page === 'role'
      ? stack &&
        `https://${partition.console}/iam/home#/roles/details/${encodeURIComponent(stack.authRoleName)}`
      : links?.[page === 'app' ? 'amplify' : page];
  if (found !== undefined) return found;
  throw new Problem({
    code: 'PROJECT_NONE',
    what: stack
      ? 'This project belongs to no Amplify app.'
      : `There is no project here with ${consolePages[page]}.`,
    why: stack
      ? 'Its layout has none, or the backend is not listed in the Amplify console.'
      : 'The folder, and those above it, have no Amplify project with a stack.',
    next: stack
      ? 'Open `amplify-tui console stack` instead.'
      : 'Run it in the folder of the project, add --cwd DIR, or open `amplify-tui console home`.',
  });
}

import type { Profile } from '../profiles/profile.ts';

/**
 * The region to work in: AWS_REGION, then AWS_DEFAULT_REGION, then the profile's own. So does the AWS CLI; the SDK
 * for JavaScript, too, but for AWS_DEFAULT_REGION, which it does not know. The environment wins even over a profile
 * that was named on the command line; only `--region` is stronger.
 *
 * @param profile absent for environment keys
 * @returns undefined when none of them names one
 */
export function configuredRegion(profile: Profile | undefined, env: NodeJS.ProcessEnv): string | undefined {
  return env.AWS_REGION || env.AWS_DEFAULT_REGION || profile?.region;
}

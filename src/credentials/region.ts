import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import type { Profile } from '../profiles/profile.ts';
import { regionAdvice, regionFaultOf } from '../regions/region-check.ts';

/**
 * The region to work in: AWS_REGION, then AWS_DEFAULT_REGION, then the profile's own, as in the AWS CLI. The SDK for
 * JavaScript does the same without AWS_DEFAULT_REGION. The environment takes precedence even over a profile that was named
 * on the command line; only `--region` is stronger.
 *
 * @param profile absent for environment keys
 * @returns undefined when none of them sets one
 */
export function configuredRegion(profile: Profile | undefined, env: NodeJS.ProcessEnv): string | undefined {
  return env.AWS_REGION || env.AWS_DEFAULT_REGION || profile?.region;
}

/**
 * Refuses a profile's region that is in no list, before a request goes to a host that does not exist. Regions from options
 * and variables are checked where they are read.
 *
 * @param profile the one whose settings apply
 * @param region the one in use
 * @throws Problem REGION_UNKNOWN, with file and line
 */
export function expectKnownRegion(
  profile: Profile | undefined,
  region: string | undefined,
  env: NodeJS.ProcessEnv,
): void {
  if (!profile || region === undefined || configuredRegion(undefined, env) !== undefined) return;
  const fault = profile.region === region ? regionFaultOf(region, env) : undefined;
  if (!fault) return;
  const origin = profile.settings.get('region')?.origin;
  const place = origin ? ` (${plainText(origin.file)}, line ${origin.line})` : '';
  throw new Problem({
    code: 'REGION_UNKNOWN',
    what: `The region ${plainText(region)} of the profile ${plainText(profile.name)} is not one that AWS has.`,
    why: `${fault.why.replace(/\.$/, '')}${place}; nothing was sent.`,
    next: regionAdvice(fault, (id) => `--region ${id}, or correct it there`),
  });
}

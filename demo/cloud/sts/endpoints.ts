import { ServiceError } from '../errors.ts';
import type { QueryCall } from '../query-protocol.ts';
import type { RawRequest } from '../request.ts';
import type { AccountState } from '../state.ts';

/**
 * Whether a request came to the global endpoint of STS. On AWS that is another host, here the path `/global`, since clients can
 * set it with `AWS_ENDPOINT_URL_STS`.
 */
export function isGlobalEndpoint({ path }: Pick<RawRequest, 'path'>): boolean {
  return /^\/global\/?$/.test(path);
}

/**
 * Where sessions issued by this call are valid.
 *
 * @param account of the session: for an assumed role, the role's
 * @throws RegionDisabledException if the account has disabled STS in the region, which is impossible for the global endpoint and
 *   us-east-1
 */
export function sessionReach(
  { id, stsOffRegions = [], globalTokenVersion }: AccountState,
  { region, isGlobal }: QueryCall,
): { isForDefaultRegions?: true } {
  if (region !== 'us-east-1' && stsOffRegions.includes(region)) {
    throw new ServiceError(
      'RegionDisabledException',
      `STS is not activated in this region for account:${id}. Your account administrator can activate STS in this region using the IAM Console.`,
      403,
    );
  }
  return isGlobal && globalTokenVersion === undefined ? { isForDefaultRegions: true } : {};
}

import { ServiceError } from '../errors.ts';
import type { QueryCall } from '../query-protocol.ts';
import type { RawRequest } from '../request.ts';
import type { AccountState } from '../state.ts';

/**
 * Whether a request came to the global endpoint of STS, which is another host with AWS and here the path `/global`, since a
 * client can be told of one by `AWS_ENDPOINT_URL_STS`.
 */
export function isGlobalEndpoint({ path }: Pick<RawRequest, 'path'>): boolean {
  return /^\/global\/?$/.test(path);
}

/**
 * Where sessions hold that an account gives out by this call. Throws RegionDisabledException where the account has
 * switched STS off; nobody can do that for the global endpoint and us-east-1.
 *
 * @param account the one whose session it is: of a role that is assumed, the role's
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

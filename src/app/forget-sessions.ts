import { credentialChain } from '../credentials/chain.ts';
import type { House } from './house.ts';

/**
 * Removes the cached sessions of a profile, those of the roles on the way included.
 *
 * @returns how many there were
 * @throws Problem PROFILE_NOT_USABLE when the profile's sources cannot be followed; FILE_UNWRITABLE
 */
export async function forgetSessions(house: House, name: string): Promise<number> {
  let removed = 0;
  for (const { roleArn } of credentialChain(name, house.profiles()).roles)
    removed += await house.sessions.forget(roleArn);
  // Clients hold the credentials that they were given.
  house.disconnect({ kind: 'profile', name });
  return removed;
}

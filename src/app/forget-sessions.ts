import { credentialChain } from '../credentials/chain.ts';
import type { AppContext } from './app-context.ts';

/**
 * Removes the cached sessions of a profile, including those of the roles in its chain.
 *
 * @returns how many there were
 * @throws Problem PROFILE_NOT_USABLE when the profile's sources cannot be followed; FILE_UNWRITABLE
 */
export async function forgetSessions(appContext: AppContext, name: string): Promise<number> {
  let removed = 0;
  for (const { roleArn } of credentialChain(name, appContext.profiles()).roles)
    removed += await appContext.sessions.forget(roleArn);
  // Clients keep the credentials that they were given.
  appContext.disconnect({ kind: 'profile', name });
  return removed;
}

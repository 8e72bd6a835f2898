import { join } from 'node:path';
import { asProblem } from '../core/problem.ts';
import type { AwsCredentials, CredentialProvider } from '../credentials/access.ts';
import { ensureFolder } from '../platform/files.ts';
import { withExclusiveLock } from '../platform/lock.ts';
import type { AppContext } from './app-context.ts';

/** How long another process may take to ask its user for a code, in milliseconds. */
const patience = 120_000;

/**
 * The credentials of an access for another program. Several concurrent processes ask the user for one code only: the later
 * ones find the session of the first in the cache.
 */
export async function askedCredentials(
  { stateFolder }: AppContext,
  credentials: CredentialProvider,
): Promise<AwsCredentials> {
  await ensureFolder(stateFolder, 0o700);
  return credentials().catch((thrown: unknown) => {
    // Any other problem would come again, after starting a process a second time.
    if (asProblem(thrown).code !== 'MFA_NEEDED') throw thrown;
    return withExclusiveLock(join(stateFolder, 'sign-in'), () => credentials({ mayAsk: true }), { patience });
  });
}

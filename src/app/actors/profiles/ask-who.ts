import { identify } from '../../../aws/identity.ts';
import type { Identity } from '../../../core/plan.ts';
import { Problem } from '../../../core/problem.ts';
import type { Access, AccessChoice } from '../../../credentials/access.ts';
import { withCodes } from '../../../credentials/sign-in.ts';
import type { AppContext } from '../../app-context.ts';
import { expectRegion, regionMissing } from '../../identify-access.ts';
import { keepUse } from '../../keep-use.ts';
import { withClients } from '../configure/tools.ts';

/** How long AWS may take to identify a profile, all attempts together, in milliseconds. */
const deadline = 20_000;

/**
 * Asks AWS who an access is, with new clients from the files as they are now; those in use are not affected.
 *
 * @throws Problem REGION_MISSING, TIMED_OUT after {@link deadline}, and every problem of credentials and connection
 */
export async function askWho(
  appContext: AppContext,
  choice: AccessChoice,
  signal: AbortSignal,
): Promise<Identity> {
  const access = appContext.access(choice, appContext.flags.region);
  const { region } = access;
  if (!region) throw regionMissing(appContext, choice);
  expectRegion(appContext, choice, region);
  // A user may take any time for a code: the deadline is for AWS alone.
  const identity = await withCodes(access, () => withinDeadline(appContext, access, region, signal));
  keepUse(appContext, choice);
  return identity;
}

async function withinDeadline(
  appContext: AppContext,
  access: Access,
  region: string,
  signal: AbortSignal,
): Promise<Identity> {
  const most = deadline + appContext.patience;
  const enough = AbortSignal.timeout(most);
  const both = AbortSignal.any([signal, enough]);
  try {
    return await withClients(appContext, access, region, (clients) => identify(clients, access, both));
  } catch (thrown) {
    if (signal.aborted || !enough.aborted) throw thrown;
    throw new Problem({
      code: 'TIMED_OUT',
      what: `AWS did not say who this is within ${most / 1000} seconds.`,
      why: 'The connection is slow, or something on the way swallows the requests.',
      next: 'Check the connection and the proxy, then try again.',
    });
  }
}

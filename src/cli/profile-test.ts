import { identify } from '../aws/identity.ts';
import type { Access, AccessChoice } from '../credentials/access.ts';
import { withCodes } from '../credentials/sign-in.ts';
import { createReport } from '../headless/report.ts';
import type { Identity } from '../values/plan.ts';
import { Problem } from '../values/problem.ts';
import { plainText } from '../values/text.ts';
import type { Arguments } from './arguments.ts';
import { withClients } from './configure-tools.ts';
import { interruptible, processStreams } from './headless-desk.ts';
import type { House } from './house.ts';
import { expectRegion, regionMissing } from './identify-access.ts';
import { keepUse } from './keep-use.ts';

/** How long AWS may take to say who a profile is, all attempts together, milliseconds. */
const deadline = 20_000;

/** `profiles test P`: asks AWS who the profile is. @returns the exit code */
export function testProfile(house: House, name: string, options: Arguments['options']): Promise<number> {
  return interruptible(
    async (signal) => {
      const identity = await askWho(house, { kind: 'profile', name }, signal);
      const report = createReport(options.json === true, processStreams);
      const { account, accountAlias, arn, region, cloud } = identity;
      report.tell({ type: 'result', ok: true, profile: name, account, accountAlias, arn, region, cloud });
      report.print(
        [
          `✔ ${plainText(name)} works`,
          `  ${plainText(arn)}`,
          `  account ${[account, accountAlias].filter(Boolean).join(' · ')}`,
          `  region ${region}`,
        ].join('\n'),
      );
      return 0;
    },
    () => 'Interrupted. Nothing was changed.',
  );
}

/**
 * Asks AWS who an access is, with clients made now from the files as they are now; those in use stay as they are.
 *
 * @throws Problem REGION_MISSING, TIMED_OUT after {@link deadline}, and every problem of credentials and connection
 */
export async function askWho(house: House, choice: AccessChoice, signal: AbortSignal): Promise<Identity> {
  const access = house.access(choice, house.flags.region);
  const { region } = access;
  if (!region) throw regionMissing(house);
  expectRegion(house, choice, region);
  // A person takes the time that a person takes: the deadline is for AWS alone.
  const identity = await withCodes(access, () => withinDeadline(house, access, region, signal));
  keepUse(house, choice);
  return identity;
}

async function withinDeadline(
  house: House,
  access: Access,
  region: string,
  signal: AbortSignal,
): Promise<Identity> {
  const most = deadline + house.patience;
  const enough = AbortSignal.timeout(most);
  const both = AbortSignal.any([signal, enough]);
  try {
    return await withClients(house, access, region, (clients) => identify(clients, access, both));
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

import type { AccessRun } from '../../../../machines/access/machine.ts';
import type { AccessInput, LookedAccess } from '../../../../machines/access/types.ts';
import { Problem } from '../../../core/problem.ts';
import { plainText } from '../../../core/text.ts';
import type { AccessChoice } from '../../../credentials/access.ts';
import { credentialChain } from '../../../credentials/chain.ts';
import { withCodes } from '../../../credentials/sign-in.ts';
import { lookAtAccess } from '../../../flows/access/look.ts';
import { runAccess } from '../../../flows/access/run.ts';
import { type AccessSubject, accessSubject, notedName, roleSubject } from '../../../flows/access/subject.ts';
import { planProfileChange, writeProfileChange } from '../../../profiles/change.ts';
import type { ProfileList } from '../../../profiles/profile.ts';
import { profileNamed } from '../../../profiles/profile-table.ts';
import { openMadeAccess } from '../../../state/made-access.ts';
import type { AppContext } from '../../app-context.ts';
import { forgetSessions } from '../../forget-sessions.ts';
import { chooseAccess } from '../../local-state.ts';
import { noAccess } from '../../no-access.ts';
import { identifyFresh, withClients } from '../configure/tools.ts';

/** IAM is the same everywhere. */
const anyRegion = 'us-east-1';

/**
 * Reads what AWS has for a profile, with the chosen access or the default one.
 *
 * @throws Problem when it cannot be read
 */
export async function lookForAccess(
  appContext: AppContext,
  { profile, role, acting: chosen }: AccessInput,
  signal: AbortSignal,
): Promise<LookedAccess> {
  const list = appContext.profiles();
  const subject = role === undefined ? accessSubject(list, profile) : roleSubject(list, role);
  const usual = chosen ?? (await usualAccess(appContext, list));
  if (!usual && role !== undefined) throw noAccess(appContext);
  const acting = usual ?? { kind: 'profile', name: profile };
  const access = appContext.access(acting);
  const region = regionOf(appContext, access.region);
  const { identity } = await identifyFresh(appContext, access, region, signal);
  const noted = await openMadeAccess(appContext.stateFolder).read();
  const whoIs = async (name: string) => {
    const own = appContext.access({ kind: 'profile', name });
    return (await identifyFresh(appContext, own, regionOf(appContext, own.region), signal)).identity;
  };
  const found = await withCodes(access, () =>
    withClients(appContext, access, region, (clients) =>
      lookAtAccess(
        { clients, whoIs, signal },
        {
          subject,
          acting,
          identity,
          noted,
          isOwn: comesFrom(acting, subject, list),
          now: appContext.clock.now(),
        },
      ),
    ),
  );
  const removal = noted.removals.find(
    (each) => each.profile === notedName(subject) && each.account === identity.account,
  );
  return { found, decided: removal?.decided ?? {} };
}

/** The default access, without `--profile`: here that names the profile to look at. */
async function usualAccess(appContext: AppContext, list: ProfileList): Promise<AccessChoice | undefined> {
  const { profile: _, ...flags } = appContext.flags;
  return (await chooseAccess({ ...appContext, flags }, list, { kind: 'none' }))?.choice;
}

function regionOf({ flags }: AppContext, own: string | undefined): string {
  return flags.region ?? own ?? anyRegion;
}

/** Whether an access is the subject, or starts with it. */
function comesFrom(
  acting: AccessChoice,
  { name: profile, isRole, key }: AccessSubject,
  list: ProfileList,
): boolean {
  if (acting.kind !== 'profile' || isRole) return false;
  if (acting.name === profile || acting.name === key?.profile) return true;
  const { start } = credentialChain(acting.name, list);
  return start.kind === 'keys' && (start.profile === profile || start.profile === key?.profile);
}

/** Carries out a plan. @throws Problem when a step fails */
export async function carryOutAccess(
  appContext: AppContext,
  { plan, onStep }: AccessRun,
  signal: AbortSignal,
): Promise<void> {
  const access = appContext.access(plan.found.acting);
  const region = regionOf(appContext, access.region);
  await withCodes(access, () =>
    withClients(appContext, access, region, (clients) =>
      runAccess(
        {
          clients,
          made: openMadeAccess(appContext.stateFolder),
          onStep,
          now: appContext.clock.now,
          signal,
          removeProfile: (name: string) => removeProfile(appContext, name),
        },
        plan,
      ),
    ),
  );
}

/** Removes a profile from ~/.aws with its cached sessions; a missing one is not an error. */
async function removeProfile(appContext: AppContext, name: string): Promise<void> {
  if (!profileNamed(appContext.profiles(), name)) return;
  await forgetSessions(appContext, name).catch((thrown: unknown) => {
    // Its sources can no longer be followed; any remaining sessions expire by themselves.
    if (!(thrown instanceof Problem)) throw thrown;
    appContext.log.warn(thrown.what);
  });
  const plan = await planProfileChange(appContext.env, { kind: 'remove', name });
  const outcome = await writeProfileChange(appContext.env, plan);
  if (outcome.kind === 'written') return;
  throw new Problem({
    code: 'FILE_UNWRITABLE',
    what: `The profile ${plainText(name)} was not taken out of ~/.aws.`,
    why: 'Another program changed the same lines of the AWS files at the same time.',
    next: 'Do it again: what is gone in AWS is gone, and only the profile is left.',
  });
}

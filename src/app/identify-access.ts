import { identify } from '../aws/identity.ts';
import { createPersist } from '../aws/persist.ts';
import type { FollowConnection } from '../aws/progress/model.ts';
import type { Identity } from '../core/plan.ts';
import { Problem } from '../core/problem.ts';
import { capitalised, plainText } from '../core/text.ts';
import type { AccessChoice, CredentialProvider } from '../credentials/access.ts';
import { settingsProfile } from '../credentials/client-settings.ts';
import { expectKnownRegion } from '../credentials/region.ts';
import { withCodes } from '../credentials/sign-in.ts';
import { unknownProfile } from '../credentials/unknown-profile.ts';
import { tildePath } from '../platform/paths.ts';
import { profileNamed } from '../profiles/profile-table.ts';
import type { AppContext } from './app-context.ts';

/** How long to keep asking without a network. */
export interface AskingWho {
  readonly signal: AbortSignal;
  /** Gets the state of the connection. */
  readonly tell: (connection: FollowConnection) => void;
  /** In milliseconds; absent for until the signal aborts. */
  readonly giveUpAfter?: number | undefined;
  /** False when nobody is there to give an MFA code. */
  readonly mayAsk?: boolean;
}

/** Asks AWS who an access is: for as long as `asking` says, else as `--patience` says, else once. */
export async function identifyAccess(
  appContext: AppContext,
  choice: AccessChoice,
  region: string | undefined,
  asking?: AskingWho,
): Promise<Identity> {
  const {
    signal,
    tell,
    giveUpAfter,
    mayAsk = true,
  } = asking ?? { signal: new AbortController().signal, tell: () => {}, giveUpAfter: appContext.patience };
  if (!region) throw regionMissing(appContext, choice);
  expectRegion(appContext, choice, region);
  const { followClients, access } = appContext.connect(choice, region);
  const ask = createPersist({
    clock: appContext.clock,
    signal,
    onConnection: tell,
    giveUpAfter,
    waitForCredentials: false,
  });
  // Outside the call's deadline: a user may take any time for a code.
  const credentials: CredentialProvider = (request) => ask(() => access.credentials({ ...request, mayAsk }));
  const identity = await withCodes({ credentials }, () =>
    ask((each) => identify(followClients, access, each)),
  );
  const { expiresAt } = await access.credentials();
  return expiresAt === undefined ? identity : { ...identity, expiresAt };
}

/** The problem of a missing region; for a missing profile, which might have had one, it is that instead. */
export function regionMissing(
  { env, profiles }: Pick<AppContext, 'env' | 'profiles'>,
  choice: AccessChoice,
): Problem {
  const list = profiles();
  const isThere = choice.kind !== 'profile' || profileNamed(list, choice.name) !== undefined;
  if (!isThere) return unknownProfile(list, choice.name);
  const { config } = list.files;
  const unread = list.findings.find(({ unreadFile, origin }) => unreadFile && origin?.file === config);
  if (unread)
    return new Problem({
      code: 'REGION_MISSING',
      what: 'No AWS region is known.',
      why: `It may be in a file that cannot be read. ${capitalised(plainText(unread.text))}.`,
      next: 'Correct that first, or add --region.',
    });
  return new Problem({
    code: 'REGION_MISSING',
    what: 'No AWS region is known.',
    why: 'Neither --region, the environment nor the profile names one.',
    // The path may be that of a configured file that does not exist yet.
    next: `Add --region, or \`region = …\` to the profile in ${plainText(tildePath(config, env))}.`,
  });
}

/** Before anything is sent: a region from a profile has to be a known one. @throws Problem REGION_UNKNOWN */
export function expectRegion(appContext: AppContext, choice: AccessChoice, region: string | undefined): void {
  if (region === undefined || region === appContext.flags.region) return;
  const list = appContext.profiles();
  const name = choice.kind === 'profile' ? choice.name : undefined;
  const profile = name === undefined ? settingsProfile(list, appContext.env) : profileNamed(list, name);
  expectKnownRegion(profile, region, appContext.env);
}

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
  /** Hears how the connection is. */
  readonly tell: (connection: FollowConnection) => void;
  /** Milliseconds; absent: until the signal. */
  readonly giveUpAfter?: number | undefined;
  /** False: nobody is there who could give an MFA code. */
  readonly mayAsk?: boolean;
}

/**
 * Asks AWS who an access is: as long as `asking` says, or as long as `--patience` says, or once.
 */
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
  // Before the question that has a deadline: a person takes the time that a person takes.
  const credentials: CredentialProvider = (request) => ask(() => access.credentials({ ...request, mayAsk }));
  const identity = await withCodes({ credentials }, () =>
    ask((each) => identify(followClients, access, each)),
  );
  const { expiresAt } = await access.credentials();
  return expiresAt === undefined ? identity : { ...identity, expiresAt };
}

/** The problem that nothing names a region; a profile that is not there would have brought its own, so it is told instead. */
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
    // Another file may have been named that does not exist.
    next: `Add --region, or \`region = …\` to the profile in ${plainText(tildePath(config, env))}.`,
  });
}

/** Before anything is sent: a region that only a profile names has to be one. @throws Problem REGION_UNKNOWN */
export function expectRegion(appContext: AppContext, choice: AccessChoice, region: string | undefined): void {
  if (region === undefined || region === appContext.flags.region) return;
  const list = appContext.profiles();
  const name = choice.kind === 'profile' ? choice.name : undefined;
  const profile = name === undefined ? settingsProfile(list, appContext.env) : profileNamed(list, name);
  expectKnownRegion(profile, region, appContext.env);
}

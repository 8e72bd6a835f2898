import type { Acting } from '../../../../machines/configure/inputs.ts';
import type { Verified } from '../../../../machines/configure/types.ts';
import { type AwsClients, createAwsClients } from '../../../aws/clients.ts';
import { identify } from '../../../aws/identity.ts';
import type { Access } from '../../../credentials/access.ts';
import { requestSettings } from '../../../credentials/client-settings.ts';
import { withCodes } from '../../../credentials/sign-in.ts';
import type { ConfigureAnswers } from '../../../flows/configure/answers.ts';
import type { ConfigureTools } from '../../../flows/configure/run.ts';
import { profileNamed } from '../../../profiles/profile-table.ts';
import { openConfigureJournal } from '../../../state/configure-journal.ts';
import { openMadeAccess } from '../../../state/made-access.ts';
import type { AppContext } from '../../app-context.ts';

/** The region for IAM, which is global, when neither the profile nor the user names one. */
const anyRegion = 'us-east-1';

/**
 * Works with new clients of an access and closes them afterwards: a profile's keys may have changed a moment ago, so older
 * clients must not be used.
 */
export async function withClients<T>(
  appContext: AppContext,
  access: Access,
  region: string,
  work: (clients: AwsClients, once: AwsClients) => Promise<T>,
): Promise<T> {
  // A role may need a code; it is asked for before the first call, which has a deadline.
  await access.credentials({ mayAsk: true });
  const settings = { region, ...appContext.calls };
  const clients = createAwsClients(access, settings);
  const once = createAwsClients(access, { ...settings, maxAttempts: 1 });
  try {
    return await work(clients, once);
  } finally {
    clients.close();
    once.close();
  }
}

/** The same, with the tools for creating a key. */
export function withTools<T>(
  appContext: AppContext,
  acting: Acting,
  work: (tools: ConfigureTools) => Promise<T>,
): Promise<T> {
  const region = actingRegion(appContext, acting);
  return withClients(appContext, appContext.access(acting.access, region), region, (clients, onceClients) =>
    work({
      clients,
      onceClients,
      journal: configureJournal(appContext),
      clock: appContext.clock,
      made: openMadeAccess(appContext.stateFolder),
    }),
  );
}

export function configureJournal(appContext: AppContext) {
  return openConfigureJournal(appContext.stateFolder);
}

/** The region in which the flow acts. */
export function actingRegion(appContext: AppContext, { answers, access, takenUp }: Acting): string {
  if (takenUp) return takenUp.region;
  if (answers.way === 'existing' && answers.region) return answers.region;
  return appContext.flags.region ?? appContext.access(access).region ?? answers.region ?? anyRegion;
}

/** Asks AWS who an access is, and how far its clock is from ours. */
export function identifyFresh(
  appContext: AppContext,
  access: Access,
  region: string,
  signal?: AbortSignal,
): Promise<Verified> {
  return withCodes(access, () =>
    withClients(appContext, access, region, async (clients) => {
      const identity = await identify(clients, access, signal);
      return { identity, clockOffset: clients.clockOffset() };
    }),
  );
}

/** The given keys as an access; they are in no file yet. */
export function givenAccess(appContext: AppContext, answers: ConfigureAnswers): Access {
  const { accessKeyId, secretAccessKey, sessionToken } = answers.keys;
  const list = appContext.profiles();
  const credentials = {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken.reveal() === '' ? {} : { sessionToken }),
  };
  return {
    choice: { kind: 'profile', name: answers.profile },
    label: 'the keys you gave',
    // The profile's settings, so that faults in them show before it has the keys.
    ...requestSettings(profileNamed(list, answers.profile), list, appContext.env),
    credentials: async () => credentials,
  };
}

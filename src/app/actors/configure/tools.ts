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

/** Where a user is looked after when neither the profile nor the person names a region: IAM is the same everywhere. */
const anyRegion = 'us-east-1';

/**
 * Works with clients of an access that are made now and closed afterwards: the keys of a profile may have changed a
 * moment ago, so none that were made before may be used.
 */
export async function withClients<T>(
  appContext: AppContext,
  access: Access,
  region: string,
  work: (clients: AwsClients, once: AwsClients) => Promise<T>,
): Promise<T> {
  // A role may want a code; it is asked for before the first call, which has a deadline.
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

/** The same, with the tools that making a key needs. */
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

/** Where the flow acts. */
export function actingRegion(appContext: AppContext, { answers, access, takenUp }: Acting): string {
  if (takenUp) return takenUp.region;
  if (answers.way === 'existing' && answers.region) return answers.region;
  return appContext.flags.region ?? appContext.access(access).region ?? answers.region ?? anyRegion;
}

/** Asks AWS who an access is, with how far its clock is from ours. */
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

/** The keys that were given, as an access: nothing of them is in a file yet. */
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
    // As the profile will be used once it has the keys, so that what is wrong with its settings is told before.
    ...requestSettings(profileNamed(list, answers.profile), list, appContext.env),
    credentials: async () => credentials,
  };
}

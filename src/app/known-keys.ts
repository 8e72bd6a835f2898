import type { KnownKey } from '../aws/iam/key-words.ts';
import { userOfArn } from '../core/arn.ts';
import type { Identity } from '../core/plan.ts';
import { asProblem } from '../core/problem.ts';
import type { AccessChoice } from '../credentials/access.ts';
import { ownKeyId } from '../credentials/own-key-id.ts';
import { keepKnownKeys } from '../state/keep-known-keys.ts';
import { withClients } from './actors/configure/tools.ts';
import type { AppContext } from './app-context.ts';

/** How long AWS may take to list a user's keys, all calls together, in milliseconds. */
const deadline = 10_000;

/**
 * Asks AWS how old the access key of a profile is, when it was last used and how many keys its user has, and stores the answer.
 *
 * @param identity who the profile is
 * @returns undefined when it has no long-term key of its own, or AWS does not say: many users are not allowed to read it
 */
export async function lookAtKey(
  appContext: AppContext,
  choice: AccessChoice,
  { arn, region }: Pick<Identity, 'arn' | 'region'>,
  signal: AbortSignal,
): Promise<KnownKey | undefined> {
  const own = choice.kind === 'profile' ? ownKeyId(appContext.profiles(), choice.name) : undefined;
  const user = userOfArn(arn);
  if (own === undefined || user === undefined) return undefined;
  const { stateFolder, clock, log } = appContext;
  const within = AbortSignal.any([signal, AbortSignal.timeout(deadline)]);
  try {
    const { listAccessKeys } = await import('../aws/iam/access-keys.ts');
    const access = appContext.access(choice, region);
    const records = await withClients(appContext, access, region, (clients) =>
      listAccessKeys(clients, user, within),
    );
    const lookedAt = clock.now();
    const known = new Map(records.map(({ id, ...key }) => [id, { ...key, keys: records.length, lookedAt }]));
    await keepKnownKeys(stateFolder, known);
    return known.get(own);
  } catch (thrown) {
    signal.throwIfAborted();
    log.info(`the age of a key is not known: ${asProblem(thrown).what}`);
    return undefined;
  }
}

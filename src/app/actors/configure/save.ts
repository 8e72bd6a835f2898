import { randomUUID } from 'node:crypto';
import type { SaveOutcome } from '../../../../machines/configure/setup.ts';
import type { ConfigureContext } from '../../../../machines/configure/types.ts';
import { identify } from '../../../aws/identity.ts';
import { Problem } from '../../../core/problem.ts';
import { type AccountChange, accountChange } from '../../../flows/configure/account-change.ts';
import { type ConfigurePlan, planConfigure, sameFiles } from '../../../flows/configure/plan.ts';
import { policyArn } from '../../../flows/configure/policies.ts';
import { keySaved } from '../../../flows/configure/run.ts';
import { writeProfileChange } from '../../../profiles/change.ts';
import type { Profile } from '../../../profiles/profile.ts';
import { settingText } from '../../../profiles/settings.ts';
import type { ConfigureNote } from '../../../state/configure-journal.ts';
import type { AppContext } from '../../app-context.ts';
import { keepingProfiles } from '../../keep-change.ts';
import { actingAccess, withTools } from './tools.ts';

/** How long AWS may take to say whose the keys are that will be replaced, milliseconds: the review does not depend on it. */
const oldKeysPatience = 8_000;

/**
 * The plan for the answers, on the files as they are now; with the key that AWS made, once there is one.
 *
 * @param signal absent: what was planned before says what becomes of the account
 */
export async function makePlan(
  appContext: AppContext,
  context: ConfigureContext,
  signal?: AbortSignal,
): Promise<ConfigurePlan> {
  const { answers, verified, user, made } = context;
  if (!answers || !verified) throw new Error('a plan needs answers and an identity');
  const { profiles } = appContext.profiles();
  const existing = profiles.find(({ name }) => name === answers.profile);
  const account = signal
    ? await changedAccount(appContext, context, existing, signal)
    : context.plan?.account;
  return planConfigure({
    answers,
    identity: verified.identity,
    existing,
    profiles,
    userExists: user?.exists === true,
    account,
    ...(made ? { made } : {}),
    env: appContext.env,
  });
}

const noAnswerInTime = new Problem({
  code: 'TIMED_OUT',
  what: 'AWS did not say in time whose its keys are.',
  why: `There was no answer within ${oldKeysPatience / 1000} seconds.`,
  next: 'Check the network of this machine, then try again.',
});

/** What becomes of the account of a profile that gets new keys; one that is verified or rotated stays in its account. */
function changedAccount(
  appContext: AppContext,
  { answers, verified }: ConfigureContext,
  existing: Profile | undefined,
  signal: AbortSignal,
): Promise<AccountChange | undefined> | undefined {
  if (!answers || !verified || !existing || answers.way === 'existing' || answers.way === 'rotate')
    return undefined;
  const { account, region } = verified.identity;
  const isSameKey = settingText(existing.settings, 'aws_access_key_id') === answers.keys.accessKeyId;
  if (answers.way === 'console' && existing.kind === 'keys' && isSameKey) return undefined;
  return accountChange(existing, account, async () => {
    const { clients, access } = appContext.connect({ kind: 'profile', name: existing.name }, region);
    const late = AbortSignal.timeout(oldKeysPatience);
    try {
      return (await identify(clients, access, AbortSignal.any([signal, late]))).account;
    } catch (thrown) {
      throw late.aborted ? noAnswerInTime : thrown;
    }
  });
}

/** Writes the profile, unless somebody changed the files since they were reviewed. */
export async function save(appContext: AppContext, context: ConfigureContext): Promise<SaveOutcome> {
  const reviewed = context.plan;
  if (!reviewed) throw new Error('saving was entered without a plan');
  // The review of a key that did not exist yet showed a stand-in; here is the real thing.
  const plan = reviewed.write ? reviewed : await makePlan(appContext, context);
  if (!plan.write) throw new Error('there is nothing to write');
  if (plan !== reviewed && !sameFiles(plan, reviewed)) return { kind: 'changed', plan };
  const { write } = plan;
  const outcome = await keepingProfiles(appContext, write.change, () =>
    writeProfileChange(appContext.env, write, appContext.clock.now()),
  );
  if (outcome.kind === 'changed') {
    return { kind: 'changed', plan: { ...plan, write: outcome.plan, files: outcome.plan.files } };
  }
  for (const name of [plan.profile, ...(plan.also ?? [])]) appContext.disconnect({ kind: 'profile', name });
  if (!context.made) return outcome;
  const note = await withTools(appContext, context, (tools) => keySaved(tools, noteOf(appContext, context)));
  return { ...outcome, note };
}

/** The note of the key under way: the one that is kept already, or a new one. */
export function noteOf(appContext: AppContext, context: ConfigureContext): ConfigureNote {
  if (context.note) return context.note;
  const { answers, verified, plan } = context;
  if (!answers || !verified) throw new Error('a key is made before the account is known');
  const now = appContext.clock.now();
  const { identity } = verified;
  const creates = answers.way === 'create';
  return {
    version: 1,
    id: randomUUID(),
    kind: creates ? 'create' : 'rotate',
    startedAt: now,
    updatedAt: now,
    step: creates ? 'creating-user' : 'creating-key',
    access: actingAccess(context),
    region: identity.region,
    account: identity.account,
    userName: answers.userName,
    userMade: false,
    profile: answers.profile,
    ...(creates ? { policyArn: policyArn(answers.policy, identity.partition) } : {}),
    ...(creates && answers.region ? { profileRegion: answers.region } : {}),
    ...(plan?.oldKeyId ? { oldKeyId: plan.oldKeyId } : {}),
    ...(identity.cloud.kind === 'aws' ? {} : { endpoint: identity.cloud.url }),
  };
}

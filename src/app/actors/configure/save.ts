import { randomUUID } from 'node:crypto';
import type { KeyWork, PlanWork, SaveWork } from '../../../../machines/configure/inputs.ts';
import type { SaveOutcome } from '../../../../machines/configure/setup.ts';
import { given } from '../../../../machines/kit/given.ts';
import { identify } from '../../../aws/identity.ts';
import { Problem } from '../../../core/problem.ts';
import { type AccountChange, accountChange } from '../../../flows/configure/account-change.ts';
import { type ConfigurePlan, planConfigure, sameFiles } from '../../../flows/configure/plan.ts';
import { policyArn } from '../../../flows/configure/policies.ts';
import { keySaved } from '../../../flows/configure/run.ts';
import { writeProfileChange } from '../../../profiles/change.ts';
import type { Profile } from '../../../profiles/profile.ts';
import { profileNamed } from '../../../profiles/profile-table.ts';
import { settingText } from '../../../profiles/settings.ts';
import type { ConfigureNote } from '../../../state/configure-journal.ts';
import type { AppContext } from '../../app-context.ts';
import { keepingProfiles } from '../../keep-change.ts';
import { withTools } from './tools.ts';

/** How long AWS may take to identify the keys to be replaced, in milliseconds: the review does not depend on it. */
const oldKeysPatience = 8_000;

/** Plans the answers for the files as they are now. */
export function makePlan(
  appContext: AppContext,
  work: PlanWork,
  signal: AbortSignal,
): Promise<ConfigurePlan> {
  return planOf(appContext, work, (existing) => changedAccount(appContext, work, existing, signal));
}

/** @param accountOf how the profile's account changes; undefined when it does not */
async function planOf(
  appContext: AppContext,
  { answers, verified, user, made }: PlanWork,
  accountOf: (
    existing: Profile | undefined,
  ) => AccountChange | undefined | Promise<AccountChange | undefined>,
): Promise<ConfigurePlan> {
  const list = appContext.profiles();
  const existing = profileNamed(list, answers.profile);
  return planConfigure({
    answers,
    identity: verified.identity,
    existing,
    list,
    userExists: user?.exists === true,
    account: await accountOf(existing),
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

/** How the account of a profile with new keys changes; verifying or rotating keys never changes it. */
function changedAccount(
  appContext: AppContext,
  { answers, verified }: PlanWork,
  existing: Profile | undefined,
  signal: AbortSignal,
): Promise<AccountChange | undefined> | undefined {
  if (!existing || answers.way === 'existing' || answers.way === 'rotate') return undefined;
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

/** Writes the profile, unless the files changed since the review. */
export async function save(appContext: AppContext, work: SaveWork): Promise<SaveOutcome> {
  const { plan: reviewed, key } = work;
  // The review of a key that did not exist yet showed a placeholder; here is the real one.
  const plan = reviewed.write ? reviewed : await planOf(appContext, work, () => reviewed.account);
  const { write } = given(plan, 'write');
  if (plan !== reviewed && !sameFiles(plan, reviewed)) return { kind: 'changed', plan };
  const outcome = await keepingProfiles(appContext, write.change, () =>
    writeProfileChange(appContext.env, write, appContext.clock.now()),
  );
  if (outcome.kind === 'changed') {
    return { kind: 'changed', plan: { ...plan, write: outcome.plan, files: outcome.plan.files } };
  }
  for (const name of [plan.profile, ...(plan.also ?? [])]) appContext.disconnect({ kind: 'profile', name });
  if (!key) return outcome;
  const note = await withTools(appContext, key, (tools) => keySaved(tools, noteOf(appContext, key)));
  return { ...outcome, note };
}

/** The note of the key in progress: the existing one, or a new one. */
export function noteOf(appContext: AppContext, work: KeyWork): ConfigureNote {
  const { note, answers, access, verified, oldKeyId } = work;
  if (note) return note;
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
    access,
    region: identity.region,
    account: identity.account,
    userName: answers.userName,
    userMade: false,
    profile: answers.profile,
    ...(creates ? { policyArn: policyArn(answers.policy, identity.partition) } : {}),
    ...(creates && answers.region ? { profileRegion: answers.region } : {}),
    ...(oldKeyId ? { oldKeyId } : {}),
    ...(identity.cloud.kind === 'aws' ? {} : { endpoint: identity.cloud.url }),
  };
}

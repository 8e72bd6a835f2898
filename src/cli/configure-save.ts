import { randomUUID } from 'node:crypto';
import type { SaveOutcome } from '../../machines/configure/setup.ts';
import type { ConfigureContext } from '../../machines/configure/types.ts';
import { type ConfigurePlan, planConfigure, sameFiles } from '../configure/plan.ts';
import { policyArn } from '../configure/policies.ts';
import { keySaved } from '../configure/run.ts';
import { writeProfileChange } from '../profiles/change.ts';
import type { ConfigureNote } from '../session/configure-journal.ts';
import { actingAccess, withTools } from './configure-tools.ts';
import type { House } from './house.ts';

/** The plan for the answers, on the files as they are now; with the key that AWS made, once there is one. */
export async function makePlan(house: House, context: ConfigureContext): Promise<ConfigurePlan> {
  const { answers, verified, user, made } = context;
  if (!answers || !verified) throw new Error('a plan needs answers and an identity');
  const { profiles } = house.profiles();
  return planConfigure({
    answers,
    identity: verified.identity,
    existing: profiles.find(({ name }) => name === answers.profile),
    profiles,
    userExists: user?.exists === true,
    ...(made ? { made } : {}),
    env: house.env,
  });
}

/** Writes the profile, unless somebody changed the files since they were reviewed. */
export async function save(house: House, context: ConfigureContext): Promise<SaveOutcome> {
  const reviewed = context.plan;
  if (!reviewed) throw new Error('saving was entered without a plan');
  // The review of a key that did not exist yet showed a stand-in; here is the real thing.
  const plan = reviewed.write ? reviewed : await makePlan(house, context);
  if (!plan.write) throw new Error('there is nothing to write');
  if (plan !== reviewed && !sameFiles(plan, reviewed)) return { kind: 'changed', plan };
  const outcome = await writeProfileChange(house.env, plan.write, house.clock.now());
  if (outcome.kind === 'changed') {
    return { kind: 'changed', plan: { ...plan, write: outcome.plan, files: outcome.plan.files } };
  }
  for (const name of [plan.profile, ...(plan.also ?? [])]) house.disconnect({ kind: 'profile', name });
  if (!context.made) return outcome;
  const note = await withTools(house, context, (tools) => keySaved(tools, noteOf(house, context)));
  return { ...outcome, note };
}

/** The note of the key under way: the one that is kept already, or a new one. */
export function noteOf(house: House, context: ConfigureContext): ConfigureNote {
  if (context.note) return context.note;
  const { answers, verified, plan } = context;
  if (!answers || !verified) throw new Error('a key is made before the account is known');
  const now = house.clock.now();
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

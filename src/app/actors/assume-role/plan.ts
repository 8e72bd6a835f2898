import type { ChoosingField, Filled } from '../../../../machines/assume-role/inputs.ts';
import type { FieldChoice } from '../../../../machines/assume-role/types.ts';
import { userOfArn } from '../../../core/arn.ts';
import { planAssume } from '../../../flows/assume-role/make-plan.ts';
import type { AssumePlan } from '../../../flows/assume-role/plan.ts';
import { identifyFresh } from '../configure/tools.ts';
import type { Acting } from './acting.ts';
import { expectUser, otherAccount, readHandOver } from './help.ts';

/** The choices for a field. */
export async function listChoices(
  { appContext, acting, identifyActing }: Acting,
  { chosen, choosing, values, profiles }: ChoosingField,
  signal: AbortSignal,
): Promise<readonly FieldChoice[]> {
  // The part `profiles` has no acting profile: it asks AWS with the user's.
  const asking = chosen === 'profiles' ? { ...values, profile: values.userProfile ?? '' } : values;
  const { fieldChoices } = await import('../../../flows/assume-role/choices.ts');
  return fieldChoices({
    field: choosing,
    usable: profiles,
    list: appContext.profiles(),
    signal,
    ask: (does) => acting(asking, ({ clients }) => does(clients)),
    user: async () => userOfArn((await identifyActing(asking, signal)).arn),
  });
}

/** Plans a completed form. */
export async function planOf(
  { appContext, acting, identifyActing }: Acting,
  { chosen, values, note, hasCodes, madeUpId: ownId }: Filled,
  signal: AbortSignal,
): Promise<AssumePlan> {
  const handOver = values.note ? await readHandOver(appContext, values.note) : undefined;
  const input = {
    part: chosen,
    values,
    note: handOver,
    folder: appContext.folder,
    env: appContext.env,
    signal,
  };
  if (chosen === 'profiles') return planAssume(input);
  const identity = await identifyActing(values, signal);
  if (note?.account && note.account !== identity.account) throw otherAccount(note, identity);
  const madeUpId = ownId !== undefined && values.externalId === ownId;
  const plan = await acting(values, ({ clients }) =>
    planAssume({
      ...input,
      identity,
      clients,
      madeUpId,
      keptDevice: hasCodes ? note?.made.device : undefined,
    }),
  );
  const work = plan.userWork;
  if (work?.user && work.keys === 'profile') {
    const access = appContext.access({ kind: 'profile', name: work.userProfile }, work.region);
    expectUser(await identifyFresh(appContext, access, work.region, signal), work.user.name);
  }
  return plan;
}

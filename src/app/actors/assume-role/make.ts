import { randomUUID } from 'node:crypto';
import type { Finishing, Giving, Planned } from '../../../../machines/assume-role/inputs.ts';
import type { AssumeEvent } from '../../../../machines/assume-role/types.ts';
import { given } from '../../../../machines/kit/given.ts';
import type { Send } from '../../../../machines/kit/telling.ts';
import type { AssumeNote } from '../../../flows/assume-role/journal.ts';
import type { UserWork } from '../../../flows/assume-role/plan.ts';
import {
  finishUserSide,
  giveDevice,
  isWrongCodes,
  type KeyGiven,
  makeUserSide,
  runRole,
} from '../../../flows/assume-role/run.ts';
import type { StepId } from '../../../flows/assume-role/steps.ts';
import { newKeyLimit, waitForKey } from '../../../flows/configure/verify.ts';
import type { ConfigureNote } from '../../../state/configure-journal.ts';
import { identifyFresh } from '../configure/tools.ts';
import type { Acting } from './acting.ts';
import { keysOf, lastingValues, untilKnown, wrongCodes } from './help.ts';

/** Creates what the plan says: the role, or the user up to its device. */
export async function makeSide(
  own: Acting,
  planned: Planned,
  send: Send<AssumeEvent>,
  signal: AbortSignal,
): Promise<void> {
  const { acting, notes } = own;
  const { plan, values } = planned;
  const onStep = (step: StepId) => send({ type: 'STEP', step });
  const note = await noteOf(own, planned);
  send({ type: 'NOTED', note });
  if (plan.roleWork) {
    const { roleWork } = plan;
    await acting(values, (tools) => runRole(tools, roleWork, note, onStep, signal));
    send({ type: 'MADE' });
    return;
  }
  const { userWork } = given(plan, 'userWork');
  if (!userWork.user) {
    await notes.save(note);
    send({ type: 'MADE', note });
    return;
  }
  const made = await acting(values, (tools) =>
    makeUserSide(tools, userWork, note, planned.hasCodes, onStep, signal),
  );
  send({ type: 'MADE', ...made });
}

/** Assigns the device to the user, with two of its codes. */
export async function giveCodes(
  { acting }: Acting,
  { work, values, codes }: Giving,
  signal: AbortSignal,
): Promise<void> {
  try {
    await acting(values, (tools) => giveDevice(tools, work, codes, signal));
  } catch (thrown) {
    throw isWrongCodes(thrown) ? wrongCodes(thrown) : thrown;
  }
}

/** The steps after the device: key, profiles and note. */
export async function finishSide(
  own: Acting,
  finishing: Finishing,
  send: Send<AssumeEvent>,
  signal: AbortSignal,
): Promise<void> {
  const { appContext, acting, notes, journal } = own;
  const { work, values, note } = finishing;
  const onStep = (step: StepId) => send({ type: 'STEP', step });
  const files = { env: appContext.env, notes, journal };
  const end = (given: KeyGiven) => finishUserSide(files, work, note, given, onStep, signal);
  if (work.keys === 'make') {
    const keyNote = await keyNoteOf(own, finishing);
    await acting(values, (tools) => end({ kind: 'make', tools, note: keyNote }));
  } else if (work.keys === 'csv') await end({ kind: 'csv', keys: await keysOf(appContext, work.keysFile) });
  else await end({ kind: 'profile' });
  for (const name of [work.userProfile, work.roleProfile]) appContext.disconnect({ kind: 'profile', name });
  send({ type: 'WRITTEN' });
}

/** Proves that the two profiles work. */
export async function prove(
  { appContext }: Acting,
  { work }: { work: UserWork },
  send: Send<AssumeEvent>,
  signal: AbortSignal,
): Promise<void> {
  const { userProfile, roleProfile, region, device } = work;
  const ask = (name: string) => (stop?: AbortSignal) =>
    identifyFresh(appContext, appContext.access({ kind: 'profile', name }, region), region, stop);
  send({ type: 'STEP', step: 'source' });
  const waiting = { clock: appContext.clock, limit: newKeyLimit, signal, onWait: () => {} };
  await waitForKey(ask(userProfile), waiting);
  send({ type: 'STEP', step: 'proof' });
  const { identity } = await untilKnown(appContext, ask(roleProfile), device === undefined, signal);
  send({ type: 'PROVED', identity });
}

/** This run's note on disk, which knows what was created before something failed, or a new one. */
async function noteOf(
  { appContext, notes }: Acting,
  { note, chosen, values, plan }: Planned,
): Promise<AssumeNote> {
  const kept = note && (await notes.newest());
  if (kept && kept.id === note?.id) return { ...kept, values: lastingValues(appContext, values, plan) };
  const now = appContext.clock.now();
  const account = plan.identity?.account;
  return (
    note ?? {
      version: 1,
      id: randomUUID(),
      part: chosen,
      startedAt: now,
      updatedAt: now,
      made: {},
      values: lastingValues(appContext, values, plan),
      ...(account ? { account } : {}),
    }
  );
}

/** The note of the key: an earlier run's, which knows of a key whose answer was lost, or a new one. */
async function keyNoteOf(
  { appContext, journal }: Acting,
  { plan, work, note }: Finishing,
): Promise<ConfigureNote> {
  const earlier = (await journal.list()).notes.find(({ id }) => id === note.id);
  const { identity } = given(plan, 'identity');
  const { user } = given(work, 'user');
  const now = appContext.clock.now();
  return (
    earlier ?? {
      version: 1,
      id: note.id,
      kind: 'create',
      startedAt: now,
      updatedAt: now,
      step: 'creating-user',
      access: { kind: 'profile', name: note.values.profile ?? '' },
      region: identity.region,
      account: identity.account,
      userName: user.name,
      userMade: false,
      profile: work.userProfile,
      profileRegion: work.region,
    }
  );
}

import type { PlanWork } from '../../../../machines/configure/inputs.ts';
import type { ConfigureEvent } from '../../../../machines/configure/types.ts';
import type { Send } from '../../../../machines/kit/telling.ts';
import { asProblem, Problem } from '../../../core/problem.ts';
import { plainText } from '../../../core/text.ts';
import type { ConfigureAnswers } from '../../../flows/configure/answers.ts';
import {
  givenKeyLimit,
  newKeyLimit,
  otherPartition,
  type WaitOptions,
  waitForKey,
} from '../../../flows/configure/verify.ts';
import { profileNamed } from '../../../profiles/profile-table.ts';
import { settingText } from '../../../profiles/settings.ts';
import type { AppContext } from '../../app-context.ts';
import { givenAccess, identifyFresh } from './tools.ts';

function waiting(
  appContext: AppContext,
  limit: number,
  send: Send<ConfigureEvent>,
  signal: AbortSignal,
): WaitOptions {
  return { clock: appContext.clock, limit, signal, onWait: (wait) => send({ type: 'WAITED', wait }) };
}

/** Asks AWS whose the given keys are, before anything of them is saved. */
export async function checkGivenKeys(
  appContext: AppContext,
  { answers, region }: { readonly answers: ConfigureAnswers; readonly region: string },
  send: Send<ConfigureEvent>,
  signal: AbortSignal,
): Promise<void> {
  const access = givenAccess(appContext, answers);
  const ask = (where: string) => (stop?: AbortSignal) => identifyFresh(appContext, access, where, stop);
  try {
    const verified = await waitForKey(ask(region), waiting(appContext, givenKeyLimit, send, signal));
    send({ type: 'KNOWN', verified });
  } catch (thrown) {
    signal.throwIfAborted();
    // Only AWS itself has partitions; another cloud would be asked the same thing again.
    if (appContext.cloud.kind !== 'aws' || asProblem(thrown).code !== 'CREDENTIALS_REJECTED') throw thrown;
    const elsewhere = await otherPartition(
      region,
      async (where, stop) => (await ask(where)(stop)).identity,
      AbortSignal.any([signal, AbortSignal.timeout(6_000)]),
    ).catch(() => undefined);
    throw elsewhere ?? thrown;
  }
}

/** Reads the profile back from the files and asks AWS who it is, as every later use will. */
export async function verifySaved(
  appContext: AppContext,
  { answers, verified, made }: PlanWork,
  send: Send<ConfigureEvent>,
  signal: AbortSignal,
): Promise<void> {
  const { profile: name, way } = answers;
  expectKey(appContext, name, way === 'console' ? answers.keys.accessKeyId : made?.accessKeyId);
  const region = (way === 'rotate' ? undefined : answers.region) ?? verified.identity.region;
  const access = appContext.access({ kind: 'profile', name }, region);
  const saved = await waitForKey(
    (stop) => identifyFresh(appContext, access, region, stop),
    waiting(appContext, newKeyLimit, send, signal),
  );
  send({ type: 'KNOWN', verified: saved });
}

/** What stands in the files has to be what was written. */
function expectKey(appContext: AppContext, name: string, accessKeyId: string | undefined): void {
  const list = appContext.profiles();
  const profile = profileNamed(list, name);
  const found = profile && settingText(profile.settings, 'aws_access_key_id');
  if (accessKeyId === undefined || found === accessKeyId) return;
  throw new Problem({
    code: 'FILE_MALFORMED',
    what: `The profile ${plainText(name)} does not hold the key that was written.`,
    why: `Another program may have changed ${plainText(list.files.credentials)} at the same moment.`,
    next: 'Look into the file, then try again.',
  });
}

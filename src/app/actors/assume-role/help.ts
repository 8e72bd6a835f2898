import { resolve } from 'node:path';
import { userOfArn } from '../../../core/arn.ts';
import type { Identity } from '../../../core/plan.ts';
import { asProblem, Problem } from '../../../core/problem.ts';
import { plainText } from '../../../core/text.ts';
import type { Values } from '../../../flows/assume-role/answers.ts';
import type { AssumeNote } from '../../../flows/assume-role/journal.ts';
import { readNote } from '../../../flows/assume-role/note.ts';
import type { AssumePlan } from '../../../flows/assume-role/plan.ts';
import { readKeysCsv } from '../../../flows/configure/keys-csv.ts';
import { whyMissing } from '../../../platform/file-faults.ts';
import { readTextFile } from '../../../platform/files.ts';
import { expandTilde } from '../../../platform/paths.ts';
import type { AppContext } from '../../app-context.ts';

/** How long it may take until STS knows a new policy, in milliseconds. */
const newPolicyLimit = 30_000;

/** Reads a hand-over note. @param typed its path, from the folder of the app context @throws Problem FILE_UNREADABLE, FILE_MALFORMED */
export async function readHandOver(appContext: AppContext, typed: string) {
  const path = resolve(appContext.folder, expandTilde(typed, appContext.env));
  const text = await readTextFile(path);
  if (text !== undefined) return readNote(text, typed);
  throw new Problem({
    code: 'FILE_UNREADABLE',
    what: `There is no file ${plainText(typed)}.`,
    why: whyMissing(typed),
    next: 'Check the path of the note, or empty the field and fill in its values.',
  });
}

/** Reads the console's .csv of an access key. @throws Problem FILE_UNREADABLE, FILE_MALFORMED */
export async function keysOf(appContext: AppContext, typed: string) {
  const keys = await readKeysCsv(resolve(appContext.folder, expandTilde(typed, appContext.env)));
  const { accessKeyId, secretAccessKey } = keys;
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey };
  throw new Error('a file of keys holds both of them');
}

/**
 * Waits for a policy that STS does not know yet. Only without MFA: with it, each attempt would cost the user a code, so the
 * refusal is shown instead.
 */
export async function untilKnown<T>(
  appContext: AppContext,
  ask: (signal?: AbortSignal) => Promise<T>,
  again: boolean,
  signal: AbortSignal,
): Promise<T> {
  const since = appContext.clock.now();
  for (;;) {
    try {
      return await ask(signal);
    } catch (thrown) {
      signal.throwIfAborted();
      const denied = ['ROLE_DENIED', 'ROLE_NEEDS_MFA', 'ROLE_EXTERNAL_ID'].includes(asProblem(thrown).code);
      if (!denied || !again || Math.abs(appContext.clock.now() - since) >= newPolicyLimit) throw thrown;
      await appContext.clock.sleep(3_000, signal);
    }
  }
}

/** The Problem of finishing or cleaning up in another account than the one where it was started. */
export function otherAccount(note: AssumeNote, { account, access }: Identity): Problem {
  return new Problem({
    code: 'PROFILE_NOT_USABLE',
    what: `What was started is in account ${note.account}.`,
    why: `${plainText(access)} is account ${account} now.`,
    next: 'Put the profile back as it was, or forget the note and look at IAM in the console.',
  });
}

/** The Problem of two codes that AWS refused. */
export function wrongCodes(cause: unknown): Problem {
  return new Problem(
    {
      code: 'MFA_REFUSED',
      what: 'AWS did not take the two codes.',
      why: 'They have to be two that the app shows one after the other, typed within a minute.',
      next: 'Wait for the next code, type it, wait for the one after it, and type that.',
    },
    { cause },
  );
}

/** A profile's keys have to be those of the user. @throws Problem PROFILE_NOT_USABLE */
export function expectUser(
  { identity: { arn, access } }: { readonly identity: Identity },
  user: string,
): void {
  if (userOfArn(arn)?.toLowerCase() === user.toLowerCase()) return;
  throw new Problem({
    code: 'PROFILE_NOT_USABLE',
    what: `The profile ${plainText(access)} is not that of the user ${plainText(user)}.`,
    why: `Its keys belong to ${plainText(arn)}.`,
    next: "Give the user's profile another name, or name the user that it belongs to.",
  });
}

/** The values as a later run needs them, in whatever folder: without the note, whose file may be gone by then. */
export function lastingValues(appContext: AppContext, values: Values, plan: AssumePlan | undefined): Values {
  const path = (typed: string) => resolve(appContext.folder, expandTilde(typed, appContext.env));
  const { userWork } = plan ?? {};
  return {
    ...values,
    ...(values.keysFile ? { keysFile: path(values.keysFile) } : {}),
    ...(values.noteFile ? { noteFile: path(values.noteFile) } : {}),
    ...(values.csvFile ? { csvFile: path(values.csvFile) } : {}),
    ...(userWork
      ? {
          note: '',
          roleArn: userWork.roleArn,
          externalId: userWork.externalId,
          mfa: userWork.device ? 'yes' : 'no',
        }
      : {}),
  };
}

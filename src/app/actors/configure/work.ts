import type { Acting, ActingAs, KeyWork, PlanWork, SaveWork } from '../../../../machines/configure/inputs.ts';
import type { ConfigureEvent, FoundUser } from '../../../../machines/configure/types.ts';
import type { Send } from '../../../../machines/kit/telling.ts';
import {
  type AccessKeyRecord,
  deleteAccessKey,
  listAccessKeys,
  switchKeyOff,
} from '../../../aws/iam/access-keys.ts';
import { findUser, policyExists } from '../../../aws/iam/users.ts';
import { userOfArn } from '../../../core/arn.ts';
import { Problem } from '../../../core/problem.ts';
import { plainText } from '../../../core/text.ts';
import type { ConfigureAnswers } from '../../../flows/configure/answers.ts';
import { readKeysCsv } from '../../../flows/configure/keys-csv.ts';
import { policyArn } from '../../../flows/configure/policies.ts';
import {
  findLostKeys,
  keySaved,
  makeKey,
  makeUser,
  retireKey,
  takeBack,
} from '../../../flows/configure/run.ts';
import { expandTilde } from '../../../platform/paths.ts';
import { settingIn } from '../../../profiles/profile-table.ts';
import type { AppContext } from '../../app-context.ts';
import { lookAround } from './local-state.ts';
import { makePlan, noteOf, save } from './save.ts';
import { actingRegion, configureJournal, identifyFresh, withTools } from './tools.ts';
import { checkGivenKeys, verifySaved } from './verify.ts';

/**
 * The work of the configure actors. Loaded when the first of them starts: the first frame of the screen does not wait
 * for it.
 */
export function configureWork(appContext: AppContext) {
  return {
    lookAround: ({ rotate }: { rotate: string | undefined }) => lookAround(appContext, rotate),
    identify: (acting: Acting, signal: AbortSignal) => identifyActing(appContext, acting, signal),
    forget: ({ id }: { id: string }) => configureJournal(appContext).remove(id),
    findLost: (work: KeyWork, signal: AbortSignal) => findLost(appContext, work, signal),
    deleteLost: (work: Acting & { lost: readonly AccessKeyRecord[] }, signal: AbortSignal) =>
      withTools(appContext, work, async ({ clients }) => {
        for (const { id } of work.lost) await deleteAccessKey(clients, work.answers.userName, id, signal);
      }),
    lookAtUser: (acting: ActingAs, signal: AbortSignal) => lookAtUser(appContext, acting, signal),
    switchOff: (key: OneKey, signal: AbortSignal) =>
      withTools(appContext, key, ({ clients }) =>
        switchKeyOff(clients, key.answers.userName, key.id, signal),
      ),
    deleteKey: (key: OneKey, signal: AbortSignal) =>
      withTools(appContext, key, ({ clients }) =>
        deleteAccessKey(clients, key.answers.userName, key.id, signal),
      ),
    checkPolicy: (acting: ActingAs, signal: AbortSignal) => checkPolicy(appContext, acting, signal),
    readCsv: async ({ path }: { path: string }) => readKeysCsv(expandTilde(path, appContext.env)),
    checkKeys: (
      given: { answers: ConfigureAnswers; region: string },
      send: Send<ConfigureEvent>,
      signal: AbortSignal,
    ) => checkGivenKeys(appContext, given, send, signal),
    makePlan: (work: PlanWork, signal: AbortSignal) => makePlan(appContext, work, signal),
    makeUser: (work: KeyWork, signal: AbortSignal) =>
      withTools(appContext, work, (tools) => makeUser(tools, noteOf(appContext, work), signal)),
    makeKey: (work: KeyWork, signal: AbortSignal) =>
      withTools(appContext, work, (tools) => makeKey(tools, noteOf(appContext, work), signal)),
    save: (work: SaveWork) => save(appContext, work),
    verifySaved: (work: PlanWork, send: Send<ConfigureEvent>, signal: AbortSignal) =>
      verifySaved(appContext, work, send, signal),
    retire: (work: KeyWork, signal: AbortSignal) =>
      withTools(appContext, work, async (tools) => {
        const note = noteOf(appContext, work);
        await retireKey(tools, note, signal);
        return note.oldKeyId ? { id: note.oldKeyId } : undefined;
      }),
    takeBack: (work: KeyWork, signal: AbortSignal) =>
      withTools(appContext, work, (tools) => takeBack(tools, noteOf(appContext, work), signal)),
  };
}

/** A key of the user, by its id. */
interface OneKey extends Acting {
  readonly id: string;
}

async function identifyActing(appContext: AppContext, acting: Acting, signal: AbortSignal) {
  const region = actingRegion(appContext, acting);
  const verified = await identifyFresh(appContext, appContext.access(acting.access, region), region, signal);
  const { takenUp } = acting;
  const { account, access } = verified.identity;
  if (!takenUp || takenUp.account === account) return verified;
  // What was started in one account is never finished or cleaned up in another.
  throw new Problem({
    code: 'PROFILE_NOT_USABLE',
    what: `The unfinished key belongs to account ${takenUp.account}.`,
    why: `${plainText(access)} is account ${account} now.`,
    next: 'Put the profile back as it was, or forget the note and look at the keys in the console.',
  });
}

async function findLost(appContext: AppContext, work: KeyWork, signal: AbortSignal) {
  const note = noteOf(appContext, work);
  const saved = new Set([...settingIn(appContext.profiles(), 'aws_access_key_id')].map(({ value }) => value));
  return withTools(appContext, work, async (tools) => {
    const found = await findLostKeys(tools, note, saved, signal);
    if (found.kind === 'saved') await keySaved(tools, note);
    return found;
  });
}

/** The user that gets a key, and the keys it has. */
async function lookAtUser(appContext: AppContext, acting: ActingAs, signal: AbortSignal): Promise<FoundUser> {
  const rotates = acting.answers.way === 'rotate';
  const name = rotates ? ownUserName(acting) : acting.answers.userName;
  return withTools(appContext, acting, async ({ clients }) => {
    const user = rotates ? { name } : await ifAllowed(() => findUser(clients, name, signal));
    if (!user) return { name, exists: false };
    const keys = await ifAllowed(() => listAccessKeys(clients, user.name, signal));
    return { name: user.name, exists: true, ...(keys ? { keys } : {}) };
  });
}

/** The result of a call, or undefined when it is not allowed: the calls that change something will show whether that matters. */
async function ifAllowed<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'ACCESS_DENIED') return undefined;
    throw thrown;
  }
}

/** The name of the IAM user whose keys act, without its path. */
function ownUserName({ verified, answers }: ActingAs): string {
  const { arn } = verified.identity;
  const name = userOfArn(arn);
  if (name) return name;
  throw new Problem({
    code: 'PROFILE_NOT_USABLE',
    what: `The key of the profile ${plainText(answers.profile)} cannot be replaced here.`,
    why: `It belongs to ${plainText(arn)}, which is not an IAM user.`,
    next: 'Replace it in the AWS console, under "Security credentials".',
  });
}

async function checkPolicy(appContext: AppContext, acting: ActingAs, signal: AbortSignal): Promise<void> {
  const { answers, verified } = acting;
  const arn = policyArn(answers.policy, verified.identity.partition);
  const exists = await withTools(appContext, acting, ({ clients }) =>
    ifAllowed(() => policyExists(clients, arn, signal)),
  );
  if (exists !== false) return;
  throw new Problem({
    code: 'AWS_REJECTED',
    what: `There is no policy ${plainText(arn)}.`,
    why: `Account ${verified.identity.account} cannot attach it.`,
    next: 'Check the ARN, or choose another policy.',
  });
}

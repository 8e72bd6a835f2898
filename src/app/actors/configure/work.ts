import type { ConfigureContext, ConfigureEvent, FoundUser } from '../../../../machines/configure/types.ts';
import type { Send } from '../../../../machines/kit/telling.ts';
import { deleteAccessKey, listAccessKeys, setKeyActive } from '../../../aws/iam/access-keys.ts';
import { findUser, policyExists } from '../../../aws/iam/users.ts';
import { Problem } from '../../../core/problem.ts';
import { plainText } from '../../../core/text.ts';
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
import { settingText } from '../../../profiles/settings.ts';
import type { AppContext } from '../../app-context.ts';
import { makePlan, noteOf, save } from './save.ts';
import { lookAround } from './surroundings.ts';
import { actingAccess, actingRegion, configureJournal, identifyFresh, withTools } from './tools.ts';
import { checkGivenKeys, verifySaved } from './verify.ts';

/**
 * What the actors of configure do. Loaded when the first of them starts: the first frame of the screen does not wait
 * for it.
 */
export function configureWork(appContext: AppContext) {
  return {
    lookAround: (rotate: string | undefined) => lookAround(appContext, rotate),
    identify: (context: ConfigureContext, signal: AbortSignal) => identifyActing(appContext, context, signal),
    forget: async ({ surroundings }: ConfigureContext) => {
      if (surroundings?.unfinished) await configureJournal(appContext).remove(surroundings.unfinished.id);
    },
    findLost: (context: ConfigureContext, signal: AbortSignal) => findLost(appContext, context, signal),
    deleteLost: (context: ConfigureContext, signal: AbortSignal) =>
      withTools(appContext, context, async ({ clients }) => {
        for (const { id } of context.lost ?? []) await deleteAccessKey(clients, userOf(context), id, signal);
      }),
    lookAtUser: (context: ConfigureContext, signal: AbortSignal) => lookAtUser(appContext, context, signal),
    switchOff: (context: ConfigureContext, signal: AbortSignal) =>
      withTools(appContext, context, ({ clients }) =>
        setKeyActive(clients, userOf(context), context.chosenKey ?? '', false, signal),
      ),
    deleteKey: (context: ConfigureContext, signal: AbortSignal) =>
      withTools(appContext, context, ({ clients }) =>
        deleteAccessKey(clients, userOf(context), context.chosenKey ?? '', signal),
      ),
    checkPolicy: (context: ConfigureContext, signal: AbortSignal) => checkPolicy(appContext, context, signal),
    readCsv: ({ answers }: ConfigureContext) =>
      readKeysCsv(expandTilde(answers?.keys.accessKeyId ?? '', appContext.env)),
    checkKeys: (context: ConfigureContext, send: Send<ConfigureEvent>, signal: AbortSignal) =>
      checkGivenKeys(appContext, context, send, signal),
    makePlan: (context: ConfigureContext, signal: AbortSignal) => makePlan(appContext, context, signal),
    makeUser: (context: ConfigureContext, signal: AbortSignal) =>
      withTools(appContext, context, (tools) => makeUser(tools, noteOf(appContext, context), signal)),
    makeKey: (context: ConfigureContext, signal: AbortSignal) =>
      withTools(appContext, context, (tools) => makeKey(tools, noteOf(appContext, context), signal)),
    save: (context: ConfigureContext) => save(appContext, context),
    verifySaved: (context: ConfigureContext, send: Send<ConfigureEvent>, signal: AbortSignal) =>
      verifySaved(appContext, context, send, signal),
    retire: (context: ConfigureContext, signal: AbortSignal) =>
      withTools(appContext, context, async (tools) => {
        const note = noteOf(appContext, context);
        await retireKey(tools, note, signal);
        return note.oldKeyId ? { id: note.oldKeyId } : undefined;
      }),
    deleteOld: (context: ConfigureContext, signal: AbortSignal) =>
      withTools(appContext, context, ({ clients }) =>
        deleteAccessKey(clients, userOf(context), context.oldKey?.id ?? '', signal),
      ),
    takeBack: (context: ConfigureContext, signal: AbortSignal) =>
      withTools(appContext, context, (tools) => takeBack(tools, noteOf(appContext, context), signal)),
  };
}

function userOf({ answers }: ConfigureContext): string {
  if (!answers) throw new Error('there is no user yet');
  return answers.userName;
}

async function identifyActing(appContext: AppContext, context: ConfigureContext, signal: AbortSignal) {
  const region = actingRegion(appContext, context);
  const verified = await identifyFresh(
    appContext,
    appContext.access(actingAccess(context), region),
    region,
    signal,
  );
  const { account, access } = verified.identity;
  if (!context.resumed || context.note?.account === account) return verified;
  // What was begun in one account is never finished or cleaned up in another.
  throw new Problem({
    code: 'PROFILE_NOT_USABLE',
    what: `The unfinished key belongs to account ${context.note?.account}.`,
    why: `${plainText(access)} is account ${account} now.`,
    next: 'Put the profile back as it was, or forget the note and look at the keys in the console.',
  });
}

async function findLost(appContext: AppContext, context: ConfigureContext, signal: AbortSignal) {
  const note = noteOf(appContext, context);
  const saved = new Set(
    appContext
      .profiles()
      .profiles.flatMap(({ settings }) => settingText(settings, 'aws_access_key_id') ?? []),
  );
  return withTools(appContext, context, async (tools) => {
    const found = await findLostKeys(tools, note, saved, signal);
    if (found.kind === 'saved') await keySaved(tools, note);
    return found;
  });
}

/** The user that gets a key, and the keys it has. */
async function lookAtUser(
  appContext: AppContext,
  context: ConfigureContext,
  signal: AbortSignal,
): Promise<FoundUser> {
  const rotates = context.answers?.way === 'rotate';
  const name = rotates ? ownUserName(context) : userOf(context);
  return withTools(appContext, context, async ({ clients }) => {
    const user = rotates ? { name } : await ifAllowed(() => findUser(clients, name, signal));
    if (!user) return { name, exists: false };
    const keys = await ifAllowed(() => listAccessKeys(clients, user.name, signal));
    return { name: user.name, exists: true, ...(keys ? { keys } : {}) };
  });
}

/** What may not be read is not known; the calls that change something will tell. */
async function ifAllowed<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'ACCESS_DENIED') return undefined;
    throw thrown;
  }
}

/** The name of the IAM user whose keys act; its path is no part of it. */
function ownUserName({ verified, answers }: ConfigureContext): string {
  const arn = verified?.identity.arn ?? '';
  const name = /^arn:[a-z-]+:iam::\d{12}:user\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
  if (name) return name;
  throw new Problem({
    code: 'PROFILE_NOT_USABLE',
    what: `The key of the profile ${plainText(answers?.profile ?? '')} cannot be replaced here.`,
    why: `It belongs to ${plainText(arn)}, which is no IAM user.`,
    next: 'Replace it in the AWS console, under "Security credentials".',
  });
}

async function checkPolicy(
  appContext: AppContext,
  context: ConfigureContext,
  signal: AbortSignal,
): Promise<void> {
  const { answers, verified } = context;
  if (!answers || !verified) throw new Error('a policy is looked up before the account is known');
  const arn = policyArn(answers.policy, verified.identity.partition);
  const exists = await withTools(appContext, context, ({ clients }) =>
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

import { bucketExists, emptyAndDeleteBucket, storeObject, storeTemplate } from '../../aws/bucket.ts';
import type { AwsClients } from '../../aws/clients.ts';
import { followStack } from '../../aws/follow.ts';
import type { Persist } from '../../aws/persist.ts';
import type { FollowUpdate, StackProgress } from '../../aws/progress/model.ts';
import { deleteStack, describeStack } from '../../aws/stack.ts';
import { asProblem, Problem } from '../../core/problem.ts';
import { currentFolder } from '../../project/layouts/file-names.ts';
import { derivedNames } from '../../project/names.ts';
import type { ProjectStack } from '../../project/project.ts';
import { templateKey } from '../../project/template.ts';
import { writePlannedFiles } from '../../project/write.ts';
import type { InitJournalEntry } from '../../state/journal.ts';
import { replaceCurrentBackend, tidyLeftOvers } from '../configure-project/current-backend.ts';
import { ensureApp, removeApp } from './amplify-app.ts';
import { backendObjects } from './backend-objects.ts';
import { initFiles, noteOf, stackFromOutputs, writtenStacks } from './files.ts';
import type { ExistingBackend, InitPlan } from './init-plan.ts';
import { explainFailure } from './name-conflict.ts';
import { newEnvironmentOf, nothingDeployed } from './new-environment.ts';
import { findOwnStack } from './own-stack.ts';
import type { RunTools } from './run-tools.ts';

/** Notes that AWS has accepted the stack. */
export async function rememberStack(tools: RunTools, plan: InitPlan, stackId: string): Promise<void> {
  await tools.journal.save(journalEntry(tools, plan, { step: 'following', stackId }));
}

/** The state of AWS once the stack is complete and everything is stored. */
export interface StoredBackend {
  readonly stack: ProjectStack;
  /** Why no Amplify app lists the backend, one or two sentences; only the layout with environments needs one. */
  readonly appMissing?: string;
}

/**
 * Reads the stack's outputs and stores in its bucket what the layout has there: the template, or the backend for other
 * machines; with environments, also ensures the app in the Amplify console. Can be repeated.
 */
export async function storeBackend(
  tools: RunTools,
  plan: InitPlan,
  stackId: string,
  persist: Persist,
): Promise<StoredBackend> {
  const record = await persist((signal) => describeStack(tools.followClients, stackId, signal));
  const stack = stackFromOutputs(record?.outputs ?? {});
  if ('missing' in stack) {
    throw new Problem({
      code: 'AWS_ANSWER',
      what: `The stack ${plan.stackName} does not tell ${stack.missing.join(', ')}.`,
      why: 'The project files need all eight outputs of the parent stack.',
      next: 'Try again; if that does not help, clean up and start over.',
    });
  }
  const note = await noteOf(tools.journal, plan);
  await tools.journal.save(journalEntry(tools, plan, { step: 'storing-template', stackId }));
  const bucket = stack.deploymentBucketName;
  if (plan.layout === 'documented') {
    const stored = { bucket, key: templateKey, body: plan.template };
    await persist((signal) => storeTemplate(tools.followClients, stored, signal));
    return { stack };
  }
  const found = await ensureApp(tools, plan, persist);
  // Files of an earlier run name the app: it existed, and lists the environment, even if it may not be read now.
  const app = 'missing' in found && note?.appId !== undefined ? { appId: note.appId } : found;
  const whole = 'appId' in app ? { ...stack, appId: app.appId } : stack;
  for (const object of await backendObjects(plan, whole)) {
    const stored = { ...object, bucket, name: object.key };
    await persist((signal) => storeObject(tools.followClients, stored, signal));
  }
  return { stack: whole, ...('missing' in app ? { appMissing: app.missing } : {}) };
}

/** Writes the project's files, then removes the note of the attempt. Can be repeated. @returns their labels */
export async function writeProject(tools: RunTools, plan: InitPlan, stack: ProjectStack): Promise<string[]> {
  const files = initFiles(plan, stack);
  const note = await noteOf(tools.journal, plan);
  const earlier = note ? writtenStacks(plan, note).flatMap((each) => initFiles(plan, each)) : [];
  await tools.journal.keepBefore(plan.token, new Map(files.map(({ label, before }) => [label, before])));
  const { stackId, appId } = stack;
  await tools.journal.save(journalEntry(tools, plan, { step: 'writing-files', stackId, appId }));
  await tidyLeftOvers(plan.folder);
  const added = newEnvironmentOf(plan);
  const write = () => writePlannedFiles(files, earlier);
  if (added) await withCurrentBackend(plan.folder, nothingDeployed(added, stack), write);
  else await write();
  await tools.journal.remove(plan.token);
  return [...(added ? [`${currentFolder}/`] : []), ...files.map((file) => file.label)];
}

/** The deployment's folder comes first and is restored if another file cannot be written, so that it always matches an environment. */
async function withCurrentBackend(
  folder: string,
  current: ReadonlyMap<string, string>,
  write: () => Promise<unknown>,
): Promise<void> {
  const encoder = new TextEncoder();
  const bytes = new Map([...current].map(([path, text]) => [path, encoder.encode(text)]));
  const replaced = await replaceCurrentBackend(folder, bytes);
  try {
    await write();
  } catch (thrown) {
    await replaced.back();
    throw thrown;
  }
  await replaced.settle();
}

/**
 * Deletes the stack of an attempt and follows its deletion to the end, which is noted first. The bucket is kept, and so
 * is a stack of the same name that somebody else has created.
 *
 * @param stackId absent if it is unknown whether AWS ever created the stack
 * @returns whether the deployment bucket of this attempt still exists
 * @throws Problem if the stack could not be deleted; STACK_EXISTS if it is not ours
 */
export async function removeAttempt(
  tools: RunTools,
  plan: InitPlan,
  stackId: string | undefined,
  persist: Persist,
  follow: { readonly onUpdate: (update: FollowUpdate) => void; readonly signal: AbortSignal },
): Promise<{ bucketLeft: boolean }> {
  const { followClients } = tools;
  const found = await persist((signal) => findOwnStack(followClients, plan, stackId, signal));
  // Without a stack there was no bucket either: one of that name belongs to another.
  if (!found && stackId === undefined) return { bucketLeft: false };
  if (found && found.status !== 'DELETE_COMPLETE') {
    await noteCleaning(tools, plan, found.stackId);
    await persist((signal) => deleteStack(followClients, found.stackId, `${plan.token}-delete`, signal));
    const end = await followStack(followClients, {
      stack: found.stackId,
      operation: 'delete',
      clock: tools.clock,
      ...follow,
    });
    if (end.outcome !== 'deleted') {
      throw new Problem({
        code: 'STACK_FAILED',
        what: `The stack ${plan.stackName} could not be deleted.`,
        why: end.causes[0]?.reason ?? end.reason ?? 'AWS gives no reason.',
        next: 'Open it in the console to see what holds it, then try again.',
      });
    }
  }
  await removeApp(tools, plan, persist);
  const { bucket } = derivedNames(plan.stackName);
  return { bucketLeft: await persist((signal) => bucketIsMine(followClients, bucket, signal)) };
}

/** A full disk must not prevent cleaning up: the existing note is enough to find the stack again. */
async function noteCleaning(tools: RunTools, plan: InitPlan, stackId: string): Promise<void> {
  const entry = journalEntry(tools, plan, { step: 'cleaning', stackId });
  await tools.journal.save(entry).catch((thrown: unknown) => {
    if (asProblem(thrown).code !== 'FILE_UNWRITABLE') throw thrown;
  });
}

/** Throws if AWS does not say, so that the call is repeated: otherwise the bucket could be forgotten. */
async function bucketIsMine(clients: AwsClients, bucket: string, signal: AbortSignal): Promise<boolean> {
  const found = await bucketExists(clients, bucket, signal);
  if (found !== 'unknown') return found === 'mine';
  throw new Problem({
    code: 'AWS_ANSWER',
    what: `AWS does not say whether the bucket ${bucket} is still there.`,
    why: 'Without that it cannot be said what is left.',
    next: 'Try again.',
  });
}

/** Empties and deletes the deployment bucket of an attempt; only called after the user confirmed it. */
export async function removeBucket(tools: RunTools, plan: InitPlan, persist: Persist): Promise<void> {
  const { bucket } = derivedNames(plan.stackName);
  await persist((signal) => emptyAndDeleteBucket(tools.followClients, bucket, signal));
}

/** Follows the stack of an attempt until it has settled, and looks up the details of a failure. */
export async function followAttempt(
  tools: RunTools,
  plan: InitPlan,
  stackId: string,
  persist: Persist,
  follow: { readonly onUpdate: (update: FollowUpdate) => void; readonly signal: AbortSignal },
): Promise<StackProgress> {
  // The steps after the stack need S3: its client is loaded while the stack is awaited.
  tools.followClients.s3().catch(() => undefined);
  const end = await followStack(tools.followClients, {
    stack: stackId,
    template: plan.template,
    clock: tools.clock,
    ...follow,
  });
  return explainFailure(tools, plan, end, persist);
}

/** The current note of an attempt; never holds a secret. */
export function journalEntry(
  tools: RunTools,
  plan: InitPlan,
  { step, stackId, appId }: Pick<InitJournalEntry, 'step'> & { stackId?: string; appId?: string | undefined },
): InitJournalEntry {
  const now = tools.clock.now();
  const { cloud } = plan.identity;
  return {
    version: 1,
    id: plan.token,
    kind: 'init',
    folder: plan.folder,
    startedAt: now,
    updatedAt: now,
    access: plan.access,
    region: plan.identity.region,
    account: plan.identity.account,
    settings: plan.settings,
    ...(plan.layout === 'documented' ? {} : { layout: plan.layout, environment: plan.environment }),
    ...(plan.gitIgnore ? { gitIgnore: plan.gitIgnore } : {}),
    ...(plan.backend ? { added: addedNote(plan.backend) } : {}),
    stackName: plan.stackName,
    token: plan.token,
    ...(cloud.kind === 'aws' ? {} : { endpoint: cloud.url }),
    step,
    ...(stackId === undefined ? {} : { stackId }),
    ...(appId === undefined ? {} : { appId }),
  };
}

function addedNote({ previous, parametersOf }: ExistingBackend): NonNullable<InitJournalEntry['added']> {
  return {
    ...(previous === undefined ? {} : { previous }),
    ...(parametersOf === undefined ? {} : { parametersOf }),
  };
}

import { bucketExists, emptyAndDeleteBucket, storeTemplate } from '../aws/bucket.ts';
import type { AwsClients } from '../aws/clients.ts';
import { followStack } from '../aws/follow.ts';
import type { FollowUpdate } from '../aws/progress/model.ts';
import { createStack, deleteStack, describeStack } from '../aws/stack.ts';
import type { Clock } from '../platform/clock.ts';
import { derivedNames } from '../project/names.ts';
import type { ProjectStack } from '../project/project.ts';
import { templateKey } from '../project/template.ts';
import { writePlannedFiles } from '../project/write.ts';
import type { InitJournalEntry, Journal } from '../session/journal.ts';
import { asProblem, Problem } from '../values/problem.ts';
import { finalFiles, type InitPlan, stackFromOutputs } from './plan.ts';

/** What running a plan needs from outside. */
export interface RunTools {
  readonly clients: AwsClients;
  /** Clients that never try again by themselves: the follower owns the waiting. */
  readonly followClients: AwsClients;
  readonly journal: Journal;
  readonly clock: Clock;
}

/** The codes after which it is certain that AWS made nothing. */
const certain = new Set([
  'ACCESS_DENIED',
  'AWS_REJECTED',
  'STACK_EXISTS',
  'STACK_NAME',
  'CREDENTIALS_REJECTED',
  'CREDENTIALS_SIGNATURE',
]);

/**
 * Sends CreateStack, with the intention on disk before AWS hears of it. An attempt that is taken up again looks for
 * its stack first, so it can never make a second one.
 */
export async function startStack(
  tools: RunTools,
  plan: InitPlan,
  resumed: InitJournalEntry | undefined,
  signal?: AbortSignal,
): Promise<{ stackId: string }> {
  if (resumed) {
    const found = await describeStack(tools.clients, resumed.stackId ?? plan.stackName, signal);
    if (found) return remember(tools, plan, found.stackId);
  }
  await tools.journal.save(journalEntry(tools, plan, { step: 'creating' }));
  try {
    const { stackId } = await createStack(tools.clients, plan, signal);
    return await remember(tools, plan, stackId);
  } catch (thrown) {
    if (certain.has(asProblem(thrown).code)) await tools.journal.remove(plan.token);
    throw thrown;
  }
}

async function remember(tools: RunTools, plan: InitPlan, stackId: string): Promise<{ stackId: string }> {
  await tools.journal.save(journalEntry(tools, plan, { step: 'following', stackId }));
  return { stackId };
}

/** Stores the template in the deployment bucket and reads the stack's outputs. Can be repeated. */
export async function storeParentTemplate(
  tools: RunTools,
  plan: InitPlan,
  stackId: string,
  signal?: AbortSignal,
): Promise<ProjectStack> {
  const record = await describeStack(tools.clients, stackId, signal);
  const stack = stackFromOutputs(record?.outputs ?? {});
  if ('missing' in stack) {
    throw new Problem({
      code: 'AWS_ANSWER',
      what: `The stack ${plan.stackName} does not tell ${stack.missing.join(', ')}.`,
      why: 'The project files need all eight outputs of the parent stack.',
      next: 'Try again; if it stays so, clean up and begin anew.',
    });
  }
  await tools.journal.save(journalEntry(tools, plan, { step: 'storing-template', stackId }));
  await storeTemplate(
    tools.clients,
    { bucket: stack.deploymentBucketName, key: templateKey, body: plan.template },
    signal,
  );
  return stack;
}

/** Writes the files of the project, then forgets the note of the attempt. Can be repeated. @returns their labels */
export async function writeProject(tools: RunTools, plan: InitPlan, stack: ProjectStack): Promise<string[]> {
  await tools.journal.save(journalEntry(tools, plan, { step: 'writing-files', stackId: stack.stackId }));
  const files = finalFiles(plan, stack);
  await writePlannedFiles(files);
  await tools.journal.remove(plan.token);
  return files.map((file) => file.label);
}

/**
 * Deletes the stack of an attempt and follows that to its end. The bucket is left alone.
 *
 * @param stackId absent when it is not known whether AWS ever made the stack
 * @returns whether the deployment bucket of this attempt is still there
 * @throws Problem when the stack could not be deleted
 */
export async function removeAttempt(
  tools: RunTools,
  plan: InitPlan,
  stackId: string | undefined,
  onUpdate: (update: FollowUpdate) => void,
  signal?: AbortSignal,
): Promise<{ bucketLeft: boolean }> {
  const found = await describeStack(tools.clients, stackId ?? plan.stackName, signal);
  if (found && found.status !== 'DELETE_COMPLETE') {
    await deleteStack(tools.clients, found.stackId, `${plan.token}-delete`, signal);
    const end = await followStack(tools.followClients, {
      stack: found.stackId,
      operation: 'delete',
      clock: tools.clock,
      onUpdate,
      ...(signal ? { signal } : {}),
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
  const bucket = derivedNames(plan.stackName).bucket;
  return { bucketLeft: (await bucketExists(tools.clients, bucket)) === 'mine' };
}

/** Empties and deletes the deployment bucket of an attempt; only ever called after the person said so. */
export async function removeBucket(tools: RunTools, plan: InitPlan, signal?: AbortSignal): Promise<void> {
  await emptyAndDeleteBucket(tools.clients, derivedNames(plan.stackName).bucket, signal);
}

/** Follows the stack of an attempt until it has settled. */
export function followAttempt(
  tools: RunTools,
  plan: InitPlan,
  stackId: string,
  onUpdate: (update: FollowUpdate) => void,
  signal: AbortSignal,
) {
  // What comes after the stack needs S3: its client is loaded while the stack is waited for.
  tools.clients.s3().catch(() => undefined);
  return followStack(tools.followClients, {
    stack: stackId,
    template: plan.template,
    clock: tools.clock,
    onUpdate,
    signal,
  });
}

function journalEntry(
  tools: RunTools,
  plan: InitPlan,
  progress: Pick<InitJournalEntry, 'step'> & { stackId?: string },
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
    stackName: plan.stackName,
    token: plan.token,
    ...(cloud.kind === 'aws' ? {} : { endpoint: cloud.url }),
    ...progress,
  };
}

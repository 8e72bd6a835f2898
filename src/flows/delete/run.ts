import { appContents, deleteApp, deleteBackendEnvironment } from '../../aws/amplify.ts';
import { emptyAndDeleteBucket, emptyBucket } from '../../aws/bucket.ts';
import type { AwsClients } from '../../aws/clients.ts';
import { followStack } from '../../aws/follow.ts';
import type { Persist } from '../../aws/persist.ts';
import type { FollowUpdate } from '../../aws/progress/model.ts';
import { deleteStack, describeStack } from '../../aws/stack.ts';
import type { Clock } from '../../platform/clock.ts';
import type { DeleteJournal, DeleteNote } from '../../state/delete-journal.ts';
import { downloadBucket } from './download.ts';
import { notDeleted } from './explain.ts';
import { removeProjectFiles } from './files.ts';
import type { DeletePlan, DeleteStep, FoundBackend } from './plan.ts';

/** The progress of a deletion. */
export type DeleteNews =
  | { readonly kind: 'step'; readonly index: number }
  /** `done`: versions deleted or objects downloaded; `all`: their total, if it is known. */
  | { readonly kind: 'count'; readonly done: number; readonly all?: number }
  | { readonly kind: 'update'; readonly update: FollowUpdate };

/** What a deletion needs from its caller. */
export interface DeleteTools {
  readonly clock: Clock;
  readonly journal: DeleteJournal;
  /** The clients of a backend, with one attempt per call, and how calls are retried. */
  readonly of: (backend: FoundBackend) => { readonly clients: AwsClients; readonly persist: Persist };
  /** Runs a follower for as long as its audience has patience. */
  readonly follow: <T>(
    backend: FoundBackend,
    onUpdate: (update: FollowUpdate) => void,
    run: (follow: {
      readonly onUpdate: (update: FollowUpdate) => void;
      readonly signal: AbortSignal;
    }) => Promise<T>,
  ) => Promise<T>;
  /** Forgets what this machine knows about the project. */
  readonly forget: (plan: DeletePlan) => Promise<void>;
  readonly tell: (news: DeleteNews) => void;
}

/**
 * Carries out a plan step by step. It is noted before the first call, so that an interrupted run can be resumed: each
 * step checks what exists and can be repeated.
 *
 * @returns labels of the files that were removed or changed
 * @throws Problem of the step that failed; earlier steps stay done, and the note stays
 */
export async function runDelete(tools: DeleteTools, plan: DeletePlan, note: DeleteNote): Promise<string[]> {
  const { journal, tell } = tools;
  await journal.begin(note);
  let noted = note;
  const files: string[] = [];
  const lastDownload = plan.steps.findLastIndex(({ kind }) => kind === 'download');
  for (const [index, step] of plan.steps.entries()) {
    tell({ kind: 'step', index });
    files.push(...(await runStep(tools, plan, step)));
    if (index !== lastDownload) continue;
    // From now on the buckets hold less than was downloaded.
    noted = { ...noted, downloaded: true };
    await journal.save(noted);
  }
  await journal.remove(note.id);
  return files;
}

async function runStep(tools: DeleteTools, plan: DeletePlan, step: DeleteStep): Promise<readonly string[]> {
  const { found, choices } = plan;
  if (step.kind === 'files') {
    const { root, scope, settings, files, backends } = found;
    const environment = backends[0]?.target.environment;
    return removeProjectFiles(
      { root, scope, settings, environment },
      new Set(files.map(({ label }) => label)),
      found.begunAt !== undefined,
    );
  }
  // The note is removed after the last step.
  if (step.kind === 'note') return [];
  if (step.kind === 'remembered') {
    await tools.forget(plan);
    return [];
  }
  const backend = found.backends[step.backend];
  if (!backend) throw new Error('a step of no backend');
  const { clients, persist } = tools.of(backend);
  const { target, bucket, app } = backend;
  switch (step.kind) {
    case 'download':
      await downloadBucket({ clients, persist }, backend, choices.download ?? '', (done, all) =>
        tools.tell({ kind: 'count', done, all }),
      );
      break;
    case 'stack':
      await removeStack(tools, backend);
      break;
    case 'empty':
    case 'bucket': {
      let done = 0;
      const emptying = {
        owner: target.account,
        onDeleted: (versions: number) => {
          done += versions;
          tools.tell({ kind: 'count', done });
        },
      };
      const remove = step.kind === 'empty' ? emptyBucket : emptyAndDeleteBucket;
      if (bucket) await persist((signal) => remove(clients, bucket.name, signal, emptying));
      break;
    }
    case 'app-environment': {
      const { environment: environmentName, stackName } = target;
      if (app && environmentName !== undefined)
        await persist((signal) =>
          deleteBackendEnvironment(clients, { appId: app.appId, environmentName, stackName }, signal),
        );
      break;
    }
    case 'app':
      if (app) {
        // Somebody may have added something to it since the review.
        const now = await persist((signal) => appContents(clients, app.appId, signal));
        if (now && now.branches === 0 && now.environments.size === 0)
          await persist((signal) => deleteApp(clients, app.appId, signal));
      }
      break;
  }
  return [];
}

async function removeStack(tools: DeleteTools, backend: FoundBackend): Promise<void> {
  const { clients, persist } = tools.of(backend);
  const { stackId } = backend.target;
  const there = await persist((signal) => describeStack(clients, stackId, signal));
  if (!there || there.status === 'DELETE_COMPLETE') return;
  // A new token each time: after a failed deletion the same one would not start another.
  const token = `delete-${tools.clock.now()}`;
  if (there.status !== 'DELETE_IN_PROGRESS')
    await persist((signal) => deleteStack(clients, stackId, token, signal));
  const end = await tools.follow(
    backend,
    (update) => tools.tell({ kind: 'update', update }),
    (follow) => followStack(clients, { stack: stackId, operation: 'delete', clock: tools.clock, ...follow }),
  );
  if (end.outcome !== 'deleted') throw notDeleted(end);
}

/** The note of a plan, with everything needed to resume it when the rest is gone. */
export function noteOf(
  { found, choices }: Pick<DeletePlan, 'found' | 'choices'>,
  more: { readonly id: string; readonly startedAt: number; readonly endpoint?: string | undefined },
): DeleteNote {
  const { root: folder, scope, name, layout, settings, backends, downloaded } = found;
  const { endpoint, ...rest } = more;
  return {
    version: 1,
    kind: 'delete',
    folder,
    scope,
    name,
    layout,
    settings,
    ...rest,
    targets: backends.map(({ target }) => target),
    keepBucket: choices.keepBucket,
    keepFiles: choices.keepFiles,
    ...(choices.download === undefined ? {} : { download: choices.download }),
    ...(downloaded ? { downloaded: true } : {}),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

import type { DeploymentContext, DeploymentEvent } from '../../machines/deployment/types.ts';
import type { Send } from '../../machines/kit/telling.ts';
import type { FollowUpdate, StackProgress } from '../aws/progress/model.ts';
import { placeOf } from '../aws/progress/narration.ts';
import { asProblem } from '../core/problem.ts';
import type { AccessChoice } from '../credentials/access.ts';
import type { AppContext } from './app-context.ts';

/** The events of following a stack, for a deployment or for `watch`. */
type FollowEvent = Extract<DeploymentEvent, { type: 'UPDATE' | 'SETTLED' | 'BROKEN' }>;

/** Runs something that sends events until it is stopped; a failure is sent as BROKEN, a stop sends nothing. */
export function runUntilStopped(
  send: Send<Extract<FollowEvent, { type: 'BROKEN' }>>,
  run: (signal: AbortSignal) => Promise<void>,
): () => void {
  const stopped = new AbortController();
  run(stopped.signal).catch((thrown: unknown) => {
    if (!stopped.signal.aborted) send({ type: 'BROKEN', problem: asProblem(thrown).toJSON() });
  });
  return () => stopped.abort();
}

/** Continues at the user's request: gets new credentials, asking for a code if needed, then everything that waits tries again. */
export function signInAgain(appContext: AppContext, choice: AccessChoice, region: string): void {
  const { access } = appContext.connect(choice, region);
  access.credentials({ mayAsk: true, renew: true }).then(
    () => appContext.clock.wake(),
    (thrown: unknown) => {
      // Whatever waits shows why itself; the user may also have closed the question.
      appContext.log.warn(asProblem(thrown).what);
      appContext.clock.wake();
    },
  );
}

/**
 * Follows a stack, sends each look, and learns from a success how long things take here.
 *
 * @returns how it has settled, after sending that
 */
export async function sendUpdates(
  appContext: AppContext,
  send: Send<FollowEvent>,
  follow: (onUpdate: (update: FollowUpdate) => void) => Promise<StackProgress>,
): Promise<StackProgress> {
  let newest: FollowUpdate | undefined;
  const progress = await follow((update) => {
    newest = update;
    send({ type: 'UPDATE', update });
  });
  // The follower's result may say more about a failure than its last look.
  const last = newest && { ...newest, progress };
  if (!last) throw new Error('the follower ended without a word');
  if (last.progress.outcome === 'succeeded') {
    learnFrom(appContext, last.progress);
    // Durations only improve estimates: a full disk must not fail a success.
    await appContext.durations.save().catch((thrown: unknown) => appContext.log.warn(asProblem(thrown).what));
  }
  send({ type: 'SETTLED', update: last });
  return last.progress;
}

/** How long a nested stack took depends on its contents, so only the resources inside count. */
function learnFrom(appContext: AppContext, { resources }: StackProgress): void {
  for (const { type, startedAt, endedAt, nested } of resources) {
    if (nested) learnFrom(appContext, nested);
    else if (startedAt !== undefined && endedAt !== undefined)
      appContext.durations.learn(type, endedAt - startedAt);
  }
}

/** A text to paste into a search or a ticket: the stack, the problem, each cause in AWS's words. */
export function errorText(
  context: Partial<Pick<DeploymentContext, 'plan' | 'problem' | 'failure' | 'update'>>,
): string {
  const { plan, problem, failure, update } = context;
  const progress = (failure ?? update)?.progress;
  const causes = (progress?.causes ?? []).map(
    (cause) => `${placeOf(cause)} (${cause.type || 'unknown type'}): ${cause.reason}`,
  );
  return [plan?.stackName ?? progress?.stackName, problem && `${problem.what}\n${problem.why}`, ...causes]
    .filter(Boolean)
    .join('\n');
}

import { randomUUID } from 'node:crypto';
import { fromPromise } from 'xstate';
import { telling } from '../../../machines/kit/telling.ts';
import {
  type OpenBucket,
  type StuckRollback,
  type WatchEvent,
  type Watched,
  type WatchedBucket,
  watchMachine,
} from '../../../machines/watch/machine.ts';
import type { FollowUpdate, StackProgress } from '../../aws/progress/model.ts';
import { expectedOf } from '../../aws/progress/sources.ts';
import { consoleLink } from '../../aws/stack.ts';
import { asProblem } from '../../core/problem.ts';
import { withCodes } from '../../credentials/sign-in.ts';
import type { AppContext } from '../app-context.ts';
import type { Desktop } from '../desktop.ts';
import { errorText, runUntilStopped, sendUpdates, signInAgain } from '../following.ts';
import { openInConsole } from '../open-in-console.ts';

/** Calls are limited per minute: how long to wait before reading what was left unread at the end, in milliseconds. */
const nextCalls = 60_000;

/**
 * The watch machine with everything it touches.
 *
 * @param giveUpAfter after how many milliseconds of uninterrupted trouble to give up, asking for codes on the way; absent for
 *   never, when a user is watching
 * @param lookEvery how often to look at a settled stack, in milliseconds; absent to go by whether the user presses keys
 */
export function wireWatch(
  appContext: AppContext,
  desktop: Desktop,
  giveUpAfter?: number,
  lookEvery?: number,
) {
  return watchMachine.provide({
    actors: {
      follow: telling<WatchEvent, Watched>((send, input) =>
        runUntilStopped(send, async (signal) => {
          const { stack, access, region, continued, update } = input;
          const { access: open, followClients, clock } = appContext.connect(access, region);
          const { followStack } = await import('../../aws/follow.ts');
          const { withPatience } = await import('../with-patience.ts');
          const operation = continued ? ({ operation: 'continue-rollback' } as const) : {};
          const lastExpected = update && expectedOf(update.progress);
          const settled = await sendUpdates(appContext, send, (onUpdate) => {
            const follow = () =>
              withPatience(appContext, giveUpAfter, { onUpdate, signal }, (options) =>
                followStack(followClients, { stack, clock, lastExpected, ...options, ...operation }),
              );
            return giveUpAfter === undefined ? follow() : withCodes(open, follow);
          });
          // A command writes it after its result.
          if (giveUpAfter === undefined) await exportTimeline(appContext, desktop, settled);
        }),
      ),
      lookAgain: telling<WatchEvent, Watched>((send, { access, region, update }) =>
        runUntilStopped(send, async (signal) => {
          // A command ends with the stack, or asks what it shows. A deleted stack stays deleted.
          if (giveUpAfter !== undefined || !update || update.progress.outcome === 'deleted') return;
          const { followClients, clock } = appContext.connect(access, region);
          const onUpdate = (looked: FollowUpdate) => send({ type: 'UPDATE', update: looked });
          const looking = {
            update,
            clock,
            signal,
            lastKeyAt: appContext.keys.lastAt,
            every: lookEvery,
            onUpdate,
          };
          if (update.isUnread) await clock.sleep(nextCalls, signal);
          else await (await import('../../aws/follow/settled.ts')).watchSettled(followClients, looking);
          send({ type: 'CHANGED' });
        }),
      ),
      continueRollback: fromPromise<void, StuckRollback>(async ({ input, signal }) => {
        const { access, region, skip, update } = input;
        const { continueUpdateRollback } = await import('../../aws/continue-rollback.ts');
        const { clients } = appContext.connect(access, region);
        const { stackId } = update.progress;
        appContext.log.info(`continue the rollback of ${stackId}; skipped: ${skip.join(', ') || 'nothing'}`);
        await continueUpdateRollback(clients, { stackId, skip, token: randomUUID() }, signal);
      }),
      lookAtBucket: fromPromise<boolean | undefined, WatchedBucket>(async ({ input, signal }) => {
        const { access, region, bucket, update } = input;
        if (!bucket || update?.progress.outcome === 'deleted') return undefined;
        const { keepsPublicOut } = await import('../../aws/public-access.ts');
        return keepsPublicOut(appContext.connect(access, region).clients, bucket, signal);
      }),
      blockPublicAccess: fromPromise<void, OpenBucket>(
        async ({ input: { access, region, bucket }, signal }) => {
          const { blockPublicAccess } = await import('../../aws/public-access.ts');
          appContext.log.info(`block public access to the bucket ${bucket.bucket}`);
          await blockPublicAccess(appContext.connect(access, region).clients, bucket, signal);
        },
      ),
    },
    actions: {
      signInAgain: ({ context }) => signInAgain(appContext, context.access, context.region),
      lookNow: () => appContext.clock.wake(),
      openConsole: ({ context }) => {
        if (context.update) openInConsole(appContext, desktop, consoleLink(context.update.progress.stackId));
      },
      copyError: ({ context }) => desktop.copy(errorText(context)),
    },
  });
}

/** Writes the time line to the file of `--export`, and says whether it could. */
async function exportTimeline(
  { flags: { export: file }, log }: AppContext,
  desktop: Desktop,
  settled: StackProgress,
): Promise<void> {
  if (file === undefined) return;
  const { writeTimeline } = await import('../timeline-file.ts');
  await writeTimeline(file, settled).then(
    () => desktop.tell(`The time line is in ${file}`, 'done'),
    (thrown: unknown) => {
      const { what, why } = asProblem(thrown);
      log.warn(`${what} ${why}`);
      desktop.tell(`${what} ${why}`, 'warning');
    },
  );
}

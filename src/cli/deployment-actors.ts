import { randomUUID } from 'node:crypto';
import { type AnyEventObject, fromCallback, fromPromise } from 'xstate';
import { deploymentMachine } from '../../machines/deployment/machine.ts';
import type { DeploymentContext } from '../../machines/deployment/types.ts';
import { type WatchInput, watchMachine } from '../../machines/watch/machine.ts';
import { followStack } from '../aws/follow.ts';
import type { FollowUpdate } from '../aws/progress/model.ts';
import { consoleLink } from '../aws/stack.ts';
import { type InitPlan, planInit } from '../init/plan.ts';
import {
  followAttempt,
  removeAttempt,
  removeBucket,
  startStack,
  storeParentTemplate,
  writeProject,
} from '../init/run.ts';
import { parentStackName } from '../project/names.ts';
import type { ProjectStack } from '../project/project.ts';
import { asProblem } from '../values/problem.ts';
import type { Connection, House } from './house.ts';

/** What the person's own machine can do for a flow; a headless run does nothing of it. */
export interface Desk {
  /** Shows an address to the person, in the browser if there is one. */
  open(url: string): void;
  /** Puts a text where it can be pasted. */
  copy(text: string): void;
}

/** A new attempt: a new token always; a new name is a later time, never the one just used. */
function planAgain(house: House, { plan }: DeploymentContext, rename: boolean): InitPlan {
  let at = house.clock.now();
  let stackName = plan.stackName;
  while (rename && stackName === plan.stackName) {
    stackName = parentStackName(plan.settings.name, new Date(at));
    at += 1000;
  }
  return planInit({ ...plan, stackName, token: randomUUID() });
}

type Send = (event: AnyEventObject) => void;

/** Runs something that sends events until it is stopped; what goes wrong is sent as BROKEN, a stop is silent. */
function runUntilStopped(send: Send, run: (signal: AbortSignal) => Promise<void>): () => void {
  const stopped = new AbortController();
  run(stopped.signal).catch((thrown: unknown) => {
    if (!stopped.signal.aborted) send({ type: 'BROKEN', problem: asProblem(thrown).toJSON() });
  });
  return () => stopped.abort();
}

/** The deployment machine with everything it touches. */
export function wireDeployment(house: House, desk: Desk) {
  const tools = (context: DeploymentContext): Connection =>
    house.connect(context.plan.access, context.plan.identity.region);
  const id = (context: DeploymentContext): string => {
    if (!context.stackId) throw new Error('the stack has no id yet');
    return context.stackId;
  };
  return deploymentMachine.provide({
    actors: {
      createStack: fromPromise<{ stackId: string }, { context: DeploymentContext }>(
        ({ input: { context }, signal }) =>
          startStack(tools(context), context.plan, context.resumed ?? undefined, signal),
      ),
      follow: fromCallback<AnyEventObject, { context: DeploymentContext }>(
        ({ sendBack, input: { context } }) =>
          runUntilStopped(sendBack, async (signal) => {
            await sendUpdates(house, sendBack, (onUpdate) =>
              followAttempt(tools(context), context.plan, id(context), onUpdate, signal),
            );
          }),
      ),
      storeTemplate: fromPromise<ProjectStack, { context: DeploymentContext }>(
        ({ input: { context }, signal }) =>
          storeParentTemplate(tools(context), context.plan, id(context), signal),
      ),
      writeFiles: fromPromise<string[], { context: DeploymentContext }>(async ({ input: { context } }) => {
        if (!context.stack) throw new Error('the stack is not known yet');
        return writeProject(tools(context), context.plan, context.stack);
      }),
      removeStack: fromCallback<AnyEventObject, { context: DeploymentContext }>(
        ({ sendBack, input: { context } }) =>
          runUntilStopped(sendBack, async (signal) => {
            const onUpdate = (update: FollowUpdate) => sendBack({ type: 'UPDATE', update });
            const { bucketLeft } = await removeAttempt(
              tools(context),
              context.plan,
              context.stackId,
              onUpdate,
              signal,
            );
            sendBack({ type: 'REMOVED', bucketLeft });
          }),
      ),
      planAgain: fromPromise<InitPlan, { context: DeploymentContext; rename: boolean }>(async ({ input }) => {
        await house.journal.remove(input.context.plan.token);
        return planAgain(house, input.context, input.rename);
      }),
      deleteBucket: fromPromise<void, { context: DeploymentContext }>(({ input: { context }, signal }) =>
        removeBucket(tools(context), context.plan, signal),
      ),
      forget: fromPromise<void, { context: DeploymentContext }>(({ input: { context } }) =>
        house.journal.remove(context.plan.token),
      ),
    },
    actions: {
      openConsole: ({ context }) => {
        if (context.stackId) desk.open(consoleLink(context.stackId));
      },
      copyError: ({ context }) => desk.copy(errorText(context)),
    },
  });
}

/** Follows, tells each look, and learns from a stack that has succeeded how long things take here. */
async function sendUpdates(
  house: House,
  send: Send,
  follow: (onUpdate: (update: FollowUpdate) => void) => Promise<unknown>,
): Promise<void> {
  let last: FollowUpdate | undefined;
  await follow((update) => {
    last = update;
    send({ type: 'UPDATE', update });
  });
  if (!last) throw new Error('the follower ended without a word');
  if (last.progress.outcome === 'succeeded') {
    for (const { type, startedAt, endedAt } of last.progress.resources) {
      if (startedAt !== undefined && endedAt !== undefined) house.durations.learn(type, endedAt - startedAt);
    }
    await house.durations.save();
  }
  send({ type: 'SETTLED', update: last });
}

/** What a person pastes into a search or a ticket: the stack, the problem, each cause in AWS's words. */
function errorText(
  context: Partial<Pick<DeploymentContext, 'plan' | 'problem' | 'failure' | 'update'>>,
): string {
  const { plan, problem, failure, update } = context;
  const progress = (failure ?? update)?.progress;
  const causes = (progress?.causes ?? []).map(
    (cause) => `${cause.logicalId} (${cause.type}): ${cause.reason}`,
  );
  return [plan?.stackName ?? progress?.stackName, problem && `${problem.what}\n${problem.why}`, ...causes]
    .filter(Boolean)
    .join('\n');
}

/** The watch machine with everything it touches. */
export function wireWatch(house: House, desk: Desk) {
  return watchMachine.provide({
    actors: {
      follow: fromCallback<AnyEventObject, WatchInput>(({ sendBack, input: { stack, access, region } }) =>
        runUntilStopped(sendBack, async (signal) => {
          const { followClients, clock } = house.connect(access, region);
          await sendUpdates(house, sendBack, (onUpdate) =>
            followStack(followClients, { stack, clock, onUpdate, signal }),
          );
        }),
      ),
    },
    actions: {
      openConsole: ({ context }) => {
        if (context.update) desk.open(consoleLink(context.update.progress.stackId));
      },
      copyError: ({ context }) => desk.copy(errorText(context)),
    },
  });
}

import { randomUUID } from 'node:crypto';
import { type AnyEventObject, fromCallback, fromPromise } from 'xstate';
import { deploymentMachine } from '../../machines/deployment/machine.ts';
import type { Asking } from '../../machines/deployment/setup.ts';
import type { DeploymentContext } from '../../machines/deployment/types.ts';
import { type Watched, watchMachine } from '../../machines/watch/machine.ts';
import { identify } from '../aws/identity.ts';
import { createPersist, type Persist } from '../aws/persist.ts';
import type { FollowUpdate, StackProgress } from '../aws/progress/model.ts';
import { placeOf } from '../aws/progress/narration.ts';
import { consoleLink } from '../aws/stack.ts';
import type { AccessChoice } from '../credentials/access.ts';
import { type AccessOption, accessChoices } from '../credentials/choice.ts';
import { withCodes } from '../credentials/sign-in.ts';
import type { InitPlan } from '../init/plan.ts';
import type { StoredBackend } from '../init/run.ts';
import type { Identity } from '../values/plan.ts';
import { asProblem } from '../values/problem.ts';
import type { Connection, House } from './house.ts';
import { withPatience } from './with-patience.ts';

/** What the person's own machine can do for a flow; a headless run does nothing of it. */
export interface Desk {
  /** Shows an address to the person, in the browser if there is one. */
  open(url: string): void;
  /** Puts a text where it can be pasted. */
  copy(text: string): void;
}

// What the actors do is loaded when they start: the first frame of the screen does not wait for it.
const attempts = () => import('../init/run.ts');
const beginnings = () => import('../init/start-stack.ts');
const endings = () => import('../init/forget.ts');
const plans = () => import('../init/plan.ts');

type Send = (event: AnyEventObject) => void;

/** Runs something that sends events until it is stopped; what goes wrong is sent as BROKEN, a stop is silent. */
function runUntilStopped(send: Send, run: (signal: AbortSignal) => Promise<void>): () => void {
  const stopped = new AbortController();
  run(stopped.signal).catch((thrown: unknown) => {
    if (!stopped.signal.aborted) send({ type: 'BROKEN', problem: asProblem(thrown).toJSON() });
  });
  return () => stopped.abort();
}

/**
 * The deployment machine with everything it touches.
 *
 * @param giveUpAfter milliseconds of trouble without a break after which waiting ends; absent: never, a person looks on
 */
export function wireDeployment(house: House, desk: Desk, giveUpAfter?: number) {
  const tools = ({ plan, access }: DeploymentContext): Connection =>
    house.connect(access ?? plan.access, plan.identity.region);
  const id = (context: DeploymentContext): string => {
    if (!context.stackId) throw new Error('the stack has no id yet');
    return context.stackId;
  };
  /** Without a screen nothing else asks for a code when the session ends on the way. */
  const askingHere = <T>(context: DeploymentContext, use: () => Promise<T>): Promise<T> =>
    giveUpAfter === undefined ? use() : withCodes(tools(context).access, use);
  const persist = ({ context, tell }: Asking, signal: AbortSignal): Persist => {
    const ask = createPersist({ clock: house.clock, signal, onConnection: tell, giveUpAfter });
    return (call) => askingHere(context, () => ask(call));
  };
  return deploymentMachine.provide({
    actors: {
      createStack: fromPromise<{ stackId: string }, Asking>(async ({ input, signal }) => {
        const { context } = input;
        const { startStack } = await beginnings();
        const resumed = context.resumed ?? undefined;
        return startStack(tools(context), context.plan, resumed, persist(input, signal));
      }),
      follow: fromCallback<AnyEventObject, Asking>(({ sendBack, input }) =>
        runUntilStopped(sendBack, async (signal) => {
          const { context } = input;
          const { followAttempt } = await attempts();
          await sendUpdates(house, sendBack, (onUpdate) =>
            askingHere(context, () =>
              withPatience(house, giveUpAfter, { onUpdate, signal }, (follow) =>
                followAttempt(tools(context), context.plan, id(context), persist(input, signal), follow),
              ),
            ),
          );
        }),
      ),
      storeBackend: fromPromise<StoredBackend, Asking>(async ({ input, signal }) => {
        const { context } = input;
        const { storeBackend } = await attempts();
        return storeBackend(tools(context), context.plan, id(context), persist(input, signal));
      }),
      writeFiles: fromPromise<string[], { context: DeploymentContext }>(async ({ input: { context } }) => {
        if (!context.stack) throw new Error('the stack is not known yet');
        return (await attempts()).writeProject(tools(context), context.plan, context.stack);
      }),
      removeStack: fromCallback<AnyEventObject, Asking>(({ sendBack, input }) =>
        runUntilStopped(sendBack, async (signal) => {
          const onUpdate = (update: FollowUpdate) => sendBack({ type: 'UPDATE', update });
          const { context } = input;
          const { plan, stackId } = context;
          const { removeAttempt } = await attempts();
          const { bucketLeft } = await askingHere(context, () =>
            withPatience(house, giveUpAfter, { onUpdate, signal }, (follow) =>
              removeAttempt(tools(context), plan, stackId, persist(input, signal), follow),
            ),
          );
          sendBack({ type: 'REMOVED', bucketLeft });
        }),
      ),
      planAgain: fromPromise<InitPlan, { context: DeploymentContext; rename: boolean }>(async ({ input }) => {
        const { plan, stack } = input.context;
        await (await endings()).forgetAttempt(house, plan, stack);
        return (await plans()).planAgain(plan, randomUUID(), input.rename ? house.clock.now() : undefined);
      }),
      deleteBucket: fromPromise<void, Asking>(async ({ input, signal }) =>
        (await attempts()).removeBucket(tools(input.context), input.context.plan, persist(input, signal)),
      ),
      forget: fromPromise<void, { context: DeploymentContext }>(async ({ input: { context } }) =>
        (await endings()).forgetAttempt(house, context.plan, context.stack),
      ),
      listAccess: fromPromise<readonly AccessOption[]>(async () =>
        accessChoices(house.profiles(), house.env),
      ),
      checkAccess: fromPromise<Identity, Asking & { choice: AccessChoice }>(async ({ input, signal }) => {
        const { choice, context, tell } = input;
        const { followClients, access } = house.connect(choice, context.plan.identity.region);
        const ask = createPersist({
          ...{ clock: house.clock, signal, onConnection: tell, giveUpAfter, waitForCredentials: false },
        });
        return withCodes(access, () => ask((each) => identify(followClients, access, each)));
      }),
    },
    actions: {
      tryNow: ({ context }) =>
        signInAgain(house, context.access ?? context.plan.access, context.plan.identity.region),
      openConsole: ({ context }) => {
        if (context.stackId) desk.open(consoleLink(context.stackId));
      },
      copyError: ({ context }) => desk.copy(errorText(context)),
    },
  });
}

/** A person wants to go on: new credentials are got, with a code if it takes one, then everything that waits tries again. */
function signInAgain(house: House, choice: AccessChoice, region: string): void {
  const { access } = house.connect(choice, region);
  access.credentials({ mayAsk: true, renew: true }).then(
    () => house.clock.wake(),
    (thrown: unknown) => {
      // What waits says itself why it waits; the person may have left the question, too.
      house.log.warn(asProblem(thrown).what);
      house.clock.wake();
    },
  );
}

/** Follows, tells each look, and learns from a stack that has succeeded how long things take here. */
async function sendUpdates(
  house: House,
  send: Send,
  follow: (onUpdate: (update: FollowUpdate) => void) => Promise<StackProgress>,
): Promise<void> {
  let newest: FollowUpdate | undefined;
  const progress = await follow((update) => {
    newest = update;
    send({ type: 'UPDATE', update });
  });
  // What the follower gives in the end may tell more of a failure than its last look.
  const last = newest && { ...newest, progress };
  if (!last) throw new Error('the follower ended without a word');
  if (last.progress.outcome === 'succeeded') {
    learnFrom(house, last.progress);
    // They only make estimates better: a full disk is no reason to fail what has succeeded.
    await house.durations.save().catch((thrown: unknown) => house.log.warn(asProblem(thrown).what));
  }
  send({ type: 'SETTLED', update: last });
}

/** How long a stack itself took depends on what is in it, so of nested ones only what is inside counts. */
function learnFrom(house: House, { resources }: StackProgress): void {
  for (const { type, startedAt, endedAt, nested } of resources) {
    if (nested) learnFrom(house, nested);
    else if (startedAt !== undefined && endedAt !== undefined)
      house.durations.learn(type, endedAt - startedAt);
  }
}

/** What a person pastes into a search or a ticket: the stack, the problem, each cause in AWS's words. */
function errorText(
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

/** The watch machine with everything it touches. */
export function wireWatch(house: House, desk: Desk) {
  return watchMachine.provide({
    actors: {
      follow: fromCallback<AnyEventObject, Watched>(({ sendBack, input }) =>
        runUntilStopped(sendBack, async (signal) => {
          const { stack, access, region, continued } = input;
          const { followClients, clock } = house.connect(access, region);
          const { followStack } = await import('../aws/follow.ts');
          const operation = continued ? ({ operation: 'continue-rollback' } as const) : {};
          await sendUpdates(house, sendBack, (onUpdate) =>
            followStack(followClients, { stack, clock, onUpdate, signal, ...operation }),
          );
        }),
      ),
      continueRollback: fromPromise<void, Watched>(async ({ input, signal }) => {
        const { access, region, skip, update } = input;
        if (!update) throw new Error('no stack has been read yet');
        const { continueUpdateRollback } = await import('../aws/continue-rollback.ts');
        const { clients } = house.connect(access, region);
        const { stackId } = update.progress;
        house.log.info(`continue the rollback of ${stackId}; skipped: ${skip.join(', ') || 'nothing'}`);
        await continueUpdateRollback(clients, { stackId, skip, token: randomUUID() }, signal);
      }),
    },
    actions: {
      signInAgain: ({ context }) => signInAgain(house, context.access, context.region),
      lookNow: () => house.clock.wake(),
      openConsole: ({ context }) => {
        if (context.update) desk.open(consoleLink(context.update.progress.stackId));
      },
      copyError: ({ context }) => desk.copy(errorText(context)),
    },
  });
}

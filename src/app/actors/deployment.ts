import { randomUUID } from 'node:crypto';
import { fromPromise } from 'xstate';
import { deploymentMachine } from '../../../machines/deployment/machine.ts';
import type {
  Asking,
  AskingOfAttempt,
  AskingOfStack,
  Made,
  OfAttempt,
} from '../../../machines/deployment/setup.ts';
import type { DeploymentEvent } from '../../../machines/deployment/types.ts';
import { telling } from '../../../machines/kit/telling.ts';
import { identify } from '../../aws/identity.ts';
import { createPersist, type Persist } from '../../aws/persist.ts';
import type { FollowUpdate } from '../../aws/progress/model.ts';
import { consoleLink } from '../../aws/stack.ts';
import type { Identity } from '../../core/plan.ts';
import type { Rows } from '../../core/rows.ts';
import type { AccessOption } from '../../credentials/access-option.ts';
import { accessChoices } from '../../credentials/choice.ts';
import { withCodes } from '../../credentials/sign-in.ts';
import type { InitPlan } from '../../flows/init/init-plan.ts';
import type { StoredBackend } from '../../flows/init/run.ts';
import type { AppContext } from '../app-context.ts';
import type { Connection } from '../connections.ts';
import type { Desktop } from '../desktop.ts';
import { errorText, runUntilStopped, sendUpdates, signInAgain } from '../following.ts';
import { openInConsole } from '../open-in-console.ts';
import { type Follow, withPatience } from '../with-patience.ts';

// The work of the actors is loaded when they start: the first frame of the screen does not wait for it.
const attempts = () => import('../../flows/init/run.ts');
const loadStart = () => import('../../flows/init/start-stack.ts');
const loadForget = () => import('../../flows/init/forget.ts');
const plans = () => import('../../flows/init/plan.ts');

/**
 * The deployment machine with everything it touches.
 *
 * @param giveUpAfter after how many milliseconds of uninterrupted trouble to give up; absent for never, when a user is watching
 */
export function wireDeployment(appContext: AppContext, desktop: Desktop, giveUpAfter?: number) {
  const calls = deploymentCalls(appContext, giveUpAfter);
  return deploymentMachine.provide({
    actors: {
      ...stackActors(appContext, calls),
      ...afterwardsActors(appContext, calls),
      ...accessActors(appContext, calls),
    },
    actions: {
      tryNow: ({ context }) =>
        signInAgain(appContext, context.access ?? context.plan.access, context.plan.identity.region),
      openConsole: ({ context }) => {
        if (context.stackId) openInConsole(appContext, desktop, consoleLink(context.stackId));
      },
      copyError: ({ context }) => desktop.copy(errorText(context)),
    },
  });
}

/** How the actors of a deployment call AWS: on the connection of their access, retrying as long as it takes. */
function deploymentCalls(appContext: AppContext, giveUpAfter: number | undefined) {
  const tools = ({ plan, access }: Pick<Asking, 'plan' | 'access'>): Connection =>
    appContext.connect(access, plan.identity.region);
  /** Asks for a code when the session ends on the way: without a screen nothing else does. */
  const askingHere = <T>(asking: Asking, use: () => Promise<T>): Promise<T> =>
    giveUpAfter === undefined ? use() : withCodes(tools(asking).access, use);
  const { clock } = appContext;
  return {
    tools,
    askingHere,
    persist: (asking: Asking, signal: AbortSignal): Persist => {
      const ask = createPersist({ clock, signal, onConnection: asking.tell, giveUpAfter });
      return (call) => askingHere(asking, () => ask(call));
    },
    /** For a call that checks credentials: it does not wait for others. */
    persistOnce: (asking: Asking, signal: AbortSignal): Persist =>
      createPersist({
        clock,
        signal,
        onConnection: asking.tell,
        giveUpAfter,
        waitForCredentials: false,
      }),
    /** Follows the stack, asking for a code when needed. */
    following: <T>(asking: Asking, told: Follow, follow: (within: Follow) => Promise<T>): Promise<T> =>
      askingHere(asking, () => withPatience(appContext, giveUpAfter, told, follow)),
  };
}

type DeploymentCalls = ReturnType<typeof deploymentCalls>;

/** Creates, follows and removes the stack. */
function stackActors(appContext: AppContext, { tools, persist, following }: DeploymentCalls) {
  return {
    createStack: fromPromise<{ stackId: string }, AskingOfAttempt>(async ({ input, signal }) => {
      const { startStack } = await loadStart();
      return startStack(tools(input), input.plan, input.resumed, persist(input, signal));
    }),
    follow: telling<DeploymentEvent, AskingOfStack>((send, input) =>
      runUntilStopped(send, async (signal) => {
        const { plan, stackId } = input;
        const { followAttempt } = await attempts();
        await sendUpdates(appContext, send, (onUpdate) =>
          following(input, { onUpdate, signal }, (follow) =>
            followAttempt(tools(input), plan, stackId, persist(input, signal), follow),
          ),
        );
      }),
    ),
    removeStack: telling<DeploymentEvent, AskingOfAttempt>((send, input) =>
      runUntilStopped(send, async (signal) => {
        const onUpdate = (update: FollowUpdate) => send({ type: 'UPDATE', update });
        const { plan, stackId } = input;
        const { removeAttempt } = await attempts();
        const { bucketLeft } = await following(input, { onUpdate, signal }, (follow) =>
          removeAttempt(tools(input), plan, stackId, persist(input, signal), follow),
        );
        send({ type: 'REMOVED', bucketLeft });
      }),
    ),
  };
}

/** The work after the stack: the files of a complete one; the bucket, note or new plan of a failed one. */
function afterwardsActors(appContext: AppContext, { tools, persist }: DeploymentCalls) {
  return {
    storeBackend: fromPromise<StoredBackend, AskingOfStack>(async ({ input, signal }) => {
      const { storeBackend } = await attempts();
      return storeBackend(tools(input), input.plan, input.stackId, persist(input, signal));
    }),
    writeFiles: fromPromise<string[], Made>(async ({ input }) =>
      (await attempts()).writeProject(tools(input), input.plan, input.stack),
    ),
    planAgain: fromPromise<InitPlan, OfAttempt & { rename: boolean }>(async ({ input }) => {
      const { plan, stack } = input;
      await (await loadForget()).forgetAttempt(appContext, plan, stack);
      return (await plans()).planAgain(plan, randomUUID(), input.rename ? appContext.clock.now() : undefined);
    }),
    deleteBucket: fromPromise<void, Asking>(async ({ input, signal }) =>
      (await attempts()).removeBucket(tools(input), input.plan, persist(input, signal)),
    ),
    forget: fromPromise<void, OfAttempt>(async ({ input: { plan, stack } }) =>
      (await loadForget()).forgetAttempt(appContext, plan, stack),
    ),
  };
}

/** Another access, for a deployment whose own no longer works. */
function accessActors(appContext: AppContext, { tools, persistOnce }: DeploymentCalls) {
  return {
    listAccess: fromPromise<Rows<AccessOption>>(async () =>
      accessChoices(appContext.profiles(), appContext.env),
    ),
    checkAccess: fromPromise<Identity, Asking>(async ({ input, signal }) => {
      const { followClients, access } = tools(input);
      const ask = persistOnce(input, signal);
      return withCodes(access, () => ask((each) => identify(followClients, access, each)));
    }),
  };
}

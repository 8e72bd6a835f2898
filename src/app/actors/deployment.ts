import { randomUUID } from 'node:crypto';
import { fromPromise } from 'xstate';
import { deploymentMachine } from '../../../machines/deployment/machine.ts';
import type { Asking } from '../../../machines/deployment/setup.ts';
import type { DeploymentContext, DeploymentEvent } from '../../../machines/deployment/types.ts';
import { telling } from '../../../machines/kit/telling.ts';
import { identify } from '../../aws/identity.ts';
import { createPersist, type Persist } from '../../aws/persist.ts';
import type { FollowUpdate } from '../../aws/progress/model.ts';
import { consoleLink } from '../../aws/stack.ts';
import type { Identity } from '../../core/plan.ts';
import type { AccessChoice } from '../../credentials/access.ts';
import { type AccessOption, accessChoices } from '../../credentials/choice.ts';
import { withCodes } from '../../credentials/sign-in.ts';
import type { InitPlan } from '../../flows/init/init-plan.ts';
import type { StoredBackend } from '../../flows/init/run.ts';
import type { AppContext, Connection } from '../app-context.ts';
import type { Desktop } from '../desktop.ts';
import { errorText, runUntilStopped, sendUpdates, signInAgain } from '../following.ts';
import { withPatience } from '../with-patience.ts';

// What the actors do is loaded when they start: the first frame of the screen does not wait for it.
const attempts = () => import('../../flows/init/run.ts');
const beginnings = () => import('../../flows/init/start-stack.ts');
const endings = () => import('../../flows/init/forget.ts');
const plans = () => import('../../flows/init/plan.ts');

/**
 * The deployment machine with everything it touches.
 *
 * @param giveUpAfter milliseconds of trouble without a break after which waiting ends; absent: never, a person looks on
 */
export function wireDeployment(appContext: AppContext, desktop: Desktop, giveUpAfter?: number) {
  const tools = ({ plan, access }: DeploymentContext): Connection =>
    appContext.connect(access ?? plan.access, plan.identity.region);
  const id = (context: DeploymentContext): string => {
    if (!context.stackId) throw new Error('the stack has no id yet');
    return context.stackId;
  };
  /** Without a screen nothing else asks for a code when the session ends on the way. */
  const askingHere = <T>(context: DeploymentContext, use: () => Promise<T>): Promise<T> =>
    giveUpAfter === undefined ? use() : withCodes(tools(context).access, use);
  const persist = ({ context, tell }: Asking, signal: AbortSignal): Persist => {
    const ask = createPersist({ clock: appContext.clock, signal, onConnection: tell, giveUpAfter });
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
      follow: telling<DeploymentEvent, Asking>((send, input) =>
        runUntilStopped(send, async (signal) => {
          const { context } = input;
          const { followAttempt } = await attempts();
          await sendUpdates(appContext, send, (onUpdate) =>
            askingHere(context, () =>
              withPatience(appContext, giveUpAfter, { onUpdate, signal }, (follow) =>
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
      removeStack: telling<DeploymentEvent, Asking>((send, input) =>
        runUntilStopped(send, async (signal) => {
          const onUpdate = (update: FollowUpdate) => send({ type: 'UPDATE', update });
          const { context } = input;
          const { plan, stackId } = context;
          const { removeAttempt } = await attempts();
          const { bucketLeft } = await askingHere(context, () =>
            withPatience(appContext, giveUpAfter, { onUpdate, signal }, (follow) =>
              removeAttempt(tools(context), plan, stackId, persist(input, signal), follow),
            ),
          );
          send({ type: 'REMOVED', bucketLeft });
        }),
      ),
      planAgain: fromPromise<InitPlan, { context: DeploymentContext; rename: boolean }>(async ({ input }) => {
        const { plan, stack } = input.context;
        await (await endings()).forgetAttempt(appContext, plan, stack);
        return (await plans()).planAgain(
          plan,
          randomUUID(),
          input.rename ? appContext.clock.now() : undefined,
        );
      }),
      deleteBucket: fromPromise<void, Asking>(async ({ input, signal }) =>
        (await attempts()).removeBucket(tools(input.context), input.context.plan, persist(input, signal)),
      ),
      forget: fromPromise<void, { context: DeploymentContext }>(async ({ input: { context } }) =>
        (await endings()).forgetAttempt(appContext, context.plan, context.stack),
      ),
      listAccess: fromPromise<readonly AccessOption[]>(async () =>
        accessChoices(appContext.profiles(), appContext.env),
      ),
      checkAccess: fromPromise<Identity, Asking & { choice: AccessChoice }>(async ({ input, signal }) => {
        const { choice, context, tell } = input;
        const { followClients, access } = appContext.connect(choice, context.plan.identity.region);
        const ask = createPersist({
          ...{ clock: appContext.clock, signal, onConnection: tell, giveUpAfter, waitForCredentials: false },
        });
        return withCodes(access, () => ask((each) => identify(followClients, access, each)));
      }),
    },
    actions: {
      tryNow: ({ context }) =>
        signInAgain(appContext, context.access ?? context.plan.access, context.plan.identity.region),
      openConsole: ({ context }) => {
        if (context.stackId) desktop.open(consoleLink(context.stackId));
      },
      copyError: ({ context }) => desktop.copy(errorText(context)),
    },
  });
}

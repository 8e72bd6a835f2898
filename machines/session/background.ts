import type { ActorRefFrom, SnapshotFrom } from 'xstate';
import { failureOf } from '../deployment/failure.ts';
import { initFailed } from '../init/flow.ts';
import type { initMachine } from '../init/machine.ts';
import { newEnvironmentOf } from '../init/steps.ts';
import type { Told } from '../kit/flow.ts';
import { telling } from '../kit/telling.ts';
import { leafMeta } from '../leaf-meta.ts';

/** The deployment of an `init` has stopped by itself: the project is created, or a user has to decide. */
export interface InitStopped {
  readonly type: 'INIT_STOPPED';
  readonly done: boolean;
  readonly stackName: string;
  /** The environment that it adds to a project; undefined for a new project. */
  readonly environment?: string | undefined;
  /** How the stack failed, to follow its name; absent if it waits for something else. */
  readonly failed?: string | undefined;
}

/** Sends {@link InitStopped} each time the deployment of an `init` stops, whichever pane is shown. */
export const initStops = telling<InitStopped, { readonly init: ActorRefFrom<typeof initMachine> }>(
  (send, { init }) => {
    let wasBusy = false;
    let stopChild: (() => void) | undefined;
    const look = () => {
      const deployment = init.getSnapshot().children.deployment;
      if (!deployment || stopChild) return;
      const tell = (state: SnapshotFrom<typeof deployment>) => {
        if (state.status !== 'active') return;
        const isBusy = leafMeta(state).busy !== undefined;
        if (wasBusy && !isBusy && !state.matches('choosingAccess')) {
          const { stackName } = state.context.plan;
          const { environment } = newEnvironmentOf(init.getSnapshot().context) ?? {};
          const failed = state.matches('failed') ? failureOf(state.context) : undefined;
          send({ type: 'INIT_STOPPED', done: state.matches('done'), stackName, environment, failed });
        }
        wasBusy = isBusy;
      };
      const child = deployment.subscribe({ next: tell, error: leaveToSession });
      stopChild = () => child.unsubscribe();
    };
    const subscription = init.subscribe({ next: look, error: leaveToSession });
    return () => {
      stopChild?.();
      subscription.unsubscribe();
    };
  },
);

/** Does nothing: the session handles a fault of the flow itself. */
function leaveToSession(): void {}

/** How an `init` in the background stopped, for the activity list. */
export function stopOfInit({ done, stackName, environment, failed }: InitStopped): Told {
  const what = environment === undefined ? 'init' : `environment ${environment}`;
  if (done)
    return {
      text: `${what} ${environment === undefined ? 'finished' : 'is there'}: ${stackName}`,
      tone: 'good',
      announced: true,
    };
  if (failed !== undefined)
    return { ...initFailed({ stackName, words: failed, environment }), announced: true };
  return { text: `${what} needs you: ${stackName}`, tone: 'bad', announced: true };
}

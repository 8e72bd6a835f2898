import type { ActorRefFrom, SnapshotFrom } from 'xstate';
import type { initMachine } from '../init/machine.ts';
import { newEnvironmentOf } from '../init/steps.ts';
import type { Told } from '../kit/flow.ts';
import { telling } from '../kit/telling.ts';
import { leafMeta } from '../leaf-meta.ts';

/** The deployment of an `init` has stopped by itself: the project is there, or a person has to decide. */
export interface InitStopped {
  readonly type: 'INIT_STOPPED';
  readonly done: boolean;
  readonly stackName: string;
  /** The environment that it adds to a project; undefined where the project is new. */
  readonly environment?: string | undefined;
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
          send({ type: 'INIT_STOPPED', done: state.matches('done'), stackName, environment });
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

/** The session hears of a fault of the flow itself. */
function leaveToSession(): void {}

/** How an `init` in the background has stopped, as the activity list tells it. */
export function stopOfInit({ done, stackName, environment }: InitStopped): Told {
  if (environment !== undefined)
    return done
      ? { text: `environment ${environment} is there: ${stackName}`, tone: 'good' }
      : { text: `environment ${environment} needs you: ${stackName}`, tone: 'bad' };
  return done
    ? { text: `init finished: ${stackName}`, tone: 'good' }
    : { text: `init needs you: ${stackName}`, tone: 'bad' };
}

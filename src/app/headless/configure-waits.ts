import type { ActorRefFrom } from 'xstate';
import type { configureMachine } from '../../../machines/configure/machine.ts';
import { count, duration } from '../../core/text.ts';
import type { Report } from './report.ts';
import { ignoreFault } from './settled.ts';

type ConfigureActor = ActorRefFrom<typeof configureMachine>;

/** Reports how often AWS was asked for a key that it does not know yet. @returns stops it */
export function tellWaits(actor: ConfigureActor, report: Report): () => void {
  let told = 0;
  const subscription = actor.subscribe({
    next: ({ context: { wait } }) => {
      if (!wait) {
        told = 0;
        return;
      }
      if (wait.tries === told) return;
      told = wait.tries;
      report.tell({ type: 'waiting', for: 'key', tries: wait.tries });
      report.say(
        `AWS does not know the key yet: asked ${count(wait.tries, 'time')}, again after ${duration(wait.nextAt - wait.since)}.`,
      );
    },
    error: ignoreFault,
  });
  return () => subscription.unsubscribe();
}

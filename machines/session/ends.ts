import type { Told } from '../kit/flow.ts';
import type { InitStopped } from './background.ts';

/** How an `init` in the background has stopped, as the activity list tells it. */
export function stopOfInit({ done, stackName }: InitStopped): Told {
  return done
    ? { text: `init finished: ${stackName}`, tone: 'good' }
    : { text: `init needs you: ${stackName}`, tone: 'bad' };
}

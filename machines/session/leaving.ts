import type { SnapshotFrom } from 'xstate';
import type { sessionMachine } from './machine.ts';
import { isDeploying, runsElsewhere } from './setup.ts';
import { atStake, type FlowAtStake, stakeTitle } from './stake.ts';

type Session = Pick<SnapshotFrom<typeof sessionMachine>, 'children' | 'context'>;

/** The flow that the question before leaving is about; undefined while something runs in AWS: then the question is about that. */
export function leftInTheMiddle({ children, context }: Session): FlowAtStake | undefined {
  const runs = isDeploying(context) || runsElsewhere(context) || context.deleting !== undefined;
  return runs ? undefined : atStake(children);
}

/** The title of the question before leaving, in a few words. */
export function leavingTitle(session: Session): string {
  const left = leftInTheMiddle(session);
  return left ? stakeTitle(left) : 'A deployment is running';
}

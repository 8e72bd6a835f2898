import type { AnyActorRef, AnyMachineSnapshot } from 'xstate';
import { type FlowId, flowIds, flowOf } from '../flows.ts';
import type { Stake } from '../kit/stake.ts';
import { leafMeta } from '../leaf-meta.ts';

/** A flow that would be ended in the middle if the user left the program. */
export interface FlowAtStake {
  readonly flow: FlowId;
  readonly stake: Stake;
}

/**
 * The flow whose answers or work would end with the program, work first; undefined: leaving loses nothing.
 *
 * @param children of the session; a machine whose transitions are only computed has none
 */
export function atStake(
  children: Readonly<Record<string, AnyActorRef | undefined>> = {},
): FlowAtStake | undefined {
  const found = flowIds.flatMap((flow): FlowAtStake[] => {
    const snapshot: AnyMachineSnapshot | undefined = children[flow]?.getSnapshot();
    const stake = snapshot && stakeOf(flow, snapshot);
    return stake ? [{ flow, stake }] : [];
  });
  return found.find(({ stake }) => stake !== 'answers') ?? found[0];
}

/** For every flow, also one without answers: whether it is writing now. */
function stakeOf(flow: FlowId, snapshot: AnyMachineSnapshot): Stake | undefined {
  if (snapshot.status === 'active' && leafMeta(snapshot).writes) return 'writing';
  return flowOf(flow).stake?.(snapshot);
}

/** The title of the question before a flow is left in the middle. */
export function stakeTitle({ flow, stake }: FlowAtStake): string {
  return `${flowOf(flow).label} is ${stake === 'answers' ? 'not finished' : 'at work'}`;
}

/** What happens to it without the program, a sentence or two. */
export function stakeWords({ flow, stake }: FlowAtStake): string {
  switch (stake) {
    case 'answers':
      return 'Nothing of it is written yet. What you have entered is lost when you leave.';
    case 'work':
      return `What is done so far is noted. Open ${flowOf(flow).label} again to continue or to clean up.`;
    case 'writing':
      return `It is being written right now. When you leave now, open ${flowOf(flow).label} again to see how far it came; no file is cut off in the middle.`;
  }
}

import type { AnyActorRef, AnyMachineSnapshot } from 'xstate';
import { type FlowId, flowIds, flowOf } from '../flows.ts';
import type { Stake } from '../kit/stake.ts';

/** A flow that leaving the program would end in the middle. */
export interface FlowAtStake {
  readonly flow: FlowId;
  readonly stake: Stake;
}

/**
 * The flow whose answers or work would end with the program, work first; undefined: leaving loses nothing.
 *
 * @param children of the session; a machine whose transitions are only worked out has none
 */
export function atStake(
  children: Readonly<Record<string, AnyActorRef | undefined>> = {},
): FlowAtStake | undefined {
  const found = flowIds.flatMap((flow): FlowAtStake[] => {
    const snapshot: AnyMachineSnapshot | undefined = children[flow]?.getSnapshot();
    const stake = snapshot && flowOf(flow).stake?.(snapshot);
    return stake ? [{ flow, stake }] : [];
  });
  return found.find(({ stake }) => stake === 'work') ?? found[0];
}

/** The title of the question before a flow is left in the middle. */
export function stakeTitle({ flow, stake }: FlowAtStake): string {
  return `${flowOf(flow).label} is ${stake === 'work' ? 'at work' : 'not finished'}`;
}

/** What becomes of it without the program, a sentence or two. */
export function stakeWords({ flow, stake }: FlowAtStake): string {
  return stake === 'work'
    ? `What is done so far is noted. Open ${flowOf(flow).label} again to continue or to clean up.`
    : 'Nothing of it is written yet. What you have entered is lost when you leave.';
}

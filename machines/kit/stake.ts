import type { AnyMachineSnapshot } from 'xstate';
import { leafMeta } from '../leaf-meta.ts';

/**
 * What would be lost if the program ended in the middle of a flow: the user's answers, noted work in progress, or
 * something being written right now.
 */
export type Stake = 'answers' | 'work' | 'writing';

/**
 * What would be lost if the program ended in the flow's current state.
 *
 * @param panes those after the first question, and those where work is carried out while they are busy
 */
export function stakeOn<Pane extends string>(
  snapshot: AnyMachineSnapshot,
  panes: { readonly answers: readonly Pane[]; readonly work?: readonly Pane[] },
): Stake | undefined {
  if (snapshot.status !== 'active') return undefined;
  const { pane, busy } = leafMeta(snapshot);
  const isOn = (list: readonly string[] = []) => list.includes(pane);
  if (busy !== undefined && isOn(panes.work)) return 'work';
  return isOn(panes.answers) ? 'answers' : undefined;
}

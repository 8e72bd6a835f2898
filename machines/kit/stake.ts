import type { AnyMachineSnapshot } from 'xstate';
import { leafMeta } from '../leaf-meta.ts';

/**
 * What ends with the program in the middle of a flow: what the person has answered, work that is half done and noted, or
 * something that is written in this moment.
 */
export type Stake = 'answers' | 'work' | 'writing';

/**
 * What ends with the program while a flow stands where it does.
 *
 * @param panes those behind the first question, and those where something is carried out while they are busy
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

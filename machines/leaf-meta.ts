import type { AnyMachineSnapshot } from 'xstate';
import type { StateMeta } from './meta.ts';

/** The meta of the current leaf state, in a machine without parallel regions. */
export function leafMeta(snapshot: AnyMachineSnapshot): StateMeta {
  const metas: Record<string, StateMeta | undefined> = snapshot.getMeta();
  const deepest = Object.keys(metas).sort((a, b) => b.split('.').length - a.split('.').length)[0];
  const meta = deepest === undefined ? undefined : metas[deepest];
  if (!meta)
    throw new Error(`the state ${JSON.stringify(snapshot.value)} of ${snapshot.machine.id} has no meta`);
  const title = meta.titleOf?.(snapshot.context as never);
  return title === undefined ? meta : { ...meta, title };
}

export { reaches as at, stateName } from '../../../support/flow-steps.ts';

import { type ActorRefFrom, createActor } from 'xstate';
import type { initMachine } from '../../../../machines/init/machine.ts';
import type { InitEvent, InitLocalState } from '../../../../machines/init/types.ts';
import { leafMeta } from '../../../../machines/leaf-meta.ts';
import { type Pretence, pretend } from '../../../support/pretend.ts';
import { folder, freshLocalState } from '../../../support/pretend-values.ts';

export type Init = ActorRefFrom<typeof initMachine>;

export function begin(given: Partial<Pretence> = {}) {
  const pretended = pretend(given);
  const actor = createActor(pretended.init, { input: { folder } });
  actor.start();
  return { actor, ...pretended };
}

/** Events without data. */
type Plain = Exclude<InitEvent['type'], 'EDIT' | 'CONNECTION' | 'TAKE_ACCESS' | 'ACCESS_MADE'>;
export const send = (actor: Init, ...types: readonly Plain[]) => {
  for (const type of types) actor.send({ type });
};

export const title = (actor: Init) => leafMeta(actor.getSnapshot()).title;
export const found = (change: Partial<InitLocalState>) => ({
  lookAround: async () => ({ ...freshLocalState, ...change }),
});

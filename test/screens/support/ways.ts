import { waitFor } from 'xstate';
import type { FlowOpened } from '../../../machines/flows.ts';
import type { InitEvent, InitLocalState } from '../../../machines/init/types.ts';
import { Problem } from '../../../src/core/problem.ts';
import type { AccessChoice } from '../../../src/credentials/access.ts';
import { type Pretence, sends, settledWith } from '../../support/pretend.ts';
import { freshHome, freshLocalState, stack, trouble, type updates } from '../../support/pretend-values.ts';
import type { Session } from './app.tsx';
import { lookedWithCanaries } from './canary.ts';

const looked = lookedWithCanaries();
const { options } = looked;
export const home = { ...freshHome, profiles: options };
const localState: InitLocalState = { ...freshLocalState, accessOptions: options };
export const started = { start: 'init' } as const;

/** Everything at home and around init is read from files with secrets. */
export const withCanaries: Partial<Pretence> = {
  loadHome: async () => home,
  lookAround: async () => localState,
  profiles: { look: (send) => send(looked) },
};

export const looks = (change: Partial<InitLocalState>): Partial<Pretence> => ({
  lookAround: async () => ({ ...localState, ...change }),
});
export const rejects = () => Promise.reject(new Problem(trouble));

export async function initOf(session: Session) {
  await waitFor(session, ({ context }) => context.init !== undefined);
  return session.getSnapshot().context.init!;
}

export const at =
  (state: string, ...then: readonly InitEvent[]) =>
  async (session: Session) => {
    const init = await initOf(session);
    await waitFor(init, ({ value }) => (typeof value === 'string' ? value : Object.keys(value)[0]) === state);
    for (const event of then) init.send(event);
  };
export const next = { type: 'NEXT' } as const;
export const app = (kind: 'android' | 'ios') => ({ type: 'EDIT', answers: { app: kind } }) as const;
export const noRegion = { type: 'EDIT', answers: { access: { kind: 'profile', name: 'noregion' } } } as const;

export async function review(session: Session, ...then: readonly InitEvent[]) {
  await at('name', next, next, next, next, next)(session);
  await at('identity', next)(session);
  await at('review', ...then)(session);
}

export const deployed =
  (state: string, confirm = true) =>
  async (session: Session) => {
    if (confirm) await review(session, { type: 'CONFIRM' });
    const deployment = (await initOf(session)).getSnapshot().children.deployment!;
    await waitFor(deployment, ({ value }) => value === state);
  };
export const cleaned = (state: string) => async (session: Session) => {
  await deployed('failed')(session);
  const deployment = (await initOf(session)).getSnapshot().children.deployment!;
  deployment.send({ type: 'CLEAN_UP' });
  await waitFor(deployment, ({ value }) => value === state);
};
export const open = (type: FlowOpened['type'] | 'OPEN_CALLS') => async (session: Session) => {
  await waitFor(session, ({ value }) => value.view === 'home');
  session.send({ type });
};
export const watched = { start: 'watch', stack: stack.stackId } as const;
export const follows = (update: typeof updates.running, end = true): Partial<Pretence> => ({
  watch: end ? settledWith(update) : sends({ type: 'UPDATE', update }),
});

/** From a deployment paused by expired credentials to the list of other profiles, and on with one of them. */
export const otherAccess = (choice?: AccessChoice) => async (session: Session) => {
  await deployed('following')(session);
  const deployment = (await initOf(session)).getSnapshot().children.deployment!;
  await waitFor(deployment, ({ context }) => context.connection?.kind === 'expired');
  deployment.send({ type: 'OTHER_ACCESS' });
  await waitFor(deployment, ({ context }) => context.accessOptions !== undefined);
  if (!choice) return;
  deployment.send({ type: 'TAKE_ACCESS', choice });
  await waitFor(deployment, ({ context }) => context.problem !== undefined);
};

import type { TransitionMeta } from '../meta.ts';
import { back, close, retry } from './keys.ts';

/** The title of a state that shows why something could not be started. */
export const notYet = 'This cannot be done yet';

/** The meta of a review, before which nothing was done. */
export const reviewMeta = <const Pane extends string>(
  pane: Pane,
  done: 'changed' | 'deleted' | 'written' = 'changed',
) => ({ pane, title: `Review: nothing has been ${done} yet` }) as const;

/** The meta of a state that works without asking; `title` also says what it is doing. */
export const busyMeta = <const Pane extends string>(pane: Pane, title: string) =>
  ({ pane, title, busy: `${title.charAt(0).toLowerCase()}${title.slice(1)}` }) as const;

/** The same for a state that changes something, so that leaving the program asks. */
export const writingMeta = <const Pane extends string>(pane: Pane, title: string) =>
  ({ ...busyMeta(pane, title), writes: true }) as const;

/**
 * A state that shows why something failed, and clears the problem afterwards.
 *
 * @param again the state that retries it
 * @param to the target of Esc, and `way` its label
 */
export const failed = <const Pane extends string, const Again extends string, const To extends string>(
  pane: Pane,
  title: string,
  again: Again,
  to: To,
  way: TransitionMeta = back(),
) =>
  ({
    meta: { pane, title },
    exit: 'forget',
    on: { RETRY: { target: again, meta: retry }, BACK: { target: to, meta: way } },
  }) as const;

/** A state that shows what was done, until it is closed. */
export const done = <const Pane extends string>(pane: Pane, title: string) =>
  ({ meta: { pane, title }, on: { CLOSE: { target: 'finished', meta: close } } }) as const;

/** The end of a flow that has done its work. */
export const finished = { type: 'final', meta: { pane: 'home', title: 'Done' } } as const;

/** The end of a flow that the user has left. */
export const left = { type: 'final', meta: { pane: 'home', title: 'Left' } } as const;

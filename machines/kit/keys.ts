import type { TransitionMeta } from '../meta.ts';

/** Enter continues. */
export const next = (label = 'next'): TransitionMeta => ({ key: 'enter', label, footer: 1 });

/** Enter says yes to what the state shows: nothing is written before. */
export const confirm = (label: string): TransitionMeta => ({ ...next(label), decides: true });

/** Enter says yes to who acts: nothing is written before a review, which can be read in any session. */
export const accept = (label: string): TransitionMeta => ({ ...confirm(label), onlyReads: true });

/** Esc goes back. */
export const back = (label = 'back'): TransitionMeta => ({ key: 'escape', label, footer: 2 });

/** Esc leaves the flow before it has done anything. */
export const cancel: TransitionMeta = back('cancel');

/** Esc leaves a list, or what has failed on the way. */
export const leave: TransitionMeta = back('close');

/** `r` tries the same again. */
export const retry: TransitionMeta = { key: 'r', label: 'retry', footer: 1 };

/** Enter ends a flow that is done, and Esc does not ask whether to. */
export const close: TransitionMeta = { key: 'enter', also: ['escape'], label: 'done', footer: 1 };

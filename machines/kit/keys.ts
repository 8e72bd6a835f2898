import type { TransitionMeta } from '../meta.ts';

/** Enter continues. */
export const next = (label = 'next'): TransitionMeta => ({ key: 'enter', label, footer: 1 });

/** Enter confirms what the state shows: nothing is written before that. */
export const confirm = (label: string): TransitionMeta => ({ ...next(label), decides: true });

/** Enter confirms the acting identity: nothing is written before a review, which can be read in any session. */
export const accept = (label: string): TransitionMeta => ({ ...confirm(label), onlyReads: true });

/** Esc goes back. */
export const back = (label = 'back'): TransitionMeta => ({ key: 'escape', label, footer: 2 });

/** Esc leaves the flow before it has done anything. */
export const cancel: TransitionMeta = back('cancel');

/** Esc leaves a list, or a failure. */
export const leave: TransitionMeta = back('close');

/** `r` tries the same again. */
export const retry: TransitionMeta = { key: 'r', label: 'retry', footer: 1 };

/** Enter ends a finished flow, and Esc does so without asking. */
export const close: TransitionMeta = { key: 'enter', also: ['escape'], label: 'done', footer: 1 };

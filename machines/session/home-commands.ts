import { flows } from '../flows.ts';
import type { TransitionMeta } from '../meta.ts';

// The keys of home other than those that open a flow (flows.ts).

export const keepHere: TransitionMeta = {
  key: 'h',
  label: 'keep for this folder',
  footer: 9,
  help: 'This folder starts with the profile from now on. Kept in our own settings, never in ~/.aws.',
};
export const refresh: TransitionMeta = {
  key: 'r',
  label: 'refresh',
  help: 'Refreshes everything: the project, the profiles and the stack.',
};

/** From the question for a profile to one created now, and back. */
export const configureOnTheWay: TransitionMeta = {
  ...flows.configure.opens,
  label: 'set up another profile',
  footer: 3,
  help: 'Sets up AWS access, then comes back to this question with the new profile chosen.',
};

import type { TransitionMeta } from '../meta.ts';
import { sessionSetup } from './setup.ts';

const openCalls: TransitionMeta = {
  key: 'L',
  label: 'calls',
  help: 'Shows every call to AWS, what it was for and how it went.',
};
const openLog: TransitionMeta = {
  key: 'L',
  label: 'log',
  footer: 20,
  help: 'Shows what the program did.',
};
const close: TransitionMeta = { key: 'escape', label: 'back', footer: 44 };

/**
 * What is in front of the view, whichever view that is: the calls to AWS, and the log. Behind them, the view stays and
 * keeps running. If they were views themselves, it could not: a flow ends with its view.
 */
export const frontRegion = sessionSetup.createStateConfig({
  initial: 'none',
  on: {
    CLOSE_CALLS: { target: '.none' },
    // So that it is visible.
    SHOW_INIT: { target: '.none' },
  },
  states: {
    none: {
      meta: { pane: 'home', title: 'Nothing in front' },
      on: { OPEN_CALLS: { target: 'calls', meta: openCalls } },
    },
    calls: {
      meta: { pane: 'calls', title: 'Calls to AWS' },
      on: {
        OPEN_LOG: { target: 'log', meta: openLog },
        CLOSE_CALLS: { target: 'none', meta: close },
      },
    },
    log: {
      meta: { pane: 'log', title: 'Log' },
      on: {
        OPEN_CALLS: { target: 'calls', meta: { ...openCalls, footer: 20 } },
        CLOSE_CALLS: { target: 'none', meta: close },
      },
    },
  },
});

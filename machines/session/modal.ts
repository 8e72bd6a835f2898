import { sessionSetup } from './setup.ts';

/** The one place for dialogs: help, the command palette, and the question before leaving a deployment. */
export const modalRegion = sessionSetup.createStateConfig({
  initial: 'none',
  on: {
    QUIT: [
      {
        guard: 'isDeploying',
        target: '.quit',
        meta: { key: 'q', label: 'quit', footer: 92 },
      },
      { actions: 'leave', meta: { key: 'q', label: 'quit', footer: 92 } },
    ],
  },
  states: {
    none: {
      meta: { pane: 'home', title: 'No dialog' },
      on: {
        HELP: { target: 'help', meta: { key: '?', also: ['ctrl+g'], label: 'help', footer: 91 } },
        PALETTE: { target: 'palette', meta: { key: ':', also: ['ctrl+k'], label: 'commands', footer: 90 } },
      },
    },
    help: {
      meta: { pane: 'home', title: 'Help' },
      on: {
        CLOSE_MODAL: {
          target: 'none',
          meta: { key: 'escape', also: ['?', 'q', 'enter'], label: 'close', footer: 1 },
        },
      },
    },
    palette: {
      meta: { pane: 'home', title: 'Commands' },
      on: { CLOSE_MODAL: { target: 'none', meta: { key: 'escape', label: 'close', footer: 1 } } },
    },
    quit: {
      meta: { pane: 'home', title: 'A deployment is running' },
      on: {
        LEAVE: {
          actions: 'leave',
          meta: {
            key: 'b',
            label: 'leave it running in AWS',
            footer: 1,
            help: 'The stack goes on; `init` in this folder goes on with it.',
          },
        },
        CLOSE_MODAL: { target: 'none', meta: { key: 'escape', label: 'stay', footer: 2 } },
      },
    },
  },
});

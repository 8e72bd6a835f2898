import { and, assign, not, or, raise } from 'xstate';
import type { TransitionMeta } from '../meta.ts';
import { isDeploying, leaveOrAsk, runsElsewhere, sessionSetup } from './setup.ts';
import type { SessionContext, SessionEvent } from './types.ts';

/** Ctrl+C on the question interrupts the deployment; the key of the question only leaves. */
const leave = {
  type: 'leave',
  params: ({ context, event }: { readonly context: SessionContext; readonly event: SessionEvent }) => ({
    interrupted:
      event.type === 'LEAVE' &&
      event.interrupted === true &&
      (isDeploying(context) || runsElsewhere(context) || context.deleting !== undefined),
  }),
} as const;

/** The keys that open dialogs, wherever the session is; the help lists them too while it is open. */
export const openers = {
  PALETTE: { key: ':', also: ['ctrl+k'], label: 'commands', footer: 90 },
  HELP: { key: '?', also: ['ctrl+g'], label: 'help', footer: 91 },
} as const satisfies Readonly<Record<string, TransitionMeta>>;

/** The one place for dialogs: help, the command palette, an MFA code, and the question before leaving a deployment. */
export const modalRegion = sessionSetup.createStateConfig({
  initial: 'none',
  on: {
    ASK_CODE: { target: '.code', actions: 'takeCodeRequest' },
    QUIT: [
      {
        guard: or(['isDeployingAnywhere', 'isDeleting']),
        target: '.quit',
        meta: { key: 'q', label: 'quit', footer: 92 },
      },
      { actions: leaveOrAsk, meta: { key: 'q', label: 'quit', footer: 92 } },
    ],
    ASK_TO_LEAVE: { target: '.quit' },
  },
  states: {
    none: {
      meta: { pane: 'home', title: 'No dialog' },
      on: {
        HELP: { target: 'help', meta: openers.HELP },
        PALETTE: { target: 'palette', meta: openers.PALETTE },
      },
    },
    code: {
      meta: { pane: 'home', title: 'MFA code' },
      exit: assign({ codeRequest: undefined }),
      on: {
        CODE: {
          target: 'none',
          actions: { type: 'giveCode', params: ({ event }) => ({ code: event.code }) },
        },
        CLOSE_MODAL: {
          target: 'none',
          actions: 'leaveCode',
          meta: { key: 'escape', label: 'cancel', footer: 1 },
        },
      },
    },
    help: {
      meta: { pane: 'home', title: 'Help' },
      on: {
        // The dialog has its own key (components/keys/pane-keys.ts).
        CLOSE_MODAL: { target: 'none' },
      },
    },
    palette: {
      meta: { pane: 'home', title: 'Commands' },
      on: { CLOSE_MODAL: { target: 'none' } },
    },
    quit: {
      meta: { pane: 'home', title: 'A deployment is running' },
      on: {
        LEAVE: [
          {
            guard: and([or(['isDeployingAnywhere', 'isDeleting']), 'isDemo']),
            actions: leave,
            meta: { key: 'b', label: 'leave (it ends)', footer: 1, decides: true },
          },
          {
            guard: and(['isDeployingAnywhere', 'allGoOnAlone', not('isDeleting')]),
            actions: leave,
            meta: {
              key: 'b',
              label: 'leave (AWS continues)',
              decides: true,
              footer: 1,
              help: 'AWS continues with the stack; `init` in this folder resumes it.',
            },
          },
          {
            guard: or(['isDeployingAnywhere', 'isDeleting']),
            actions: leave,
            meta: { key: 'b', label: 'leave (the rest waits)', footer: 1, decides: true },
          },
          { actions: leave, meta: { key: 'q', label: 'quit', footer: 1, decides: true } },
        ],
        DELETE_STACK: {
          guard: 'canAbandon',
          target: 'none',
          actions: ['abandon', raise({ type: 'SHOW_INIT' })],
          meta: {
            key: 'd',
            label: 'delete the stack',
            decides: true,
            footer: 2,
            help: 'Stops it and deletes what it has made; asks before it deletes a bucket.',
          },
        },
        CLOSE_MODAL: { target: 'none', meta: { key: 'escape', label: 'stay', footer: 3 } },
      },
    },
  },
});

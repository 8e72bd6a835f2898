import { assign, not } from 'xstate';
import { plainText } from '../../src/core/text.ts';
import { frontRegion } from './front.ts';
import { modalRegion } from './modal.ts';
import { isDeploying, sessionSetup } from './setup.ts';
import { viewRegion } from './view.ts';
import { askWithoutProfile, whoRegion } from './who.ts';

/**
 * The whole program: the view, who is signed in, what is in front of it, which dialog is open. Flows are its children and
 * keep running while another pane is open.
 */
export const sessionMachine = sessionSetup.createMachine({
  id: 'session',
  type: 'parallel',
  context: ({ input }) => ({ ...input, activity: [] }),
  on: {
    PRODUCTION: {
      actions: assign({
        home: ({ context: { home }, event }) => home && { ...home, production: event.production },
      }),
    },
    COPY: { actions: { type: 'copy', params: ({ event: { text } }) => ({ text }) } },
    FILE_EDITED: { actions: assign({ homeIsOld: true }) },
    OPEN_STACK_PAGE: {
      actions: { type: 'openStackPage', params: ({ event: { stackId } }) => ({ stackId }) },
    },
    OPEN_ACCESS_PAGE: {
      actions: {
        type: 'openAccessPage',
        params: ({ event: { choice, account, region } }) => ({ choice, account, region }),
      },
    },
    KEPT: {
      actions: [
        'takeKept',
        {
          type: 'record',
          params: ({ event }) => ({
            text: `this folder starts with ${plainText(event.name)} from now on`,
            tone: 'good' as const,
          }),
        },
      ],
    },
    SIGN_IN_HERE: {
      actions: {
        type: 'signInHere',
        params: ({ context, event: { profile, goesOn, again } }) => ({
          profile,
          goesOn: goesOn || isDeploying(context),
          again,
        }),
      },
    },
    NOT_KEPT: {
      actions: {
        type: 'record',
        params: ({ event }) => ({ text: event.problem.what, tone: 'bad' as const }),
      },
    },
    HAPPENED: {
      actions: assign({ activity: ({ context, event }) => [...context.activity, event.entry] }),
    },
    STACK_GONE: {
      // A deletion by this session tells its own end.
      guard: not('isDeleting'),
      actions: {
        type: 'record',
        params: ({ event }) => ({
          text: `stack ${plainText(event.stackName)} deleted`,
          tone: 'bad' as const,
        }),
      },
    },
    PROFILES_CHANGED: {
      actions: [
        assign({
          home: ({ context: { home }, event }) =>
            home && { ...home, profiles: event.profiles, profileFindings: event.findings },
        }),
        askWithoutProfile,
      ],
    },
  },
  states: { view: viewRegion, who: whoRegion, front: frontRegion, modal: modalRegion },
});

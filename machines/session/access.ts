import { assign } from 'xstate';
import { flow } from '../access/flow.ts';
import { given } from '../kit/given.ts';
import { failed } from './failing.ts';
import { sessionSetup } from './setup.ts';

/** What AWS has for a profile is read with the access in use. A profile cannot remove itself, so another access is looked for. */
export const openAccess = {
  target: 'access',
  actions: sessionSetup.assign(({ context: { access }, event }) => {
    if (event.type !== 'OPEN_ACCESS') return {};
    const { profile } = event;
    const used = access?.choice;
    const isOwn = used?.kind === 'profile' && used.name === profile;
    return { accessOf: { profile, ...(used && !isOwn ? { acting: used } : {}) } };
  }),
} as const;

/** The flow `access`; the profiles are shown again afterwards. */
export const accessState = sessionSetup.createStateConfig({
  meta: { pane: 'access.looking', title: 'access' },
  invoke: {
    id: 'access',
    src: 'access',
    input: ({ context }) => given(context, 'accessOf').accessOf,
    onError: failed('access'),
  },
  exit: assign({ accessOf: undefined }),
  on: {
    'xstate.done.actor.access': {
      target: 'profiles',
      actions: { type: 'record', params: ({ event }) => flow.ended(event.output) },
    },
  },
});

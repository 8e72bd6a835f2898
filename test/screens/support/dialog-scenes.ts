import { waitFor } from 'xstate';
import type { modalRegion } from '../../../machines/session/modal.ts';
import { sends } from '../../support/pretend.ts';
import { codeRequest, updates } from '../../support/pretend-values.ts';
import type { Session } from './app.tsx';
import type { Scene } from './scenes.ts';
import { deployed, started } from './ways.ts';

/** A dialog in front of a pane, by its state in the session. */
export type Dialog = Exclude<keyof typeof modalRegion.states, 'none'>;

const atHome = (event: Parameters<Session['send']>[0]) => async (session: Session) => {
  await waitFor(session, ({ value }) => value.view === 'home');
  session.send(event);
};

/** Each dialog in front of a pane. */
export const scenes: readonly Scene[] = [
  {
    pane: 'home',
    name: 'with the help',
    dialog: 'help',
    go: atHome({ type: 'HELP' }),
    sees: ['HELP', 'THIS SCREEN', /\/ filter/],
  },
  {
    pane: 'home',
    name: 'with the commands',
    dialog: 'palette',
    go: atHome({ type: 'PALETTE' }),
    sees: ['COMMANDS', 'what do you want to do'],
  },
  {
    pane: 'home',
    name: 'with the question for a code',
    dialog: 'code',
    go: atHome({ type: 'ASK_CODE', request: codeRequest }),
    sees: ['role amplify-deploy', '444455556666', 'next code in'],
  },
  {
    pane: 'init.deploying',
    name: 'with the question before leaving',
    dialog: 'quit',
    input: started,
    given: { follow: sends({ type: 'UPDATE', update: updates.running }) },
    go: async (session) => {
      await deployed('following')(session);
      session.send({ type: 'QUIT' });
    },
    sees: ['A DEPLOYMENT IS RUNNING', /stay/],
  },
];

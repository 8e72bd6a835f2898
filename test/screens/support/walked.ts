import { waitFor } from 'xstate';
import { codeRequest } from '../../support/pretend-values.ts';
import { scenes } from './scenes.ts';
import type { WalkedScene } from './walk.tsx';
import { open } from './ways.ts';

const nothing = { pane: 'home', sees: [] } as const;

/** Every scene, and what is behind a key or a dialog in some of them. */
export const walkedScenes: readonly WalkedScene[] = [
  ...scenes,
  { ...nothing, name: 'with the help', keys: ['?'] },
  { ...nothing, name: 'with the commands', keys: [':'] },
  {
    ...nothing,
    name: 'with the question for a code',
    go: async (session) => {
      await waitFor(session, ({ value }) => value.view === 'home');
      session.send({ type: 'ASK_CODE', request: codeRequest });
    },
  },
  { ...nothing, pane: 'profiles', name: 'with a filter', go: open('OPEN_PROFILES'), keys: ['/', 'e'] },
  { ...nothing, pane: 'init.name', name: 'with the caret inside', input: { start: 'init' }, keys: ['left'] },
];

import { waitFor } from 'xstate';
import type { Pretence } from '../../support/pretend.ts';
import { trouble } from '../../support/pretend-values.ts';
import type { Session } from './app.tsx';
import type { Scene } from './scenes.ts';
import { home, open, rejects } from './ways.ts';

const opened = async (session: Session) => {
  await open('OPEN_COMMAND')(session);
  await waitFor(session, ({ children }) => children.command !== undefined);
  return session.getSnapshot().children.command!;
};

const ran = async (session: Session) => {
  const flow = await opened(session);
  flow.send({ type: 'TYPE', text: 'aws s3 ls' });
  flow.send({ type: 'NEXT' });
  await waitFor(
    flow,
    ({ value, context }) => value === 'prompt' && (context.ran ?? context.problem) !== undefined,
  );
};

const given = (command: Pretence['command'] & {}): Partial<Pretence> => ({
  loadHome: async () => home,
  command,
});

export const scenes: readonly Scene[] = [
  {
    ...{ pane: 'command.prompt', name: '', given: given(async () => 0) },
    go: async (session) => void (await opened(session)),
    sees: ['aws s3 ls', 'live on home'],
  },
  {
    ...{ pane: 'command.prompt', name: 'after a command', given: given(async () => 3), go: ran },
    sees: ['exit code 3'],
  },
  {
    ...{ pane: 'command.prompt', name: 'in vain', given: given(rejects), go: ran },
    sees: [trouble.what],
  },
];

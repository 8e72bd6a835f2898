import { Text } from 'ink';
import { afterEach, expect, it } from 'vitest';
import { type ActorRefFrom, createActor, createMachine } from 'xstate';
import { useSessionVersion } from '../../../components/use-session.ts';
import type { sessionMachine } from '../../../machines/session/machine.ts';
import { closeScreens, renderScreen } from '../../support/screen.tsx';

afterEach(closeScreens);

it('continues when a flow has ended by a fault before it could start', async () => {
  const broken = createMachine({
    context: () => {
      throw new Error('a fault on purpose');
    },
  });
  const machine = createMachine({
    initial: 'home',
    states: {
      home: { on: { OPEN: 'flow' } },
      flow: { invoke: { id: 'assumeRole', src: broken, onError: 'failed' } },
      failed: { on: { HOME: 'home' } },
    },
  });
  const session = createActor(machine).start();
  let changes = 0;
  function Shown() {
    changes = useSessionVersion(session as unknown as ActorRefFrom<typeof sessionMachine>);
    return <Text>{`at ${String(session.getSnapshot().value)}`}</Text>;
  }
  const screen = await renderScreen(<Shown />);
  await screen.see('at home');
  session.send({ type: 'OPEN' });
  await screen.see('at failed');
  session.send({ type: 'HOME' });
  await screen.see('at home');
  expect(changes).toBeLessThan(10);
  session.stop();
});

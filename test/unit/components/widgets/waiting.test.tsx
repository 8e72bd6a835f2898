import { useState } from 'react';
import { afterEach, it } from 'vitest';
import { KeyRouterProvider, useKeyLayer } from '../../../../components/keys/key-context.tsx';
import { ClockProvider } from '../../../../components/widgets/clock.tsx';
import { PersonAsked, Waiting } from '../../../../components/widgets/waiting.tsx';
import { closeScreens, renderScreen } from '../../../support/screen.tsx';

afterEach(closeScreens);

let now = 0;

function Work() {
  const [isAsked, setAsked] = useState(false);
  useKeyLayer({
    commands: [{ id: 'ask', label: 'ask', keys: ['a'], group: 'Test' }],
    onCommand: () => setAsked(!isAsked),
  });
  return (
    <PersonAsked value={isAsked}>
      <Waiting what="asking AWS" />
    </PersonAsked>
  );
}

it('counts the time of the work, not that spent asking the user', async () => {
  const screen = await renderScreen(
    <ClockProvider value={() => now}>
      <KeyRouterProvider>
        <Work />
      </KeyRouterProvider>
    </ClockProvider>,
  );
  now = 3000;
  await screen.see(/asking AWS {2}3s/);
  await screen.press('a');
  await screen.see(/asking AWS {2}waits for you/);
  now = 60_000;
  await screen.press('a');
  await screen.see(/asking AWS {2}3s/);
  now = 61_000;
  await screen.see(/asking AWS {2}4s/);
});

import { afterEach, expect, test, vi } from 'vitest';
import { waitFor } from 'xstate';
import { never, pretend, startSession } from '../support/pretend.ts';
import { host, showApp } from './support/app.tsx';

let close: () => unknown = () => {};
afterEach(() => close());

const silence = { service: 'STS', since: host.now() - 7_000 };

async function show(start: 'home' | 'init') {
  const session = startSession(pretend({ whoAmI: never }), start === 'home' ? {} : { start });
  await waitFor(session, ({ value }) => value.view === start);
  const tryNow = vi.fn();
  const screen = await showApp(session, {
    columns: 80,
    rows: 24,
    host: { silence: () => silence, tryNow },
  });
  close = () => screen.unmount();
  return { screen, tryNow };
}

test('a silence is shown with its service, its seconds and the key that asks again', async () => {
  const { screen, tryNow } = await show('home');
  await screen.see('No answer from STS for 7s; r asks again at once');
  await screen.press('r');
  expect(tryNow).toHaveBeenCalledTimes(1);
});

test('where letters are typed, no letter is offered as a key', async () => {
  const { screen, tryNow } = await show('init');
  await screen.see('Project name');
  await screen.see('No answer from STS for 7s');
  expect(screen.text().join('\n')).not.toContain('asks again at once');
  await screen.press('r');
  expect(tryNow).not.toHaveBeenCalled();
});

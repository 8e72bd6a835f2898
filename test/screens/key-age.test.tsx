import { afterEach, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { pretend, startSession } from '../support/pretend.ts';
import { lookedAt, someProfiles } from '../support/pretend-profiles.ts';
import { closeScreens } from '../support/screen.tsx';
import { host, showApp } from './support/app.tsx';

const running: ReturnType<typeof startSession>[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

const day = 24 * 60 * 60 * 1000;

it('a key that is due for rotation is marked in the profiles, and a replaces it', async () => {
  const lookedAtNow = host.now();
  const key = { active: true, createdAt: lookedAtNow - 120 * day, keys: 2, lookedAt: lookedAtNow };
  const looked = { ...lookedAt(someProfiles), keys: new Map([['default', key]]) };
  const session = startSession(pretend({ profiles: { look: (send) => send(looked) } }), {});
  running.push(session);
  await waitFor(session, ({ value }) => value.who === 'known');
  const screen = await showApp(session, { columns: 140, rows: 40 });
  await screen.press('p');
  await screen.see(/default +keys .*▲/);
  await screen.see(/Key +▲ active, 120 days old, due for rotation \(90 days\)/);
  await screen.press('a');
  await waitFor(session, ({ value }) => value.view === 'configure');
  expect(session.getSnapshot().context.configure?.getSnapshot().context.rotate).toBe('default');
});

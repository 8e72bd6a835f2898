import { expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { offOnHome } from '../../../../machines/session/off-on-home.ts';
import type { HomeData } from '../../../../machines/session/types.ts';
import { pretend, startSession } from '../../../support/pretend.ts';
import { freshHome, project } from '../../../support/pretend-values.ts';

/** The keys of home that can do nothing, with the reasons. */
async function reasons(found: HomeData['found']) {
  const session = startSession(pretend({ loadHome: async () => ({ ...freshHome, found }) }), {});
  await waitFor(session, ({ value }) => value.view === 'home');
  const off = offOnHome(session.getSnapshot().context);
  session.stop();
  return Object.fromEntries(off.map(({ meta, why }) => [meta.key, why]));
}

it('a key of home that opens a flow is never silent: it says why it does nothing', async () => {
  expect((await reasons({ kind: 'project', project })).i).toMatch(/has a project already/);
  const none = await reasons({ kind: 'none' });
  for (const key of ['e', 'v', 's', 'x', 'w']) expect(none[key]).toMatch(/no project in this folder/);
});

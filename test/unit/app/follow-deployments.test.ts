import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import type { AppContext } from '../../../src/app/app-context.ts';
import {
  type DeploymentEnd,
  type DeploymentSign,
  followDeployments,
} from '../../../src/app/follow-deployments.ts';
import type { OpenProject } from '../../../src/app/open-projects.ts';
import { deployed } from '../../screens/support/ways.ts';
import { never, type Pretence, pretend, type Sender, startSession } from '../../support/pretend.ts';
import { freshHome, project as shop, updates } from '../../support/pretend-values.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Open projects, the first of them shown, with the known states of their deployments. */
function follow(...sessions: readonly ReturnType<typeof startSession>[]) {
  const open = sessions.map((session, at): OpenProject => {
    const appContext = { folder: `/home/sam/project${at + 1}` } as AppContext;
    return { appContext, session, close: async () => {} };
  });
  const ends: DeploymentEnd[] = [];
  const signs: DeploymentSign[] = [];
  const stop = followDeployments(
    { all: () => open, shown: () => open[0]!, watch: () => () => {} },
    { ended: (end) => ends.push(end), sign: (sign) => signs.push(sign) },
  );
  stops.push(stop, ...sessions.map((session) => () => void session.stop()));
  return { ends, signs };
}

/** A deployment whose stack the test controls. */
function begin(given: Partial<Pretence> = {}) {
  let send: Sender = () => {};
  const session = startSession(
    pretend({
      follow: (tell) => {
        send = tell;
      },
      ...given,
    }),
  );
  return { session, send: (event: Parameters<Sender>[0]) => send(event) };
}

const settled = (update: typeof updates.running) => ({ type: 'SETTLED', update });

describe('the deployments of all projects', () => {
  it('are reported when they end in the background, and their progress before that', async () => {
    const { session, send } = begin();
    const { ends, signs } = follow(session);
    await waitFor(session, ({ value }) => value.view === 'home');
    session.send({ type: 'OPEN_INIT' });
    await deployed('following')(session);
    session.send({ type: 'HOME' });
    expect(signs.at(-1)).toEqual({ words: 'deploying shop', progress: 'busy' });
    send({ type: 'UPDATE', update: updates.running });
    const { completed, total } = updates.running.progress;
    expect(signs.at(-1)).toEqual({
      words: `${completed}/${total} shop`,
      progress: (100 * completed) / total,
    });
    expect(ends).toEqual([]);
    send(settled(updates.complete));
    await waitFor(session, () => ends.length > 0);
    expect(ends).toEqual([{ text: 'shop is deployed', good: true, seen: false }]);
    expect(signs.at(-1)).toEqual({ words: 'shop is deployed', progress: 'none' });
  });

  it('are marked as seen where the pane shows them, and as waiting for the user', async () => {
    const { session, send } = begin();
    const { ends, signs } = follow(session);
    await waitFor(session, ({ value }) => value.view === 'home');
    session.send({ type: 'OPEN_INIT' });
    await deployed('following')(session);
    send(settled(updates.denied));
    expect(ends).toEqual([
      { text: 'shop could not be deployed: its stack was rolled back', good: false, seen: true },
    ]);
    expect(signs.at(-1)).toEqual({ words: 'shop needs you', progress: 'failed' });
  });

  it('are reported for projects that are not shown', async () => {
    const shown = begin({ loadHome: never });
    const other = begin();
    const { ends } = follow(shown.session, other.session);
    await waitFor(other.session, ({ value }) => value.view === 'home');
    other.session.send({ type: 'OPEN_INIT' });
    await deployed('following')(other.session);
    other.send(settled(updates.denied));
    expect(ends.map(({ seen }) => seen)).toEqual([false]);
  });

  it('include those of a stack that is only followed', async () => {
    let send: Sender = () => {};
    const session = startSession(
      pretend({
        loadHome: async () => ({ ...freshHome, found: { kind: 'project', project: shop } }),
        watch: (tell) => {
          send = tell;
        },
      }),
    );
    const { ends } = follow(session);
    await waitFor(session, ({ context }) => context.watch !== undefined);
    send({ type: 'UPDATE', update: updates.running });
    expect(ends).toEqual([]);
    send(settled(updates.denied));
    expect(ends).toEqual([{ text: expect.stringMatching(/^shop: .*rolled back/), good: false, seen: true }]);
  });
});

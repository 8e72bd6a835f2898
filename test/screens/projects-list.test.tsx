import { afterEach, expect, it } from 'vitest';
import { pretend, startSession } from '../support/pretend.ts';
import { closeScreens } from '../support/screen.tsx';
import { showApp, sizes } from './support/app.tsx';
import { cutThoughFree } from './support/cuts.ts';
import { scenes } from './support/projects-scenes.ts';

afterEach(closeScreens);

it.each(['', 'of twelve'])(
  'the list of projects %s is complete at every size, a mark of production included',
  async (name) => {
    const scene = scenes.find((each) => each.pane === 'projects.list' && each.name === name);
    const session = startSession(pretend(scene?.given ?? {}));
    await scene?.go?.(session);
    const screen = await showApp(session, { columns: 60, rows: 16 });
    for (const [columns, rows] of sizes) {
      await screen.resize(columns, rows);
      await screen.see('PRODUCTION');
      await screen.settled();
      expect(cutThoughFree(screen.text()), `${columns}x${rows}`).toEqual([]);
    }
    await closeScreens();
    session.stop();
  },
);

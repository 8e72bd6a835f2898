import { afterEach, describe, expect, it } from 'vitest';
import { pretend, startSession } from '../support/pretend.ts';
import { trouble } from '../support/pretend-values.ts';
import { closeScreens } from '../support/screen.tsx';
import { host, type Session, showApp } from './support/app.tsx';
import { scenes } from './support/projects-scenes.ts';
import { at, next, started } from './support/ways.ts';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

async function asked(name: string, completePath = host.completePath) {
  const scene = scenes.find((each) => each.pane === 'projects.folder' && each.name === name);
  const session = startSession(pretend(scene?.given ?? {}));
  running.push(session);
  await scene?.go?.(session);
  return showApp(session, { columns: 80, rows: 24, host: { ...(completePath ? { completePath } : {}) } });
}

describe('the folder field', () => {
  it('forgets the error of a path when another one is typed', async () => {
    const screen = await asked('that is none');
    await screen.see(trouble.what);
    await screen.type('/x');
    await screen.see('~/work/x');
    await screen.gone(trouble.what);
  });

  it('is completed by Tab, and lists the possibilities until something is typed', async () => {
    const found = {
      '~/work': { text: '~/work/', names: ['work/'] },
      '~/work/': { text: '~/work/', names: ['mobile/', 'web shop/'] },
    };
    const screen = await asked('that is none', async (typed) => {
      return Object.entries(found).find(([key]) => key === typed)?.[1] ?? { text: typed, names: [] };
    });
    await screen.see('⇥ complete');
    await screen.press('tab');
    await screen.see(/Folder +~\/work\//);
    await screen.press('tab');
    await screen.see('mobile/  web shop/');
    await screen.type('q');
    await screen.gone('mobile/');
    await screen.press('tab');
    await screen.see('No folder begins like this.');
  });

  it('says how many more there are than fit, and why there are none', async () => {
    const names = Array.from({ length: 3000 }, (_, at) => `folder-${at}/`);
    const many = await asked('that is none', async (text) => ({ text, names }));
    await many.press('tab');
    await many.see(/and 2,9\d\d more/);
    const closed = await asked('that is none', async (text) => ({ text, names: [], fault: 'unreadable' }));
    await closed.press('tab');
    await closed.see('You may not read this folder.');
  });

  it('does not undo what was typed while it was searching', async () => {
    let answer = () => {};
    const screen = await asked('that is none', (text) => {
      return new Promise((resolve) => {
        answer = () => resolve({ text: `${text}-late/`, names: ['late/'] });
      });
    });
    await screen.press('tab');
    await screen.type('x');
    await screen.see('~/workx');
    answer();
    await screen.type('y');
    await screen.see('~/workxy');
    expect(screen.text().join('\n')).not.toContain('late');
  });
});

describe('a path in a form of several fields', () => {
  const names = ['public/', 'source/', 'source-old/', 'web/'];
  /** As the real one: folders that begin with what was typed, and what they have in common. */
  const completePath = async (typed: string) => {
    const found = names.filter((name) => name.startsWith(typed));
    const text = found.length === 1 ? found[0] : typed === 'so' ? 'source' : typed;
    return { text: text ?? typed, names: found };
  };

  async function framework() {
    const session = startSession(pretend(), started);
    running.push(session);
    await at('name', next, next, next)(session);
    const screen = await showApp(session, { columns: 80, rows: 24, host: { completePath } });
    await screen.see('Source folder');
    await screen.press('tab', 'ctrl+u');
    return screen;
  }

  it('is completed by Tab while it is unfinished, as the footer says; then Tab goes on', async () => {
    const screen = await framework();
    await screen.see('⇥ next field');
    await screen.type('we');
    await screen.see('⇥ complete');
    await screen.see('↓ next field');
    await screen.press('tab');
    await screen.see(/Source folder +web/);
    await screen.see('⇥ next field');
    await screen.gone('⇥ complete');
    await screen.press('tab');
    await screen.see('the folder your build writes to');
  });

  it('lists what it can be, and what none begins with is left as it is', async () => {
    const screen = await framework();
    await screen.type('so');
    await screen.see('source/  source-old/');
    await screen.press('tab');
    await screen.see(/Source folder +source/);
    await screen.see('⇥ next field');
    await screen.press('ctrl+u');
    await screen.type('app');
    await screen.gone('⇥ complete');
    await screen.press('tab');
    await screen.see('the folder your build writes to');
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { type Pretence, pretend, startSession } from '../support/pretend.ts';
import { freshLocalState } from '../support/pretend-values.ts';
import { closeScreens } from '../support/screen.tsx';
import { type Session, showApp } from './support/app.tsx';
import { at, next, started } from './support/ways.ts';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

function begin(given: Partial<Pretence> = {}, input = {}) {
  const session = startSession(pretend(given), input);
  running.push(session);
  return session;
}

/** The body of a frame without line breaks and the list of steps beside it. */
function bodyOf(rows: readonly string[]): string {
  const body = rows.slice(2, -2);
  const from = /^ (?:INIT|ASSUME ROLE) /.test(body[0] ?? '') ? 28 : 0;
  return body
    .map((row) => row.slice(from).trim())
    .join(' ')
    .replaceAll(/\s+/g, ' ');
}

const small = { columns: 80, rows: 24 } as const;

describe('the question for the layout', () => {
  it.each([
    [
      'documented',
      'The Amplify CLI of 2018 (0.1.x) reads it; the current one only after `amplify-tui upgrade`',
    ],
    ['multi-env', 'Layout of the current Amplify CLI (14.x): one stack per environment'],
  ] as const)('says which Amplify CLI reads the files: %s', async (layout, words) => {
    const session = begin({}, started);
    await at('name', { type: 'EDIT', answers: { layout } })(session);
    const screen = await showApp(session, small);
    expect(bodyOf(screen.text())).toContain(words);
  });
});

describe('the question for the profile', () => {
  it('says why one is preselected only while that one is chosen', async () => {
    const session = begin({}, started);
    await at('name', next, next, next, next)(session);
    const screen = await showApp(session, small);
    await screen.see('Selected because it is the default profile');
    await screen.press('down');
    await screen.gone('Selected because');
    await screen.press('up');
    await screen.see('Selected because it is the default profile');
  });
});

describe('the kind of app', () => {
  const row = async (given: Partial<Pretence>) => {
    const session = begin(given, started);
    await at('name', next, next)(session);
    const screen = await showApp(session, small);
    const body = bodyOf(screen.text());
    return { mark: /JavaScript\s+(detected)?/.exec(body)?.[1], why: /Suggested: [^.]+\./.exec(body)?.[0] };
  };

  it('is called detected if a file shows it', async () => {
    expect(await row({})).toMatchObject({ mark: 'detected', why: 'Suggested: from package.' });
  });

  it('is not called detected if it is the default', async () => {
    const detection = {
      ...freshLocalState.detection,
      ...{ kinds: [], appEvidence: '' },
    };
    expect(await row({ lookAround: async () => ({ ...freshLocalState, detection }) })).toEqual({
      mark: undefined,
      why: 'Suggested: the default, since nothing here tells what kind of app it is.',
    });
  });
});

describe('the form of a role', () => {
  const form = async (size: { readonly columns: number; readonly rows: number }) => {
    const session = begin();
    await waitFor(session, ({ value }) => value.view === 'home');
    session.send({ type: 'OPEN_ASSUME_ROLE' });
    await waitFor(session, ({ children }) => children.assumeRole !== undefined);
    const flow = session.getSnapshot().children.assumeRole!;
    await waitFor(flow, ({ value }) => value === 'part');
    flow.send({ type: 'CHOOSE', part: 'role' });
    flow.send(next);
    await waitFor(flow, ({ value }) => value === 'form');
    return showApp(session, size);
  };

  it('explains its permissions in full, also at 80 columns', async () => {
    const screen = await form(small);
    for (let tabs = 0; tabs < 12 && !bodyOf(screen.text()).includes('ARNs of policies'); tabs++)
      await screen.press('tab');
    expect(bodyOf(screen.text())).toContain('administrator; ARNs of policies. Several with blanks between.');
  });

  it('has the list of steps beside it, and a list to choose the profile from', async () => {
    const screen = await form({ columns: 120, rows: 40 });
    const rows = screen.text();
    expect(rows[2]).toMatch(/^ ASSUME ROLE /);
    expect(rows.at(-1)).toContain('choose from a list');
  });
});

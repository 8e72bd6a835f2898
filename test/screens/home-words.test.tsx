import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import type { ProblemText } from '../../src/core/problem.ts';
import { type Pretence, pretend, sends, startSession } from '../support/pretend.ts';
import {
  freshHome,
  freshLocalState,
  project,
  stack,
  trouble,
  unfinished,
  updates,
} from '../support/pretend-values.ts';
import { closeScreens } from '../support/screen.tsx';
import { type Session, showApp } from './support/app.tsx';
import { deployed } from './support/ways.ts';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

async function home(given: Partial<Pretence>, go: (session: Session) => Promise<unknown>, columns: number) {
  const session = startSession(pretend(given), {});
  running.push(session);
  await waitFor(session, ({ value }) => value.view === 'home' && value.who === 'known');
  await go(session);
  return showApp(session, { columns, rows: columns < 100 ? 24 : 40 });
}

/** The text of the project's pane, without line breaks. */
function projectPart(rows: readonly string[]): string {
  const from = rows.findIndex((row) => row.includes('PROJECT'));
  const to = rows.findIndex((row, at) => at > from && /^ *(?:╭ STACK|PROFILES)/.test(row));
  return rows
    .slice(from + 1, to)
    .map((row) => row.replace(/[│╭].*/, '').trim())
    .join(' ')
    .replaceAll(/\s+/g, ' ');
}

const nothing = async () => {};

describe.each([80, 120])('the project on home, at %i columns', (columns) => {
  it('says what is wrong in full, with the keys that help', async () => {
    const gone = { ...project, access: { kind: 'profile', name: 'gone' } } as const;
    const loadHome = async () => ({ ...freshHome, found: { kind: 'project', project: gone } as const });
    const screen = await home({ loadHome }, nothing, columns);
    expect(projectPart(screen.text())).toContain(
      'The project names the profile gone, which is not on this machine: `c` on home makes it, `e` on home ties it to one that is.',
    );
  });

  it.each([
    ['the project is there', { kind: 'project', project } as const],
    ['its files are gone', { kind: 'none' } as const],
  ])('names an unfinished deletion, and the key that continues it, where %s', async (_, found) => {
    const deletion = { scope: 'project', name: 'shop' } as const;
    const screen = await home(
      { loadHome: async () => ({ ...freshHome, found, deletion }) },
      nothing,
      columns,
    );
    expect(projectPart(screen.text())).toContain(
      'The deletion of shop was started here and did not finish. x resumes it.',
    );
  });

  it.each([
    ['in a project', { kind: 'project', project } as const],
    ['without one', { kind: 'none' } as const],
  ])('says that an assume-role is half made, and the key that continues it, %s', async (_, found) => {
    const screen = await home(
      { loadHome: async () => ({ ...freshHome, found, assumeBegun: true }) },
      nothing,
      columns,
    );
    expect(projectPart(screen.text())).toContain('assume-role did not finish. a resumes it or cleans up.');
  });

  it('names an unfinished environment, and the key that continues it', async () => {
    const loadHome = async () => ({
      ...{ ...freshHome, found: { kind: 'project', project } as const },
      unfinished: { ...unfinished, layout: 'multi-env', environment: 'test' } as const,
    });
    const screen = await home({ loadHome }, nothing, columns);
    expect(projectPart(screen.text())).toContain(
      'The environment test was started here and did not finish. i resumes it.',
    );
  });

  it('says in full what its files lack', async () => {
    const note = 'project-config.json is missing, so name and app are guessed from the folder.';
    const found = { kind: 'project', project: { ...project, notes: [note] } } as const;
    const screen = await home({ loadHome: async () => ({ ...freshHome, found }) }, nothing, columns);
    expect(projectPart(screen.text())).toContain(note);
  });

  it.each([
    ['AWS cannot be reached', { kind: 'offline', since: 0, nextTryAt: 5_000, why: 'no network' }],
    ['credentials are missing', { kind: 'expired', since: 0, why: 'they ended', code: 'MFA_NEEDED' }],
  ] as const)("shows a stack's state from an earlier session where %s", async (_, connection) => {
    const at = Date.UTC(2026, 10, 20, 9, 0, 0);
    const remembered = { name: stack.stackName, status: 'UPDATE_COMPLETE', at };
    const found = { kind: 'project', project } as const;
    const unread = { ...updates.complete, progress: { ...updates.complete.progress, status: '' } };
    const screen = await home(
      {
        loadHome: async () => ({ ...freshHome, found, remembered }),
        watch: sends({ type: 'UPDATE', update: { ...unread, connection } }),
      },
      nothing,
      columns,
    );
    await screen.see(/: as of 2026-11-20 \d\d:\d\d it was updated/);
  });

  it('keeps the state from an earlier session where the stack may not be read', async () => {
    const at = Date.UTC(2026, 10, 20, 9, 0, 0);
    const remembered = { name: stack.stackName, status: 'UPDATE_COMPLETE', at };
    const found = { kind: 'project', project } as const;
    const problem = {
      ...trouble,
      code: 'ACCESS_DENIED',
      why: `${'It is refused. '.repeat(40)}AWS says: no.`,
    };
    const screen = await home(
      {
        loadHome: async () => ({ ...freshHome, found, remembered }),
        watch: sends({ type: 'BROKEN', problem: problem as ProblemText }),
      },
      nothing,
      columns,
    );
    await screen.see('You may not read the stack');
    await screen.see(/as of 2026-11-20 \d\d:\d\d it was updated/);
    await screen.see('again.');
    expect(screen.text().join()).not.toContain('AWS says');
  });

  it('has a row for each of several messages', async () => {
    const notes = ['a'.repeat(90), 'b'.repeat(90)];
    const found = { kind: 'project', project: { ...project, notes } } as const;
    const screen = await home({ loadHome: async () => ({ ...freshHome, found }) }, nothing, columns);
    expect(projectPart(screen.text())).toMatch(/shop a+… b+…/);
  });

  it('says which key shows the running deployment', async () => {
    const begun = async (session: Session) => {
      session.send({ type: 'OPEN_INIT' });
      await deployed('following')(session);
      session.send({ type: 'HOME' });
    };
    const screen = await home({}, begun, columns);
    expect(projectPart(screen.text())).toContain('deploying; press i to watch');
    expect(screen.text().at(-1)).toContain('i the deployment');
    expect(screen.text().join('\n')).not.toContain('No Amplify project here yet.');
    await screen.see('Deploying');
  });

  it('shows the progress of a running deployment on its row', async () => {
    const begun = async (session: Session) => {
      session.send({ type: 'OPEN_INIT' });
      await deployed('following')(session);
      session.send({ type: 'HOME' });
    };
    const screen = await home({ follow: sends({ type: 'UPDATE', update: updates.running }) }, begun, columns);
    expect(screen.text().join('\n')).toContain('Policy');
    expect(screen.text().join('\n')).not.toContain('Nothing is known');
    if (columns >= 120) expect(screen.text().join('\n')).toMatch(/state +not started/);
  });

  it('says which key resumes an unfinished init', async () => {
    const screen = await home({ loadHome: async () => ({ ...freshHome, unfinished }) }, nothing, columns);
    expect(screen.text().at(-1)).toContain('i resume init');
  });

  it.each(['home', 'init'])('says in full how far an init got, on %s', async (shown) => {
    const begun = { ...unfinished, step: 'creating' } as const;
    const given = {
      loadHome: async () => ({ ...freshHome, unfinished: begun }),
      lookAround: async () => ({ ...freshLocalState, unfinished: begun }),
    };
    const open = async (session: Session) => {
      if (shown === 'init') session.send({ type: 'OPEN_INIT' });
    };
    const screen = await home(given, open, columns);
    await screen.see('Got as far as');
    const text = screen
      .text()
      .join(' ')
      .replaceAll(/[│╭╮╰╯─\s]+/g, ' ');
    // The pane beside it has its own rows.
    expect(text).toMatch(/create the stack and do not know the .*answer\. It is checked first\./);
  });
});

it.each([60, 80, 160])(
  'help describes each command in full, on as many rows as needed at %i columns',
  async (columns) => {
    const screen = await home({}, nothing, columns);
    await screen.press('?');
    await screen.see('HELP');
    const inDialog = () =>
      screen
        .text()
        .flatMap((line) => /│ (.*) │/.exec(line)?.[1] ?? [])
        .join('\n');
    let text = inDialog();
    for (let page = 0; page < 6; page += 1) {
      await screen.press('pagedown');
      text += `\n${inDialog()}`;
    }
    expect(text).not.toContain('…');
    expect(text.replaceAll(/[│╭╮╰╯─▸\s]+/g, ' ')).toContain(
      'Makes a role for others, or sets up a role that you were given: user, MFA device, profiles. ',
    );
  },
);

import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import type { DeleteEvent } from '../../machines/delete/types.ts';
import type { SessionInput } from '../../machines/session/types.ts';
import { type Pretence, pretend, type Sender, startSession } from '../support/pretend.ts';
import { codeRequest, freshHome, identity, project, stack, updates } from '../support/pretend-values.ts';
import { closeScreens } from '../support/screen.tsx';
import { faultsOf, type Session, showApp, shownNow, sizes } from './support/app.tsx';
import { scenes as deleteScenes } from './support/delete-scenes.ts';
import { withCanaries } from './support/ways.ts';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

async function home(given: Partial<Pretence> = {}, input: Partial<SessionInput> = {}) {
  const pretended = pretend({ ...withCanaries, ...given });
  const session = startSession(pretended, input);
  running.push(session);
  await waitFor(session, ({ value }) => value.who === 'known');
  const screen = await showApp(session, { columns: 80, rows: 24 });
  return { session, screen, calls: pretended.calls };
}

/** Sends the keys that lead through all questions to the deployment. */
async function deploy(screen: Awaited<ReturnType<typeof showApp>>) {
  await screen.press('i');
  for (const title of [
    'called?',
    'editor',
    'kind of app',
    'app built?',
    'profile?',
    'right account?',
    'Review: nothing',
  ]) {
    await screen.see(title);
    await screen.press('enter');
  }
}

describe('the question for an MFA code', () => {
  it('is asked at every size, is sent at the sixth digit, and accepts only digits', async () => {
    const { screen, session, calls } = await home();
    session.send({ type: 'ASK_CODE', request: codeRequest });
    for (const [columns, rows] of sizes) {
      await screen.resize(columns, rows);
      await screen.see('role amplify-deploy');
      await screen.see('444455556666');
      await screen.see('next code in');
      expect(screen.text().at(-1)).toContain('cancel');
      // The pane underneath may keep its border, since a dialog has its own.
      const faults = faultsOf(screen, identity.account).filter((fault) => !fault.includes('borders'));
      expect(faults).toEqual([]);
    }
    await screen.type('q4x7');
    await screen.see('4 7 · · · ·');
    await screen.press('backspace');
    await screen.see('4 · · · · ·');
    expect(calls).not.toContain('code 4');
    await screen.type('71 20');
    await screen.press('enter');
    await screen.see('type 1 more');
    await screen.type('3');
    await screen.gone('next code in');
    expect(calls).toContain('code 471203');
  });

  it('accepts a pasted code with its line end, says that one was refused, and Esc closes it', async () => {
    const { screen, session, calls } = await home();
    session.send({ type: 'ASK_CODE', request: { ...codeRequest, refused: 'wrong' } });
    await screen.see('AWS did not take that code');
    await screen.type('９9');
    await screen.see('9 9 · · · ·');
    await screen.paste('arn:aws:iam::444455556666:mfa/ada');
    await screen.see('no code of six digits');
    await screen.paste('123456 654321');
    await screen.see('has 2 codes');
    await screen.type('9');
    await screen.see('9 9 9 · · ·');
    await screen.paste('Your code: 123 456\n');
    await screen.gone('next code in');
    expect(calls).toContain('code 123456');
    session.send({ type: 'ASK_CODE', request: codeRequest });
    await screen.see('One code lasts until');
    await screen.press('escape');
    await screen.gone('next code in');
    expect([calls.includes('code left'), session.getSnapshot().value.modal]).toEqual([true, 'none']);
  });
});

describe('dialogs', () => {
  it.each([
    ['help', '?', 'MOVING'],
    ['the palette', ':', 'configure'],
  ])('%s is above the pane at every size, and Esc closes it', async (_, key, text) => {
    const { screen, session } = await home();
    await screen.press(key);
    for (const [columns, rows] of sizes) {
      await screen.resize(columns, rows);
      await screen.see(text);
      expect(screen.text().at(-1)).toContain('close');
    }
    await screen.press('escape');
    await screen.gone('esc close');
    expect(session.getSnapshot().value.modal).toBe('none');
    expect(faultsOf(screen, identity.account)).toEqual([]);
  });

  it('the palette runs the typed command', async () => {
    const { screen, session } = await home();
    await screen.press(':');
    await screen.type('prof');
    await screen.press('enter');
    await waitFor(session, ({ value }) => value.view === 'profiles');
    await screen.see('environment keys');
  });

  it('the palette finds the access of the profile in use, and opens it', async () => {
    const { screen, session } = await home();
    await screen.press(':');
    await screen.type('access');
    await screen.see(/▸ access of default/);
    await screen.press('enter');
    await waitFor(session, ({ value }) => value.view === 'access');
    expect(session.getSnapshot().context.accessOf).toMatchObject({ profile: 'default' });
  });

  it('help is also one key away while a name is typed', async () => {
    const { screen, session } = await home();
    await screen.press('i');
    await screen.see('called?');
    await screen.type('?');
    expect(session.getSnapshot().value.modal).toBe('none');
    await screen.press('backspace', 'ctrl+g');
    expect(session.getSnapshot().value.modal).toBe('help');
  });
});

describe('a running deletion', () => {
  it('asks before quitting, and says what AWS does without the program and how to come back', async () => {
    let say: (event: DeleteEvent) => void = () => {};
    const { screen, session, calls } = await home(
      {
        loadHome: async () => ({ ...freshHome, found: { kind: 'project', project } }),
        deletion: {
          run: (send) => {
            say = send;
          },
        },
      },
      { cloud: { kind: 'aws' } },
    );
    await deleteScenes.find(({ pane }) => pane === 'delete.running')?.go?.(session);
    say({ type: 'NEWS', news: { kind: 'step', index: 0 } });
    say({ type: 'NEWS', news: { kind: 'update', update: updates.running } });
    await screen.press('q');
    await screen.see('SHOP IS BEING DELETED');
    for (const [columns, rows] of sizes) {
      await screen.resize(columns, rows);
      await screen.see('AWS continues to delete the stack');
      await screen.see('amplify-tui delete');
      expect(screen.text().at(-1)).toMatch(/b leave \(the rest waits\) +esc stay/);
    }
    say({ type: 'NEWS', news: { kind: 'step', index: 1 } });
    await screen.see('What is not deleted yet stays until you come back.');
    await screen.press('ctrl+c');
    expect(calls.at(-1)).toBe('leave');
  });
});

describe('a deployment and the keys around it', () => {
  it('is left for home with one key at every width, also if details are open because there is room', async () => {
    let say: Sender = () => {};
    const { screen } = await home({
      follow: (send) => {
        say = send;
      },
    });
    await screen.resize(120, 40);
    await deploy(screen);
    await screen.see('Deploying');
    say({ type: 'UPDATE', update: updates.running });
    await screen.see('d hide details');
    expect(screen.text().at(-1)).toContain('esc continue in the background');
    // Details opened by hand are closed first.
    await screen.press('d', 'd');
    expect(screen.text().at(-1)).not.toContain('continue in the background');
    await screen.press('escape');
    await screen.see('esc continue in the background');
    await screen.press('escape');
    await screen.see('PROJECT');
  });

  it('continues behind home, asks before quitting, and is left with one key', async () => {
    let say: Sender = () => {};
    const { screen, session, calls } = await home({
      follow: (send) => {
        say = send;
      },
    });
    await deploy(screen);
    await screen.see('Deploying');
    await screen.press('escape');
    await screen.see('PROJECT');
    say({ type: 'UPDATE', update: updates.running });
    await screen.see(/of 3/);
    await screen.press('q');
    await screen.see('A DEPLOYMENT IS RUNNING');
    for (const [columns, rows] of sizes) {
      await screen.resize(columns, rows);
      await screen.see('demo cloud ends with the demo');
      expect(screen.text().at(-1)).toMatch(/b leave \(it ends\) +d delete the stack +esc stay/);
    }
    await screen.press('escape');
    await screen.gone('A DEPLOYMENT IS RUNNING');
    expect(calls).not.toContain('leave');
    await screen.press('ctrl+c');
    await screen.see('A DEPLOYMENT IS RUNNING');
    await screen.press('ctrl+c');
    expect(calls.at(-1)).toBe('leave');
    expect(shownNow(session).pane).toBe('home');
  });

  it('of AWS says before it is left how to come back, and reports if it has ended meanwhile', async () => {
    let say: Sender = () => {};
    const { screen } = await home(
      {
        follow: (send) => {
          say = send;
        },
      },
      { cloud: { kind: 'aws' } },
    );
    await deploy(screen);
    await screen.see('Deploying');
    say({ type: 'UPDATE', update: updates.running });
    await screen.press('ctrl+c');
    for (const [columns, rows] of sizes) {
      await screen.resize(columns, rows);
      await screen.see(`amplify-tui watch ${stack.stackName}`);
      await screen.see('amplify-tui init --resume');
      expect(screen.text().at(-1)).toMatch(/b leave \(AWS continues\) +d delete the stack +esc stay/);
    }
    say({ type: 'SETTLED', update: updates.complete });
    await screen.see('THE DEPLOYMENT HAS ENDED');
    await screen.see(/is complete and the +files|is complete and the files/);
    expect(screen.text().at(-1)).toMatch(/q quit +esc stay/);
    await screen.press('escape');
    await screen.see('go to the project');
  });

  it('is drawn completely at any size while it moves', async () => {
    let say: Sender = () => {};
    const { screen } = await home({
      follow: (send) => {
        say = send;
      },
    });
    await deploy(screen);
    await screen.see('Deploying');
    for (const [columns, rows] of [...sizes, [61, 17], [99, 16], [100, 16], [150, 20]] as const) {
      await screen.resize(columns, rows);
      say({ type: 'UPDATE', update: updates.running });
      await screen.settled();
      expect(faultsOf(screen, identity.account), screen.text().join('\n')).toEqual([]);
      await screen.see('AuthRole');
    }
    say({ type: 'SETTLED', update: updates.complete });
    await screen.see('complete in 31s');
  });
});

describe('typed text', () => {
  it('arrives completely if it is pasted or typed ahead', async () => {
    const { screen, session } = await home();
    await screen.press('i');
    await screen.see('called?');
    await screen.press('ctrl+u');
    await screen.paste('tienda\n');
    await screen.type('2');
    const init = session.getSnapshot().context.init!;
    expect(init.getSnapshot().context.answers?.name).toBe('tienda2');
    expect(init.getSnapshot().value).toBe('name');
  });

  it('stays while Esc goes back through every step and leaves at the first', async () => {
    const { screen } = await home();
    // Wide enough for every key of a step in the footer.
    await screen.resize(120, 40);
    await screen.press('i');
    const titles = ['called?', 'editor', 'kind of app', 'app built?', 'profile?', 'right account?'];
    for (const title of titles) {
      await screen.see(title);
      await screen.press('enter');
    }
    await screen.see('Review: nothing');
    for (const title of titles.reverse()) {
      await screen.press('escape');
      await screen.see(title);
      // The footer shows only the keys of this step, none of the previous one.
      expect(screen.text().at(-1)?.includes('←→'), title).toBe(title === 'app built?');
    }
    await screen.press('escape');
    await screen.see('PROJECT');
    await screen.see('no Amplify project yet');
  });

  it('an unusable profile says why, and Enter does not accept it', async () => {
    const { screen, session } = await home();
    await screen.press('i');
    for (const title of ['called?', 'editor', 'kind of app', 'app built?']) {
      await screen.see(title);
      await screen.press('enter');
    }
    await screen.see('profile?');
    await screen.press('/');
    await screen.type('deployrole');
    await screen.see(/source profile ci-server is missing/i);
    await screen.press('enter', 'enter');
    expect(session.getSnapshot().context.init!.getSnapshot().value).toBe('access');
  });
});

it('the help explains marks and words, and can be filtered', async () => {
  const { screen } = await home();
  await screen.press('?', '/');
  await screen.type('copy of the backend');
  await screen.see(/environment +A copy of the backend/);
  await screen.gone('MOVING');
  await screen.press('escape', '/');
  await screen.type('stabilised');
  await screen.see(/◌ +Created/);
});

it('the help starts with the purpose of the screen, and has the keys of help and commands, too', async () => {
  const { screen } = await home();
  await screen.press('?');
  await screen.see('THIS SCREEN');
  await screen.see('Everything about the project of this folder');
  await screen.press('/');
  await screen.type('choose by name');
  await screen.see(/: {2}\^k +commands +Lists what can be done/);
  await screen.press('escape', '/');
  await screen.type('marks and words');
  await screen.see(/\? {2}\^g +help +Shows this/);
});

it('the help counts keys, names each, and says what else there is to say', async () => {
  const { screen } = await home();
  await screen.resize(120, 40);
  await screen.press('p');
  await screen.see('Profiles');
  await screen.press('?');
  await screen.see(/^│ {3}\d+ keys +▼/m);
  await screen.press('/');
  await screen.type('source_profile');
  await screen.see(/n +rename +In both files; source_profile entries are updated too\./);
  await screen.press('escape', 'end');
  await screen.see(/^│ {3}\d+ keys +▲/m);
  await screen.press('home', 'down', 'down', 'down', 'down');
  await screen.see(/^│ {3}\d+ of \d+ keys/m);
});

it.each([
  [60, 16],
  [80, 24],
  [100, 30],
  [120, 40],
  [140, 45],
  [200, 50],
])('the help and the commands leave no strips of the pane beside them: %i by %i', async (columns, rows) => {
  const { screen } = await home();
  await screen.resize(columns, rows);
  for (const [key, title] of [
    ['?', '╭ HELP'],
    [':', '╭ COMMANDS'],
  ] as const) {
    await screen.press(key);
    await screen.see(title);
    const beside =
      screen
        .text()
        .find((row) => row.includes(title))
        ?.indexOf('╭') ?? -1;
    expect(beside === 0 || beside >= 12, `${title} begins in column ${beside}`).toBe(true);
    await screen.press('escape');
    await screen.gone(title);
  }
});

it('the commands show the whole sentence of the selected one if it is cut', async () => {
  const { screen } = await home();
  await screen.press(':');
  await screen.type('settings');
  await screen.see('Theme, glyphs, mouse, bell, notifications and what else the terminal is');
  await screen.see('asked for; kept in settings.ini.');
});

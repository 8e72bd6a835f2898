import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { never, type Pretence, pretend, sends, settledWith, startSession } from '../support/pretend.ts';
import {
  folder,
  freshHome,
  identity,
  project,
  trouble,
  unfinished,
  updates,
} from '../support/pretend-values.ts';
import { closeScreens } from '../support/screen.tsx';
import { type Session, showApp } from './support/app.tsx';
import { deployed, started } from './support/ways.ts';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

async function show(given: Partial<Pretence>, input?: Parameters<typeof startSession>[1]) {
  const pretended = pretend(given);
  const session = startSession(pretended, input);
  running.push(session);
  await waitFor(session, ({ value }) => value.who === 'known');
  const screen = await showApp(session, { columns: 120, rows: 40 });
  return { session, screen, calls: pretended.calls };
}

const ofProject = {
  ...freshHome,
  found: { kind: 'project' as const, project: { ...project, environment: 'dev' } },
};
const complete: Partial<Pretence> = { watch: sends({ type: 'SETTLED', update: updates.complete }) };

describe('a key of home that does nothing', () => {
  it.each([
    ['h', /choose another one first|The project itself names its profile/],
    ['l', /The access in use is signed in/],
    ['b', /no project in this folder/],
  ])('%s says why, and the message disappears with the next key', async (key, why) => {
    const { screen } = await show({});
    await screen.see('1 PROJECT');
    await screen.press(key);
    await screen.see(why);
    await screen.press('5');
    await screen.gone(why);
  });

  it('says that there is nothing to block for a bucket that is not public', async () => {
    const { screen } = await show({ loadHome: async () => ofProject, ...complete });
    await screen.press('b');
    await screen.see(/nothing to block/);
  });
});

describe('Enter on an entry of the activity', () => {
  const entry = (text: string, where = folder) => ({ at: 1, text, tone: 'good' as const, folder: where });

  it.each([
    ['init finished: shop-2026, 5 files', 'the stack', { view: 'watch' }],
    ['signed in with dev', 'the profiles', { view: 'profiles' }],
    ['settings saved: theme dark', 'the settings', { view: 'settings' }],
    ['something else', 'the calls', { view: 'home', front: 'calls' }],
  ])('opens the subject of "%s", as the footer says', async (text, label, where) => {
    const { session, screen } = await show({
      loadHome: async () => ({ ...ofProject, activity: [entry(text)] }),
      ...complete,
    });
    await screen.press('5', 'end');
    await screen.see(new RegExp(`⏎ ${label}`));
    await screen.press('enter');
    await waitFor(session, ({ value }) =>
      Object.entries(where).every(([region, state]) => value[region as 'view'] === state),
    );
  });

  it('opens the init that has failed and can be resumed', async () => {
    const { session, screen } = await show({
      loadHome: async () => ({ ...freshHome, unfinished, activity: [entry('init failed: shop-2026')] }),
    });
    await screen.press('5', 'end');
    await screen.see(/⏎ the deployment/);
    await screen.press('enter');
    await waitFor(session, ({ value }) => value.view === 'init');
  });

  it('opens the project of another folder', async () => {
    const { screen, calls } = await show({
      loadHome: async () => ({ ...freshHome, activity: [entry('init finished: other', '/home/sam/other')] }),
    });
    await screen.press('5', 'end');
    await screen.see(/⏎ open the project/);
    await screen.press('enter');
    expect(calls).toContain('open /home/sam/other');
  });
});

it('p comes before what cannot work now, where the access may not read the stack', async () => {
  const broken = sends({
    type: 'BROKEN',
    problem: { ...trouble, code: 'ACCESS_DENIED' },
  });
  const { screen } = await show({ loadHome: async () => ofProject, watch: broken });
  await screen.resize(60, 16);
  await screen.see(/p profiles/);
});

it('the profiles say how long the session lasts, and what is wrong with one that cannot be used', async () => {
  const why = 'No keys in it.';
  const [first] = [...freshHome.profiles];
  const old = {
    ...first!,
    choice: { kind: 'profile' as const, name: 'old-ci' },
    label: 'old-ci',
    usable: { ok: false as const, why },
  };
  const { screen } = await show({
    loadHome: async () => ({ ...ofProject, profiles: [...freshHome.profiles, old] }),
    whoAmI: async () => ({ ...identity, expiresAt: Date.UTC(2026, 10, 23, 10, 26, 30) }),
    ...complete,
  });
  await screen.see(/● default .*41m/);
  await screen.see(/old-ci +✖ No keys in it\./);
});

it('p at the end of init opens the profiles, and home belongs to the new project afterwards', async () => {
  const { session, screen } = await show({ follow: settledWith(updates.complete) }, started);
  await deployed('done')(session);
  await screen.press('p');
  await waitFor(session, ({ value, context }) => value.view === 'profiles' && context.init === undefined);
  await screen.press('escape');
  await waitFor(session, ({ value }) => value.view === 'home');
  await screen.see('init finished');
});

it('the list of projects is updated with what home learns of the open one', async () => {
  const row = {
    folder: project.root,
    openedAt: 1,
    name: 'shop',
    environments: [],
    current: true,
    gone: false,
    production: false,
  };
  const { session, screen } = await show({
    loadHome: async () => ({ ...ofProject, environments: ['dev', 'prod'] }),
    projects: { look: async () => [row] },
    ...complete,
  });
  session.send({ type: 'OPEN_PROJECTS' });
  await screen.see('Projects');
  await screen.see(/shop .*dev, prod/);
  await screen.see(/shop .*1111-?2222-?3333.* complete/);
  await screen.gone('never asked');
});

it('an environment other than the current one keeps its last state and its age', async () => {
  const at = Date.UTC(2026, 10, 23, 9, 40);
  const { screen } = await show({
    loadHome: async () => ({
      ...ofProject,
      environments: ['dev', 'prod'],
      stacks: { prod: { name: 'amplify-shop-prod', status: 'UPDATE_COMPLETE', at } },
    }),
    ...complete,
  });
  await screen.see(/prod +✔ updated/);
  await screen.see(/prod .*5 min ago/);
});

it('production is shown in words: in the top line, and on the row of the profile', async () => {
  const home = {
    ...ofProject,
    production: [ofProject.access?.choice.kind === 'profile' ? ofProject.access.choice.name : ''],
  };
  const { session, screen } = await show({ loadHome: async () => home, ...complete });
  await screen.see(/PRODUCTION .*\d{12}/);
  await screen.press('4');
  const row = screen.text().find((line) => /▸/.test(line));
  expect(row).toMatch(/PROD/);
  await screen.resize(60, 16);
  expect(screen.text()[0]).toContain('PRODUCTION');
  session.send({ type: 'OPEN_PROFILES' });
  await screen.see('Profiles');
});

it('the last state of a stack is shown in full at 60 columns while it is read: its name is dropped first', async () => {
  const stack = { name: 'amplify-a-shop-of-a-long-name-dev-20261123', status: 'CREATE_COMPLETE', at: 1 };
  const { screen } = await show({
    loadHome: async () => ({ ...ofProject, remembered: stack }),
    watch: never,
  });
  await screen.resize(60, 16);
  await screen.see(/as of 1970-01-01 \d\d:\d\d it was complete/);
});

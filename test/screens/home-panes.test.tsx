import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { homeCursorOf } from '../../components/panes/home/home-cursor.ts';
import type { Host } from '../../components/panes/pane-props.ts';
import type { HomePlace } from '../../src/state/projects.ts';
import { pretend, sends, startSession } from '../support/pretend.ts';
import { freshHome, identity, project, trouble, updates } from '../support/pretend-values.ts';
import { closeScreens, type Screen } from '../support/screen.tsx';
import { host, type Session, showApp } from './support/app.tsx';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

/** Home of a project with two environments and a complete stack. */
async function home(
  columns: number,
  rows: number,
  given: Partial<Host> = {},
  place?: HomePlace,
  update = updates.complete,
) {
  const pretended = pretend({
    loadHome: async () => ({
      ...freshHome,
      ...(place ? { place } : {}),
      found: { kind: 'project', project: { ...project, layout: 'multi-env', environment: 'dev' } },
      environments: ['dev', 'prod'],
    }),
    compareBackend: async () => [
      {
        category: 'api',
        name: 'shopApi',
        service: 'AppSync',
        change: 'update',
        files: [
          { path: 'resolvers/q.vtl', change: 'create' },
          { path: 'schema.graphql', change: 'update' },
        ],
      },
      { category: 'auth', name: 'shopAuth', service: 'Cognito', change: 'create' },
    ],
    readFiles: async () => [
      {
        label: 'amplify/team-provider-info.json',
        state: 'there',
        purpose: 'the stack of each environment',
        isOfMachine: false,
      },
      {
        label: 'amplify/.config/local-aws-info.json',
        state: 'missing',
        purpose: 'the profile of each environment',
        isOfMachine: true,
      },
    ],
    watch: sends({ type: 'SETTLED', update }),
  });
  const session = startSession(pretended);
  running.push(session);
  await waitFor(
    session,
    ({ value, context }) =>
      value.who === 'known' && context.backend !== undefined && context.files !== undefined,
  );
  const screen = await showApp(session, { columns, rows, host: given });
  const focused = () =>
    screen
      .text()
      .join('\n')
      .match(/╭ (\d [A-Z]+)/)?.[1];
  return { session, screen, focused, calls: pretended.calls };
}

const pointed = (screen: Screen) => screen.text().find((row) => row.includes('▸'));

describe('the panes of home', () => {
  it('get the focus by number and by Tab, in their order and back', async () => {
    const { screen, focused } = await home(140, 40);
    expect(focused()).toBe('2 STACK');
    const seen: (string | undefined)[] = [];
    for (const key of ['1', '3', '4', '5', '6', 'tab', 'tab', 'shift+tab']) {
      await screen.press(key);
      seen.push(focused());
    }
    expect(seen).toEqual([
      '1 PROJECT',
      '3 ENVIRONMENTS',
      '4 PROFILES',
      '5 ACTIVITY',
      '6 CALLS',
      '1 PROJECT',
      '2 STACK',
      '1 PROJECT',
    ]);
  });

  it.each([
    ['3', 'j', /▸ +prod/, 'copy prod', 'environments'],
    ['4', 'j', /▸ +deployrole/, 'copy deployrole', 'profiles'],
    ['5', 'j', /▸ .*something was done before/, 'copy something was done before', 'calls'],
  ])('%s has a cursor that moves, can be copied from and opened', async (key, move, row, copied, view) => {
    const { session, screen, calls } = await home(140, 40);
    await screen.press(key);
    await screen.press(move);
    expect(pointed(screen)).toMatch(row);
    await screen.press('y');
    expect(calls).toContain(copied);
    await screen.press('enter');
    await waitFor(session, ({ value }) => [value.view, value.front].some((shown) => shown === view));
  });

  it.each([
    ['2', 'watch', 'w', /▸ \W*(\w+)/],
    ['3', 'environments', 'v', /▸ [● ]*(\w+)/],
    ['4', 'profiles', 'p', /▸ [● ]*(\w+)/],
  ])('opens pane %s, %s, on the selected row, but %s on its own', async (part, view, key, name) => {
    const { session, screen } = await home(140, 40);
    const row = () => name.exec(pointed(screen) ?? '')?.[1];
    await screen.press(part);
    const first = row();
    await screen.press('end');
    const chosen = row();
    expect(chosen).not.toBe(first);
    await screen.press('enter');
    await waitFor(session, ({ value }) => value.view === view);
    await screen.see(new RegExp(`▸ \\W*${chosen}`));
    expect(row()).toBe(chosen);
    await screen.press('escape');
    await waitFor(session, ({ value }) => value.view === 'home');
    await screen.press(key);
    await waitFor(session, ({ value }) => value.view === view);
    await screen.gone(new RegExp(`▸ \\W*${chosen}`));
  });

  it("show the project as a tree: resources with the files that differ, then Amplify's files", async () => {
    const { screen, calls } = await home(140, 40);
    await screen.press('1');
    await screen.see(/▸ api +shopApi +~ changed/);
    await screen.see(/├ resolvers\/q.vtl +\+ new/);
    await screen.see(/└ schema.graphql +~ changed/);
    await screen.see(/auth +shopAuth +\+ new/);
    await screen.see(/nfo.json +✖ missing/);
    await screen.press('down', 'down');
    await screen.see(/differs +changed here/);
    await screen.press('end');
    await screen.see(/holds +the profile of each/);
    await screen.press('y');
    expect(calls).toContain('copy amplify/.config/local-aws-info.json');
  });

  it('open items of the project in the editor: a resource by its folder, a file by its path', async () => {
    const { session, screen, calls } = await home(140, 40);
    await screen.press('1');
    expect(screen.text().at(-1)).toContain('⏎ open in the editor');
    await screen.press('enter', 'down', 'enter', 'end', 'enter');
    expect(calls.filter((call) => call.startsWith('edit '))).toEqual([
      'edit amplify/backend/api/shopApi',
      'edit amplify/backend/api/shopApi/resolvers/q.vtl',
      'edit amplify/.config/local-aws-info.json',
    ]);
    const reads = () => calls.filter((call) => call === 'readFiles').length;
    const before = reads();
    session.send({ type: 'FILE_EDITED' });
    await waitFor(session, ({ value }) => value.view === 'home' && reads() > before);
  });

  it('open the page of a stack in the console, for its rows and its environment; for a profile the sign-in of its account', async () => {
    const { screen, calls } = await home(140, 40);
    await screen.press('O', '3', 'O', 'j', 'O', '4', 'O');
    expect(calls.filter((call) => call.startsWith('console '))).toEqual([
      `console ${updates.complete.progress.stackId}`,
      `console ${project.stack?.stackId}`,
      'console default 111122223333',
    ]);
  });

  it.each([
    [140, 40],
    [80, 24],
    [60, 16],
  ])('give one of them all the space at %i by %i, and take it back', async (columns, rows) => {
    const { screen, focused } = await home(columns, rows);
    await screen.press('1', '+');
    await screen.gone('2 STACK');
    await screen.see(/▸ api +shopApi/);
    await screen.press('4');
    expect(focused()).toBe('4 PROFILES');
    await screen.gone('1 PROJECT');
    await screen.press('escape');
    await screen.see('1 PROJECT');
  });

  it("copy AWS's name of the row: a resource's physical id, the ARN of the current profile", async () => {
    const { session, screen, calls } = await home(140, 40);
    await screen.press('y');
    const first = updates.complete.progress.resources[0]!;
    expect(calls).toContain(`copy ${first.physicalId ?? first.logicalId}`);
    await screen.press('4');
    await screen.press('y');
    expect(calls).toContain(`copy ${identity.arn}`);
    await screen.press('2');
    await screen.press('enter');
    await waitFor(session, ({ value }) => value.view === 'watch');
  });

  it('list what is possible now first in the palette, and why the rest is not, last', async () => {
    const { screen } = await home(140, 40);
    await screen.press(':');
    await screen.see(/▸ (?!failed only)/);
    await screen.press('end');
    await screen.see(/ failed only +Nothing has failed\./);
    await screen.see(/▸ init +This folder has a project already/);
  });

  it('show the outputs of the stack instead of its resources: in detail, copied, and back', async () => {
    const arn = `arn:aws:iam::111122223333:role/${'a-name-that-is-long-'.repeat(4)}`;
    const { progress } = updates.complete;
    const update = {
      ...updates.complete,
      progress: { ...progress, outputs: { Region: 'eu-west-1', Role: arn } },
    };
    const { screen, calls } = await home(140, 40, {}, undefined, update);
    await screen.press('u');
    await screen.see(/▸ +Region +eu-west-1/);
    await screen.press('down');
    await screen.see(/output of/);
    await screen.press('y');
    expect(calls).toContain(`copy ${arn}`);
    await screen.press('u');
    await screen.see(/▸ ✔ /);
    await screen.gone(/▸ +Region/);
  });

  it('show the newest calls if there is room: in detail, copied as commands, filtered, opened', async () => {
    const copied: string[] = [];
    const { session, screen } = await home(140, 40, { copy: (text) => copied.push(text) });
    await screen.see(/DescribeStacks .* 403/);
    expect(screen.text().join('\n')).toMatch(/DescribeStackEvents .* 200.*\n.*DescribeStacks .* 403/);
    await screen.press('6');
    await screen.press('j');
    await screen.see(/result +403 AccessDenied/);
    await screen.press('y');
    expect(copied).toEqual([expect.stringMatching(/^aws cloudformation describe-stacks /)]);
    await screen.press('/');
    await screen.type('denied');
    await screen.gone('DescribeStackEvents');
    await screen.press('enter');
    await waitFor(session, ({ value }) => value.front === 'calls');
  });

  it('start where the project was left: pane, row, filter', async () => {
    const place = { part: 'environments', rows: { environments: 'prod' }, filters: { profiles: 'role' } };
    const { screen, focused } = await home(140, 40, {}, place);
    await screen.see(/▸ +prod/);
    expect(focused()).toBe('3 ENVIRONMENTS');
    await screen.press('4');
    expect(pointed(screen)).toMatch(/▸ +deployrole/);
    await screen.press('escape');
    await screen.see(/default +keys/);
  });

  it('keep their position while another pane is shown, and report it', async () => {
    const { session, screen, focused } = await home(140, 40);
    await screen.press('3', 'j', '4', 'j', 'enter');
    await waitFor(session, ({ value }) => value.view === 'profiles');
    expect(homeCursorOf(session).place()).toMatchObject({ part: 'profiles', rows: { environments: 'prod' } });
    await screen.press('escape');
    await waitFor(session, ({ value }) => value.view === 'home');
    expect([focused(), pointed(screen)]).toEqual(['4 PROFILES', expect.stringMatching(/deployrole/)]);
  });

  it('have calls at 120 columns if the profiles leave rows, otherwise say where they are', async () => {
    const { screen, focused } = await home(120, 40);
    await screen.press('6');
    expect(focused()).toBe('6 CALLS');
    const low = await home(120, 24);
    await low.screen.press('6');
    expect([low.focused(), low.screen.text().join('\n').includes('CALLS')]).toEqual(['2 STACK', false]);
    await low.screen.see(/L shows the calls/);
  });

  it('keep the newest call and entry visible while nobody moves', async () => {
    const listeners = new Set<() => void>();
    let calls = host.calls();
    const { session, screen } = await home(140, 40, {
      calls: () => calls,
      watchCalls: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    await screen.see('DescribeStackEvents');
    const [first] = calls;
    calls = [
      ...calls,
      ...Array.from({ length: 30 }, (_, at) => ({ ...first!, id: 100 + at, action: `Call${at}` })),
    ];
    for (const listener of listeners) listener();
    await screen.see('Call29');
    for (let at = 0; at < 30; at += 1)
      session.send({ type: 'NOT_KEPT', problem: { ...trouble, what: `entry ${at}.` } });
    await screen.see('entry 29.');
  });

  it('can be filtered', async () => {
    const { screen } = await home(140, 40);
    await screen.press('4');
    await screen.press('/');
    await screen.type('noreg');
    await screen.gone('deployrole  ');
    expect(pointed(screen)).toContain('noregion');
  });

  it.each([
    [140, 40],
    [120, 40],
  ])('show more of the row at %i by %i', async (columns, rows) => {
    const { screen } = await home(columns, rows);
    await screen.press('3');
    await screen.see('DETAIL');
    expect(screen.text().join('\n')).toMatch(/account +111122223333/);
  });

  it.each([
    [80, 24],
    [60, 16],
  ])('show the tree of the project at %i by %i if it has the focus', async (columns, rows) => {
    const { screen } = await home(columns, rows);
    await screen.press('1');
    await screen.see(/▸ api +shopApi/);
    await screen.see(/├ resolvers/);
    await screen.see('2 STACK');
  });

  it.each([
    [80, 24],
    [60, 16],
  ])('show the one with the focus at %i by %i, and again after another pane', async (columns, rows) => {
    const { session, screen, focused } = await home(columns, rows);
    await screen.press('4');
    expect(focused()).toBe('4 PROFILES');
    await screen.see('deployrole');
    session.send({ type: 'OPEN_PROFILES' });
    session.send({ type: 'HOME' });
    await screen.see('deployrole');
    expect(focused()).toBe('4 PROFILES');
  });
});

it('a machine without anything has a list of what to do, and the key of the first item first', async () => {
  const session = startSession(
    pretend({ loadHome: async () => ({ ...freshHome, access: undefined as never, profiles: [] }) }),
    { cloud: { kind: 'aws' } },
  );
  running.push(session);
  await waitFor(session, ({ value }) => value.view === 'home');
  const screen = await showApp(session, { columns: 120, rows: 40 });
  const text = screen.text().join('\n');
  expect(text).toMatch(/▸ 1 {2}AWS access +✖ none/);
  expect(text).toMatch(/2 {2}A project +○ after that/);
  expect(text).toMatch(/3 {2}Or try it .*the demo cloud/);
  expect(screen.text().at(-1)).toMatch(/^ c configure/);
  // Where there is little room, the rows and what Enter does come first.
  await screen.resize(60, 16);
  await screen.press('end');
  await screen.see(/▸ 3 {2}Or try it/);
  await screen.see('of yours is touched. When you quit it, you are back');
  await screen.see('here.');
  await screen.press('home');
  await screen.press('enter');
  await waitFor(session, ({ value }) => value.view === 'configure');
});

it('the demo in that list is started with Enter, as the footer says', async () => {
  const pretended = pretend({
    loadHome: async () => ({ ...freshHome, access: undefined as never, profiles: [] }),
  });
  const session = startSession(pretended, { cloud: { kind: 'aws' } });
  running.push(session);
  await waitFor(session, ({ value }) => value.view === 'home');
  const screen = await showApp(session, { columns: 120, rows: 40 });
  expect(screen.text().at(-1)).toContain('⏎ open');
  await screen.press('end');
  await screen.see('⏎ start the demo');
  await screen.press('enter');
  expect(pretended.calls).toContain('demo');
});

describe('a pane of home that is not shown', () => {
  const found = { none: { kind: 'none' }, classic: { kind: 'project', project } } as const;

  it.each([
    ['none', 80, '3', 'There is no project in this folder; press i to create one.'],
    ['classic', 80, '3', 'This project has one backend, without environments'],
    ['classic', 80, '6', 'There is no room for it here'],
    ['none', 80, '6', 'There is no room for it here'],
  ] as const)('says why: %s at %i columns, key %s', async (kind, columns, key, says) => {
    const session = startSession(pretend({ loadHome: async () => ({ ...freshHome, found: found[kind] }) }));
    running.push(session);
    await waitFor(session, ({ context }) => context.home !== undefined);
    const screen = await showApp(session, { columns, rows: 24 });
    await screen.press(key);
    await screen.see(says);
  });
});

import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createActor, waitFor } from 'xstate';
import { projectRows } from '../../../src/app/actors/projects.ts';
import type { AppContext } from '../../../src/app/app-context.ts';
import { keepActivity } from '../../../src/app/keep-activity.ts';
import { keepProject } from '../../../src/app/keep-project.ts';
import { type OpenProject, openProjects } from '../../../src/app/open-projects.ts';
import { rowState } from '../../../src/flows/projects/rows.ts';
import type { ActivityEntry } from '../../../src/state/activity.ts';
import { openRecentProjects } from '../../../src/state/projects.ts';
import { deployed } from '../../screens/support/ways.ts';
import { eventually } from '../../support/eventually.ts';
import { folderOfTest } from '../../support/folders.ts';
import { type Pretence, pretend, startSession } from '../../support/pretend.ts';
import { freshHome, identity, plan, project, updates } from '../../support/pretend-values.ts';

const first = { folder: '/home/sam/shop', flags: { profile: 'ci' } } as AppContext;

/** Projects on stand-in sessions; each deploys what `given` says. */
function opened(given: Partial<Pretence> = {}) {
  const told: string[] = [];
  const closed: string[] = [];
  const begun: { folder: string; flags: AppContext['flags']; access: unknown }[] = [];
  const projects = openProjects(
    first,
    (appContext, more): OpenProject => {
      begun.push({ folder: appContext.folder, flags: appContext.flags, access: more?.access });
      const session = createActor(pretend(given).session, {
        input: {
          ...{ folder: appContext.folder, start: 'home', cloud: { kind: 'aws' }, now: () => 0 },
          elsewhere: () => projects.elsewhere(),
          ...more,
        },
      });
      const close = async () => {
        closed.push(appContext.folder);
        session.stop();
      };
      return { appContext, session, close };
    },
    (name, { text }) => told.push(`${name}: ${text}`),
  );
  projects.shown().session.start();
  const atHome = () => waitFor(projects.shown().session, ({ value }) => value.view === 'home');
  return { projects, told, closed, begun, atHome };
}

/** Confirms an `init` and leaves it in the background while its stack is being made. */
async function deploy(projects: ReturnType<typeof opened>['projects']) {
  const { session } = projects.shown();
  session.send({ type: 'OPEN_INIT' });
  await deployed('following')(session);
  session.send({ type: 'HOME' });
}

describe('the projects of a run', () => {
  it('shows another one and ends the idle one; its chosen access comes back with it', async () => {
    const { projects, closed, begun, atHome } = opened();
    await atHome();
    projects.shown().session.send({ type: 'USE_ACCESS', choice: { kind: 'profile', name: 'other' } });
    projects.open('/home/sam/tienda');
    expect(projects.shown().appContext.folder).toBe('/home/sam/tienda');
    expect(closed).toEqual([first.folder]);
    await atHome();
    projects.open(first.folder);
    expect(begun).toEqual([
      { folder: first.folder, flags: { profile: 'ci' }, access: undefined },
      // The flags of the command line apply to the folder in which it was run.
      { folder: '/home/sam/tienda', flags: {}, access: undefined },
      {
        ...{ folder: first.folder, flags: { profile: 'ci' } },
        access: { choice: { kind: 'profile', name: 'other' }, source: 'chosen in this session' },
      },
    ]);
    await projects.close();
  });

  it('is not opened twice by another name of its folder', async () => {
    const home = folderOfTest();
    const [shop, link] = [join(home, 'shop'), join(home, 'link')];
    await mkdir(shop);
    await symlink(shop, link);
    const { projects, begun, atHome } = opened();
    projects.open(link);
    await atHome();
    await deploy(projects);
    projects.open('/home/sam/tienda');
    projects.open(shop);
    expect(projects.shown().appContext.folder).toBe(link);
    expect(begun.map(({ folder }) => folder)).toEqual([first.folder, link, '/home/sam/tienda']);
    await projects.close();
  });

  it('continues a deployment behind another project, reports it, and never touches its access', async () => {
    let send: Parameters<Pretence['follow']>[0] = () => {};
    const { projects, told, closed, atHome } = opened({
      follow: (given) => {
        send = given;
        queueMicrotask(() => given({ type: 'UPDATE', update: updates.running }));
      },
    });
    await atHome();
    await deploy(projects);
    const behind = projects.shown().session;
    const heard = vi.fn();
    projects.watch(heard);
    projects.open('/home/sam/tienda');
    expect(closed).toEqual([]);
    expect(behind.getSnapshot().status).toBe('active');
    expect(projects.elsewhere()).toMatchObject([
      {
        folder: first.folder,
        isDeploying: true,
        goesOnAlone: true,
        short: expect.stringMatching(/^\d+\/\d+$/),
      },
    ]);
    await atHome();
    const { access } = behind.getSnapshot().context.init!.getSnapshot().context.answers!;
    projects.shown().session.send({ type: 'USE_ACCESS', choice: { kind: 'profile', name: 'other' } });
    expect(behind.getSnapshot().context.init!.getSnapshot().context.answers!.access).toEqual(access);
    send({ type: 'SETTLED', update: updates.complete });
    await eventually(() => expect(told.join()).toMatch(/: init finished/));
    // The activity lists it, too, wherever the user is.
    expect(projects.shown().session.getSnapshot().context.activity.at(-1)).toMatchObject({
      ...{ text: expect.stringMatching(/^init finished/), folder: first.folder, tone: 'good' },
    });
    expect(heard.mock.calls.length).toBeGreaterThan(1);
    await eventually(() => expect(projects.elsewhere()).toEqual([]));
    // Its result can still be seen.
    expect(closed).toEqual([]);
    projects.open(first.folder);
    expect(projects.shown().session).toBe(behind);
    expect(projects.elsewhere()).toEqual([]);
    await projects.close();
    expect(closed.sort()).toEqual([first.folder, '/home/sam/tienda'].sort());
  });
});

describe('the list of projects', () => {
  it('shows the progress of running deployments, also in the current project, and the account', async () => {
    const { projects, atHome } = opened({
      follow: (send) => queueMicrotask(() => send({ type: 'UPDATE', update: updates.running })),
    });
    await atHome();
    await deploy(projects);
    await eventually(() => expect(projects.running()[0]?.words).toMatch(/ of /));
    expect(projects.elsewhere()).toEqual([]);
    const stateFolder = folderOfTest();
    const list = () =>
      projectRows(
        { folder: first.folder, stateFolder, clock: { now: () => 0 } as AppContext['clock'] },
        projects.running(),
      );
    const begun = { account: plan.identity.account, region: plan.identity.region, environments: [] };
    expect(await list()).toMatchObject([{ ...begun, current: true, running: projects.running()[0]?.words }]);
    // The record of an earlier deployment is not its current state.
    await openRecentProjects(stateFolder).note({
      ...{ folder: first.folder, openedAt: 0, name: 'shop', environments: [] },
      stack: { name: 'shop', status: 'CREATE_COMPLETE', at: 0 },
    });
    const [row] = await list();
    expect(rowState(row!, 0)).toEqual({ tone: 'running', words: projects.running()[0]?.words });
    await projects.close();
  });
});

describe('an opened project', () => {
  let state: string;
  beforeEach(async () => {
    state = folderOfTest();
  });

  it('is remembered with its account and the state of its stack, but only if it is a project', async () => {
    const appContext = {
      stateFolder: state,
      clock: { now: () => 5 },
      log: { warn: () => {} },
    } as unknown as AppContext;
    const complete = {
      ...updates.complete,
      progress: { ...updates.complete.progress, stackName: project.stack!.stackName },
    };
    for (const found of [{ kind: 'none' } as const, { kind: 'project', project } as const]) {
      const session = startSession(
        pretend({
          loadHome: async () => ({ ...freshHome, found }),
          watch: (send) => queueMicrotask(() => send({ type: 'UPDATE', update: complete })),
        }),
      );
      const place = { part: 'profiles', rows: { profiles: 'ci' }, filters: {} };
      const end = keepProject(session, appContext, { place: () => place, listen: () => () => {} });
      await waitFor(session, ({ value }) => value.view === 'home' && value.who === 'known');
      if (found.kind === 'project')
        await waitFor(session.getSnapshot().context.watch!, ({ context }) => context.update !== undefined);
      await end();
      session.stop();
      expect((await openRecentProjects(state).list()).length).toBe(found.kind === 'project' ? 1 : 0);
    }
    expect((await openRecentProjects(state).list())[0]).toMatchObject({
      ...{ folder: project.root, name: project.settings.name, openedAt: 5 },
      ...{ account: identity.account, region: identity.region },
      stack: { name: project.stack!.stackName, status: complete.progress.status, at: 5 },
      place: { part: 'profiles', rows: { profiles: 'ci' } },
    });
  });
});

it('keeps its activity to itself: other projects keep theirs', async () => {
  const kept: string[] = [];
  const activity = { add: async ({ text }: ActivityEntry) => void kept.push(text), list: async () => [] };
  const session = startSession(pretend());
  keepActivity(session, { activity, log: { warn: () => {} } } as unknown as AppContext);
  await waitFor(session, ({ value }) => value.view === 'home' && value.who === 'known');
  const entry = { at: 0, text: 'init finished: tienda', tone: 'good', folder: '/home/sam/tienda' } as const;
  session.send({ type: 'HAPPENED', entry });
  expect(session.getSnapshot().context.activity.at(-1)).toEqual(entry);
  session.send({ type: 'KEPT', name: 'ci' });
  expect(kept.at(-1)).toBe('this folder starts with ci from now on');
  expect(kept).not.toContain(entry.text);
  session.stop();
});

import { describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { dialogCommands } from '../../../../machines/commands.ts';
import { leavingTitle } from '../../../../machines/session/leaving.ts';
import { never, type Pretence, pretend, startSession } from '../../../support/pretend.ts';
import { freshHome, plan, project, updates } from '../../../support/pretend-values.ts';

const projectHome = { ...freshHome, found: { kind: 'project' as const, project } };

/** A session in the middle of a deployment, with a record of how it was left. */
async function deploying(given: Partial<Pretence> = {}) {
  const pretended = pretend(given);
  const ends: unknown[] = [];
  const machine = pretended.session.provide({ actions: { leave: (_, how) => void ends.push(how) } });
  const session = startSession({ ...pretended, session: machine }, { start: 'init', cloud: { kind: 'aws' } });
  await waitFor(session, ({ value }) => value.view === 'init');
  const init = session.getSnapshot().context.init!;
  for (const state of ['name', 'editor', 'app', 'framework', 'access', 'identity']) {
    await waitFor(init, ({ value }) => value === state);
    init.send({ type: 'NEXT' });
  }
  await waitFor(init, (snapshot) => snapshot.matches('review'));
  init.send({ type: 'CONFIRM' });
  return { session, ends, deployment: init.getSnapshot().children.deployment! };
}

describe('leaving a deployment', () => {
  it.each([
    ['Ctrl+C on the question', { type: 'LEAVE', interrupted: true }, true],
    ['its key', { type: 'LEAVE' }, false],
  ] as const)('is an interruption or not: by %s', async (_, event, interrupted) => {
    const { session, ends } = await deploying({ follow: () => {} });
    session.send({ type: 'QUIT' });
    session.send(event);
    expect(ends).toEqual([{ interrupted }]);
    session.stop();
  });

  it('is no longer an interruption when nothing runs', async () => {
    let say: Parameters<Pretence['follow']>[0] = () => {};
    const { session, ends, deployment } = await deploying({
      follow: (told) => {
        say = told;
      },
    });
    await waitFor(deployment, (state) => state.matches('following'));
    session.send({ type: 'QUIT' });
    say({ type: 'SETTLED', update: updates.denied });
    await waitFor(deployment, (state) => state.matches('failed'));
    session.send({ type: 'LEAVE', interrupted: true });
    expect(ends).toEqual([{ interrupted: false }]);
    session.stop();
  });

  it('says that AWS continues only if it does', async () => {
    const { session, deployment } = await deploying({ removeStack: () => {}, storeBackend: never });
    const label = () => dialogCommands(session).find(({ id }) => id === 'LEAVE')?.label;
    await waitFor(deployment, (state) => state.matches('following'));
    session.send({ type: 'QUIT' });
    expect(label()).toBe('leave (AWS continues)');
    session.send({ type: 'DELETE_STACK' });
    await waitFor(deployment, (state) => state.matches('cleaning'));
    session.send({ type: 'QUIT' });
    expect(label()).toBe('leave (the rest waits)');
    session.stop();
  });
});

describe('a deployment in the background', () => {
  const says = () => {
    let say: Parameters<Pretence['follow']>[0] = () => {};
    return {
      say: (event: Parameters<typeof say>[0]) => say(event),
      follow: (told: typeof say) => {
        say = told;
      },
    };
  };
  const texts = (session: Awaited<ReturnType<typeof deploying>>['session']) =>
    session.getSnapshot().context.activity.map(({ text }) => text);

  it.each(['home', 'profiles'] as const)(
    'reports its end once, and home shows the project: from %s',
    async (pane) => {
      const { say, follow } = says();
      const homes = [freshHome, projectHome];
      const { session, deployment } = await deploying({
        follow,
        loadHome: async () => homes.shift() ?? projectHome,
      });
      await waitFor(deployment, (state) => state.matches('following'));
      session.send({ type: 'HOME' });
      if (pane === 'profiles') session.send({ type: 'OPEN_PROFILES' });
      say({ type: 'SETTLED', update: updates.complete });
      await waitFor(deployment, (state) => state.matches('done'));
      if (pane === 'profiles') session.send({ type: 'HOME' });
      await waitFor(session, ({ context }) => context.home?.found.kind === 'project');
      const finished = `init finished: ${plan.stackName}`;
      expect(texts(session).filter((text) => text.startsWith('init finished'))).toEqual([finished]);
      // The page with what was written is still shown; leaving it prints nothing twice.
      session.send({ type: 'OPEN_INIT' });
      deployment.send({ type: 'CLOSE' });
      await waitFor(session, ({ context }) => context.init === undefined);
      expect(texts(session).filter((text) => text.startsWith('init finished'))).toEqual([finished]);
      session.stop();
    },
  );

  it('reports a failure that was watched and left', async () => {
    const { say, follow } = says();
    const { session, deployment } = await deploying({ follow });
    await waitFor(deployment, (state) => state.matches('following'));
    say({ type: 'SETTLED', update: updates.denied });
    await waitFor(deployment, (state) => state.matches('failed'));
    deployment.send({ type: 'KEEP' });
    await waitFor(session, ({ context }) => context.init === undefined);
    expect(texts(session).at(-1)).toBe(`init failed: ${plan.stackName} was rolled back`);
    session.stop();
  });

  it('reports that it needs the user', async () => {
    const { say, follow } = says();
    const { session, deployment } = await deploying({ follow });
    await waitFor(deployment, (state) => state.matches('following'));
    session.send({ type: 'HOME' });
    say({ type: 'SETTLED', update: updates.denied });
    await waitFor(deployment, (state) => state.matches('failed'));
    expect(texts(session).at(-1)).toBe(`init failed: ${plan.stackName} was rolled back`);
    // Seen and left, it is reported once.
    session.send({ type: 'OPEN_INIT' });
    deployment.send({ type: 'KEEP' });
    await waitFor(session, ({ context }) => context.init === undefined);
    expect(texts(session).filter((text) => text.startsWith('init failed'))).toHaveLength(1);
    expect(session.getSnapshot().context.initFailed).toEqual({
      stackName: plan.stackName,
      words: 'was rolled back',
    });
    session.stop();
  });
});

describe('leaving a flow in the middle', () => {
  /** A session whose `init` has been answered up to the editor. */
  async function atEditor() {
    const pretended = pretend({});
    const ends: unknown[] = [];
    const machine = pretended.session.provide({ actions: { leave: (_, how) => void ends.push(how) } });
    const session = startSession({ ...pretended, session: machine }, { start: 'init' });
    await waitFor(session, ({ value }) => value.view === 'init');
    const init = session.getSnapshot().context.init!;
    await waitFor(init, ({ value }) => value === 'name');
    return { session, init, ends };
  }

  it('leaves at once if nothing was answered yet', async () => {
    const { session, ends } = await atEditor();
    session.send({ type: 'QUIT' });
    expect(ends).toEqual([{ interrupted: false }]);
    session.stop();
  });

  it('asks once the first question was answered or typed into, and stays if the user wants to', async () => {
    const { session, init, ends } = await atEditor();
    init.send({ type: 'EDIT', answers: { name: 'other' } });
    session.send({ type: 'QUIT' });
    expect(session.getSnapshot().value.modal).toBe('quit');
    session.send({ type: 'CLOSE_MODAL' });
    init.send({ type: 'NEXT' });
    session.send({ type: 'QUIT' });
    expect(session.getSnapshot().value.modal).toBe('quit');
    expect(leavingTitle(session.getSnapshot())).toBe('init is not finished');
    expect(ends).toEqual([]);
    session.send({ type: 'LEAVE' });
    expect(ends).toEqual([{ interrupted: false }]);
    session.stop();
  });

  it('leaves at once by a typed word', async () => {
    const { session, init, ends } = await atEditor();
    init.send({ type: 'NEXT' });
    session.send({ type: 'QUIT', typed: true });
    expect(ends).toEqual([{ interrupted: false }]);
    session.stop();
  });
});

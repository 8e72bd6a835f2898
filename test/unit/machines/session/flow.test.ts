import { afterEach, describe, expect, it } from 'vitest';
import { type ActorRefFrom, type AnyEventObject, waitFor } from 'xstate';
import { activeStates, dialogCommands, machineCommands } from '../../../../machines/commands.ts';
import type { DeleteEvent } from '../../../../machines/delete/types.ts';
import type { InitLocalState } from '../../../../machines/init/types.ts';
import type { sessionMachine } from '../../../../machines/session/machine.ts';
import type { HomeData, IdentifyInput, SessionInput } from '../../../../machines/session/types.ts';
import { Problem } from '../../../../src/core/problem.ts';
import type { AccessOption } from '../../../../src/credentials/access-option.ts';
import { never, type Pretence, pretend, type Sender, startSession } from '../../../support/pretend.ts';
import {
  freshHome,
  freshLocalState,
  identity,
  plan,
  project,
  stack,
  trouble,
  unfinished,
  updates,
} from '../../../support/pretend-values.ts';

type Session = ActorRefFrom<typeof sessionMachine>;
const running: Session[] = [];

afterEach(() => {
  for (const session of running.splice(0)) session.stop();
});

function begin(given: Partial<Pretence> = {}, input: Partial<SessionInput> = {}) {
  const pretended = pretend(given);
  const session = startSession(pretended, input);
  running.push(session);
  return { ...pretended, session };
}

const view = (session: Session, name: string) => waitFor(session, ({ value }) => value.view === name);
const labels = (session: Session) => machineCommands(session).map(({ label }) => label);
const pane = (session: Session) => activeStates(session)[0]?.meta.pane;
const withProject = async () => ({ ...freshHome, found: { kind: 'project', project } as const });

async function deploying(given: Partial<Pretence> = {}, input: Partial<SessionInput> = {}) {
  const begun = begin(given, input);
  const { session } = begun;
  await view(session, 'home');
  session.send({ type: 'OPEN_INIT' });
  const init = session.getSnapshot().context.init!;
  for (const state of ['name', 'editor', 'app', 'framework', 'access', 'identity']) {
    await waitFor(init, ({ value }) => value === state);
    init.send({ type: 'NEXT' });
  }
  await waitFor(init, (snapshot) => snapshot.matches('review'));
  init.send({ type: 'CONFIRM' });
  const deployment = init.getSnapshot().children.deployment!;
  return { ...begun, init, deployment };
}

describe('home', () => {
  it('checks the identity in the background, and logs it in the activity', async () => {
    const { session } = begin();
    await waitFor(session, ({ value }) => value.who === 'known');
    expect(session.getSnapshot().context.identity).toEqual(identity);
    expect(session.getSnapshot().context.activity.at(-1)?.text).toBe('signed in with profile default');
  });

  it('shows the connection while AWS is being asked, until it answers', async () => {
    let answer = (_: typeof identity) => {};
    const { session } = begin({
      whoAmI: (({ tell }: IdentifyInput) =>
        new Promise((resolve) => {
          answer = resolve;
          tell({ kind: 'offline', since: 0, nextTryAt: 1000, why: 'The network is down.' });
        })) as never,
    });
    await waitFor(session, ({ context }) => context.connection?.kind === 'offline');
    expect(session.getSnapshot().value.who).toBe('identifying');
    answer(identity);
    await waitFor(session, ({ value }) => value.who === 'known');
    expect(session.getSnapshot().context.connection).toBeUndefined();
  });

  it('asks in the region of the stack if the profile has none', async () => {
    const regions: unknown[] = [];
    const { region: _, ...access } = freshHome.access!;
    const { session } = begin({
      loadHome: async () => ({ ...(await withProject()), access }),
      whoAmI: (async ({ region }: IdentifyInput) => {
        regions.push(region);
        return identity;
      }) as never,
    });
    await waitFor(session, ({ value }) => value.who === 'known');
    expect(regions).toEqual([project.stack?.region]);
  });

  it('works without an answer of AWS, and asks again on request', async () => {
    const { session, does } = begin({ whoAmI: () => Promise.reject(new Problem(trouble)) });
    await waitFor(session, ({ value }) => value.who === 'rejected');
    expect(session.getSnapshot().context.identityProblem).toEqual(trouble);
    expect(labels(session)).toContain('init');
    does.whoAmI = async () => identity;
    session.send({ type: 'REFRESH' });
    await waitFor(session, ({ value }) => value.who === 'known');
    expect(session.getSnapshot().context.identityProblem).toBeUndefined();
  });

  it('offers init only in a folder without a project, watch only with a stack', async () => {
    const empty = begin();
    await waitFor(empty.session, ({ value }) => value.who === 'known');
    expect(labels(empty.session)).toContain('init');
    expect(labels(empty.session)).not.toContain('watch');
    const full = begin({ loadHome: withProject });
    await waitFor(full.session, ({ value }) => value.who === 'known');
    expect(labels(full.session)).toContain('watch');
    expect(labels(full.session)).not.toContain('init');
    const begun = begin({ loadHome: async () => ({ ...freshHome, unfinished }) });
    await view(begun.session, 'home');
    expect(labels(begun.session)).toContain('resume init');
  });

  it('says what is wrong if the folder cannot be read', async () => {
    const { session } = begin({ loadHome: () => Promise.reject(new Problem(trouble)) });
    await view(session, 'home');
    expect(session.getSnapshot().context.problem).toEqual(trouble);
  });

  it.each([
    ['init', 'init.name'],
    ['watch', 'watch'],
    ['profiles', 'profiles'],
  ] as const)('starts with %s if that is the command', async (start, first) => {
    const { session } = begin({}, { start, stack: stack.stackId });
    await view(session, start);
    if (start === 'init') await waitFor(session.getSnapshot().context.init!, ({ value }) => value === 'name');
    expect(pane(session)).toBe(first);
  });

  it('follows the stack of the project with the chosen profile', async () => {
    const { session, calls } = begin({ loadHome: withProject });
    await waitFor(session, ({ context }) => context.watch !== undefined);
    expect(session.getSnapshot().context.watch?.getSnapshot().context.stack).toBe(stack.stackId);
    session.send({ type: 'OPEN_PROFILES' });
    session.send({ type: 'USE_ACCESS', choice: { kind: 'profile', name: 'noregion' }, region: 'eu-west-1' });
    await waitFor(session, ({ value }) => value.who === 'known');
    expect(session.getSnapshot().context.watch?.getSnapshot().context.access).toEqual({
      kind: 'profile',
      name: 'noregion',
    });
    expect(calls.filter((name) => name === 'watch')).toHaveLength(2);
  });
});

describe('a flow and the panes around it', () => {
  it('returns home after init, records it, and reads the folder again', async () => {
    const { session, calls } = begin();
    await view(session, 'home');
    session.send({ type: 'OPEN_INIT' });
    const init = session.getSnapshot().context.init!;
    await waitFor(init, ({ value }) => value === 'name');
    init.send({ type: 'BACK' });
    await view(session, 'home');
    const { context } = session.getSnapshot();
    expect(context.init).toBeUndefined();
    // Nothing has happened, so it is only reported as a line, neither listed nor kept.
    expect(context.activity.at(-1)).toMatchObject({ text: 'left init', passing: true });
    expect(calls.filter((name) => name === 'loadHome')).toHaveLength(2);
  });

  it('deploys in the background while another pane is shown', async () => {
    let say = (_: unknown) => {};
    const { session, deployment } = await deploying({
      follow: (send) => {
        say = send as typeof say;
      },
    });
    await waitFor(deployment, ({ value }) => value === 'following');
    expect(labels(session)).toContain('continue in the background');
    session.send({ type: 'HOME' });
    expect(pane(session)).toBe('home');
    say({ type: 'UPDATE', update: updates.running });
    expect(deployment.getSnapshot().context.update).toBe(updates.running);
    session.send({ type: 'OPEN_INIT' });
    expect(pane(session)).toBe('init.deploying');
    session.send({ type: 'HOME' });
    say({ type: 'SETTLED', update: updates.complete });
    await waitFor(deployment, ({ value }) => value === 'done');
    expect(session.getSnapshot().context.activity.at(-1)).toMatchObject({
      ...{ text: `init finished: ${stack.stackName}`, tone: 'good' },
    });
    session.send({ type: 'OPEN_INIT' });
    expect(pane(session)).toBe('init.done');
  });

  it('continues with the confirmed access, whatever profile is switched to meanwhile', async () => {
    let say = (_: unknown) => {};
    const { session, deployment } = await deploying({
      follow: (send) => {
        say = send as typeof say;
      },
    });
    await waitFor(deployment, ({ value }) => value === 'following');
    const { access, plan } = deployment.getSnapshot().context;
    session.send({ type: 'HOME' });
    session.send({ type: 'OPEN_PROFILES' });
    session.send({ type: 'USE_ACCESS', choice: { kind: 'profile', name: 'noregion' }, region: 'us-east-1' });
    await waitFor(session, ({ value }) => value.who === 'known');
    expect(session.getSnapshot().context.access?.choice).toEqual({ kind: 'profile', name: 'noregion' });
    say({ type: 'SETTLED', update: updates.complete });
    await waitFor(deployment, ({ value }) => value === 'done');
    expect(deployment.getSnapshot().context.access).toEqual(access);
    expect(deployment.getSnapshot().context.plan).toBe(plan);
  });
});

describe('quitting', () => {
  it('asks first while a deployment runs', async () => {
    const { session, deployment, calls } = await deploying();
    await waitFor(deployment, ({ value }) => value === 'following');
    session.send({ type: 'QUIT' });
    expect(session.getSnapshot().value.modal).toBe('quit');
    expect(calls).not.toContain('leave');
    const labels = dialogCommands(session).map(({ label }) => label);
    expect(labels).toEqual(['leave (it ends)', 'delete the stack', 'stay']);
    session.send({ type: 'CLOSE_MODAL' });
    expect(deployment.getSnapshot().value).toBe('following');
    session.send({ type: 'QUIT' });
    session.send({ type: 'LEAVE' });
    expect(calls.at(-1)).toBe('leave');
  });

  it("says that AWS continues, which the demo's cloud does not", async () => {
    const { session, deployment } = await deploying({}, { cloud: { kind: 'aws' } });
    await waitFor(deployment, ({ value }) => value === 'following');
    session.send({ type: 'QUIT' });
    expect(dialogCommands(session)[0]?.label).toBe('leave (AWS continues)');
  });

  it('deletes the stack if that is the answer, visibly, wherever it was asked', async () => {
    const { session, deployment, calls } = await deploying();
    await waitFor(deployment, ({ value }) => value === 'following');
    session.send({ type: 'HOME' });
    await view(session, 'home');
    session.send({ type: 'QUIT' });
    session.send({ type: 'DELETE_STACK' });
    expect(session.getSnapshot().value).toMatchObject({ modal: 'none', view: 'init' });
    await waitFor(deployment, ({ value }) => value === 'cleaned');
    expect(calls.slice(-2)).toEqual(['removeStack', 'forget']);
    expect(calls).not.toContain('leave');
  });

  it('offers only to quit if the deployment has ended while it was asked', async () => {
    let send: (event: AnyEventObject) => void = () => {};
    const { session, deployment } = await deploying({
      follow: (sender) => {
        send = sender;
      },
    });
    await waitFor(deployment, ({ value }) => value === 'following');
    session.send({ type: 'QUIT' });
    send({ type: 'SETTLED', update: updates.complete });
    await waitFor(deployment, ({ value }) => value === 'done');
    expect(session.getSnapshot().value.modal).toBe('quit');
    expect(dialogCommands(session).map(({ label }) => label)).toEqual(['quit', 'stay']);
  });

  it('does not offer to delete what is being deleted', async () => {
    const { session, deployment } = await deploying({ removeStack: () => {} });
    await waitFor(deployment, ({ value }) => value === 'following');
    session.send({ type: 'QUIT' });
    session.send({ type: 'DELETE_STACK' });
    session.send({ type: 'QUIT' });
    expect(dialogCommands(session).map(({ label }) => label)).toEqual(['leave (it ends)', 'stay']);
  });

  it('asks during a deletion, and not before or after', async () => {
    let send: (event: DeleteEvent) => void = () => {};
    const { session, calls } = begin(
      {
        loadHome: withProject,
        deletion: {
          run: (sender) => {
            send = sender;
          },
        },
      },
      { cloud: { kind: 'aws' } },
    );
    await view(session, 'home');
    session.send({ type: 'OPEN_DELETE' });
    const flow = session.getSnapshot().children.delete!;
    await waitFor(flow, ({ value }) => value === 'review');
    expect(session.getSnapshot().context.deleting).toBeUndefined();
    flow.send({ type: 'NEXT' });
    flow.send({ type: 'TYPE', name: 'shop' });
    flow.send({ type: 'CONFIRM' });
    send({ type: 'NEWS', news: { kind: 'step', index: 0 } });
    expect(session.getSnapshot().context.deleting).toMatchObject({ name: 'shop', inAws: 'perhaps' });
    send({ type: 'NEWS', news: { kind: 'update', update: updates.running } });
    expect(session.getSnapshot().context.deleting).toMatchObject({ inAws: 'yes' });
    send({ type: 'NEWS', news: { kind: 'step', index: 1 } });
    expect(session.getSnapshot().context.deleting).toMatchObject({ inAws: 'no' });
    session.send({ type: 'QUIT' });
    expect(session.getSnapshot().value.modal).toBe('quit');
    expect(calls).not.toContain('leave');
    const labels = () => dialogCommands(session).map(({ label }) => label);
    expect(labels()).toEqual(['leave (the rest waits)', 'stay']);
    send({ type: 'DELETED', files: [] });
    expect(labels()).toEqual(['quit', 'stay']);
    session.send({ type: 'CLOSE_MODAL' });
    session.send({ type: 'QUIT' });
    expect(calls).toContain('leave');
  });

  it('continues the deletion that was started, whichever it is', async () => {
    const loadHome = async () => ({
      ...(await withProject()),
      deletion: { scope: 'environment', name: 'test' } as const,
    });
    const { session } = begin({ loadHome });
    await view(session, 'home');
    session.send({ type: 'OPEN_DELETE' });
    expect(session.getSnapshot().children.delete?.getSnapshot().context.environment).toBe('test');
  });

  it('asks nothing if nothing is being changed', async () => {
    const { session, calls } = begin({ whoAmI: never });
    await view(session, 'home');
    session.send({ type: 'QUIT' });
    expect(calls.at(-1)).toBe('leave');
    expect(session.getSnapshot().value.modal).toBe('none');
  });

  it('is possible from a dialog, too', async () => {
    const { session, calls } = begin();
    await view(session, 'home');
    session.send({ type: 'HELP' });
    expect(session.getSnapshot().value.modal).toBe('help');
    session.send({ type: 'QUIT' });
    expect(calls.at(-1)).toBe('leave');
  });
});

describe('a profile that was chosen or created', () => {
  const offers = (session: Session, id: string) => machineCommands(session).some((each) => each.id === id);
  const inFolder = (found: HomeData['found']) => async () => ({ ...freshHome, found });

  it('that assume-role has verified is used, and can be kept for this folder', async () => {
    const { session, calls } = begin({ whoAmI: async () => identity });
    await waitFor(session, ({ value }) => value.who === 'known');
    expect(offers(session, 'KEEP')).toBe(false);
    session.send({ type: 'OPEN_ASSUME_ROLE' });
    const output = {
      kind: 'profiles',
      ...{ roleProfile: 'bizcorprole', userProfile: 'dev', region: 'eu-west-1' },
      proved: identity,
    } as const;
    session.send({ type: 'xstate.done.actor.assumeRole', output, actorId: 'assumeRole' });
    await view(session, 'home');
    expect(session.getSnapshot().context.access?.choice).toEqual({ kind: 'profile', name: 'bizcorprole' });
    session.send({ type: 'KEEP' });
    expect(calls).toContain('keep bizcorprole');
    expect(session.getSnapshot().context.home?.folderProfile).toBe('bizcorprole');
    expect(offers(session, 'KEEP')).toBe(false);
  });

  it('that was not verified is not used', async () => {
    const { session } = begin();
    await waitFor(session, ({ value }) => value.who === 'known');
    session.send({ type: 'OPEN_ASSUME_ROLE' });
    const output = { kind: 'profiles', roleProfile: 'r', userProfile: 'u', region: 'eu-west-1' } as const;
    session.send({ type: 'xstate.done.actor.assumeRole', output, actorId: 'assumeRole' });
    await view(session, 'home');
    expect(session.getSnapshot().context.access?.choice).toEqual({ kind: 'profile', name: 'default' });
  });

  it.each([
    ['in a folder without a project', { kind: 'none' }, 'made'],
    ['but not in a project that is tied to another one that works', { kind: 'project', project }, 'default'],
  ] as const)('by configure is used %s', async (_, found, name) => {
    const { session } = begin({ loadHome: inFolder(found) });
    await waitFor(session, ({ value }) => value.who === 'known');
    session.send({ type: 'OPEN_CONFIGURE' });
    const access = { kind: 'profile', name: 'made' } as const;
    const made = {
      kind: 'configured',
      way: 'console',
      profile: 'made',
      access,
      identity,
      files: [],
    } as const;
    session.send({ type: 'xstate.done.actor.configure', output: made, actorId: 'configure' });
    await view(session, 'home');
    expect(session.getSnapshot().context.access?.choice).toEqual({ kind: 'profile', name });
  });

  it('that init has deployed with is used: the stack is in its account', async () => {
    const { session } = begin();
    await waitFor(session, ({ value }) => value.who === 'known');
    session.send({ type: 'OPEN_INIT' });
    await view(session, 'init');
    const access = { kind: 'profile', name: 'bizcorprole' } as const;
    const output = { kind: 'created', stack, files: [], plan: { ...plan, access } } as const;
    session.send({ type: 'xstate.done.actor.init', output, actorId: 'init' });
    await view(session, 'home');
    expect(session.getSnapshot().context.access?.choice).toEqual(access);
  });

  /** Home, while an init with another profile runs in the background. */
  async function behindHome() {
    let say!: Sender;
    const role = { kind: 'profile', name: 'bizcorprole' } as const;
    const begun = await deploying({
      follow: (send) => {
        say = send;
      },
      makePlan: async () => ({ ...plan, access: role }),
    });
    const { session, deployment } = begun;
    await waitFor(deployment, ({ value }) => value === 'following');
    session.send({ type: 'HOME' });
    await view(session, 'home');
    const finish = async () => {
      say({ type: 'SETTLED', update: updates.complete });
      await waitFor(deployment, ({ value }) => value === 'done');
    };
    return { ...begun, role, finish };
  }
  const inUse = (session: Session) => session.getSnapshot().context.access?.choice;

  it('that an init behind home has deployed with is used at once', async () => {
    const { session, role, finish } = await behindHome();
    expect(inUse(session)).toEqual({ kind: 'profile', name: 'default' });
    await finish();
    await waitFor(session, ({ context }) => context.initTold === true && context.homeIsOld === false);
    await view(session, 'home');
    expect(inUse(session)).toEqual(role);
    // Nobody waits at home: whoever needs a code asks for it.
    expect(session.getSnapshot().context.mayAsk).toBe(false);
  });

  it('that an init has deployed with waits while the user is somewhere else', async () => {
    const { session, role, finish } = await behindHome();
    session.send({ type: 'OPEN_PROFILES' });
    await view(session, 'profiles');
    await finish();
    expect(inUse(session)).toEqual({ kind: 'profile', name: 'default' });
    session.send({ type: 'HOME' });
    await waitFor(session, ({ value, context }) => value.view === 'home' && context.homeIsOld === false);
    expect(inUse(session)).toEqual(role);
  });

  it('that the user has chosen since the init was started stays', async () => {
    const { session, finish } = await behindHome();
    const other = { kind: 'profile', name: 'other' } as const;
    session.send({ type: 'USE_ACCESS', choice: other });
    await waitFor(session, ({ value }) => value.who === 'known');
    await finish();
    await waitFor(session, ({ value, context }) => value.view === 'home' && context.homeIsOld === false);
    expect(inUse(session)).toEqual(other);
    session.send({ type: 'REFRESH' });
    await view(session, 'home');
    expect(inUse(session)).toEqual(other);
  });

  it('by configure in the middle of init returns to the same question, chosen, with all answers', async () => {
    const made: AccessOption = {
      ...{ choice: { kind: 'profile', name: 'made' }, label: 'made', kind: 'keys', region: 'eu-north-1' },
      usable: { ok: true },
    };
    const without = { ...freshLocalState, accessOptions: [], accessMissing: trouble };
    const { access: _none, region: _nowhere, ...answers } = freshLocalState.answers;
    let looked: InitLocalState = { ...without, answers };
    const { access: _, ...nothing } = { ...freshHome, profiles: [] };
    const { session } = begin({ loadHome: async () => nothing, lookAround: async () => looked });
    await view(session, 'home');
    session.send({ type: 'OPEN_INIT' });
    const init = session.getSnapshot().context.init!;
    await waitFor(init, ({ value }) => value === 'name');
    expect(labels(session)).not.toContain('set up another profile');
    init.send({ type: 'EDIT', answers: { name: 'mine' } });
    for (const state of ['editor', 'app', 'framework', 'access']) {
      init.send({ type: 'NEXT' });
      await waitFor(init, ({ value }) => value === state);
    }
    // It is the only thing that can be done here, so it comes first.
    expect(machineCommands(session).find(({ key }) => key === 'c')).toMatchObject({
      ...{ label: 'set up access', footer: 1 },
    });
    // Left without a profile: the same question again.
    machineCommands(session)
      .find(({ key }) => key === 'c')!
      .run();
    await view(session, 'configure');
    expect(session.getSnapshot().context.configure?.getSnapshot().context.waiting).toBe('init');
    session.send({ type: 'xstate.done.actor.configure', output: { kind: 'left' }, actorId: 'configure' });
    await view(session, 'init');
    await waitFor(init, ({ value }) => value === 'access');
    looked = { ...freshLocalState, accessOptions: [made] };
    machineCommands(session)
      .find(({ key }) => key === 'c')!
      .run();
    await view(session, 'configure');
    const output = {
      kind: 'configured',
      way: 'console',
      ...{ profile: 'made', access: made.choice, identity, files: [] },
    } as const;
    session.send({ type: 'xstate.done.actor.configure', output, actorId: 'configure' });
    await view(session, 'init');
    await waitFor(init, ({ value }) => value === 'access');
    expect(init.getSnapshot().context.answers).toMatchObject({
      ...{ name: 'mine', access: made.choice, region: 'eu-north-1' },
    });
    expect(session.getSnapshot().context.access?.choice).toEqual(made.choice);
    init.send({ type: 'NEXT' });
    await waitFor(init, ({ value }) => value === 'identity');
  });

  it('is identified again when AWS accepts its credentials again', async () => {
    let tell: Sender = () => {};
    const expired = { ...updates.running, connection: { kind: 'expired', since: 0, why: 'w' } as const };
    const begun = begin({
      loadHome: withProject,
      watch: (send) => {
        tell = send;
      },
    });
    const { session, calls } = begun;
    await waitFor(session, ({ value, context }) => value.who === 'known' && context.watch !== undefined);
    const before = calls.filter((call) => call === 'whoAmI').length;
    tell({ type: 'UPDATE', update: expired });
    tell({ type: 'UPDATE', update: updates.running });
    await waitFor(session, ({ value }) => value.who === 'known');
    expect(calls.filter((call) => call === 'whoAmI')).toHaveLength(before + 1);
  });
});

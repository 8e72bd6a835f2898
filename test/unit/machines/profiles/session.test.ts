import { describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { machineCommands } from '../../../../machines/commands.ts';
import { Problem } from '../../../../src/core/problem.ts';
import { optionIn } from '../../../../src/credentials/option-rows.ts';
import { type Pretence, pretend, startSession } from '../../../support/pretend.ts';
import { lookedAt, profileWith, someProfiles } from '../../../support/pretend-profiles.ts';
import { freshHome, identity, project, stack, trouble } from '../../../support/pretend-values.ts';

const rejects = () => Promise.reject(new Problem(trouble));

describe('the profiles in the session', () => {
  const opened = async (given: Partial<Pretence> = {}) => {
    const pretended = pretend(given);
    const session = startSession(pretended, { start: 'profiles' });
    await waitFor(
      session,
      ({ value, children }) => value.view === 'profiles' && children.profiles !== undefined,
    );
    const profiles = session.getSnapshot().children.profiles!;
    const selectRow = (name: string) => {
      const { looked } = profiles.getSnapshot().context;
      profiles.send({ type: 'SELECT_ROW', option: optionIn(looked?.options, { kind: 'profile', name }) });
    };
    return { ...pretended, session, profiles, selectRow };
  };
  const labels = (session: Awaited<ReturnType<typeof opened>>['session']) =>
    machineCommands(session).map(({ id }) => id);

  it('offer no use of an unusable profile', async () => {
    const { session, selectRow } = await opened();
    await waitFor(session, ({ value }) => value.who === 'known');
    selectRow('default');
    expect(labels(session)).toContain('USE');
    selectRow('old-ci');
    expect(labels(session)).not.toContain('USE');
  });

  it('switch with new clients, end what ran for the old access, and show the identity before anything else', async () => {
    const { session, profiles, selectRow, does, calls } = await opened({
      loadHome: async () => ({ ...freshHome, found: { kind: 'project', project: { ...project, stack } } }),
    });
    await waitFor(session, ({ value, context }) => value.who === 'known' && context.watch !== undefined);
    const old = session.getSnapshot().context.watch!;
    let answer = (_: typeof identity) => {};
    does.whoAmI = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    selectRow('noregion');
    profiles.send({ type: 'USE' });
    expect(session.getSnapshot().value.view).toBe('switching');
    expect(session.getSnapshot().context.identity).toBeUndefined();
    expect(session.getSnapshot().context.watch).toBeUndefined();
    expect(old.getSnapshot().status).toBe('stopped');
    expect(calls).toContain('renewClients');
    expect(labels(session).sort()).toEqual(['HELP', 'OPEN_CALLS', 'OPEN_PROFILES', 'PALETTE', 'QUIT']);
    answer({ ...identity, account: '444455556666' });
    await waitFor(session, ({ value }) => value.view === 'switched');
    expect(session.getSnapshot().context.identity?.account).toBe('444455556666');
    expect(labels(session)).not.toContain('OPEN_INIT');
    session.send({ type: 'HOME' });
    expect(session.getSnapshot().value.view).toBe('home');
  });

  it('report an access that does not work, which can be tried again', async () => {
    const { session, profiles, selectRow, does } = await opened();
    await waitFor(session, ({ value }) => value.who === 'known');
    does.whoAmI = rejects;
    selectRow('default');
    profiles.send({ type: 'USE' });
    await waitFor(session, ({ value }) => value.view === 'notSwitched');
    does.whoAmI = async () => identity;
    session.send({ type: 'REFRESH' });
    await waitFor(session, ({ value }) => value.view === 'switched');
    expect(session.getSnapshot().context.identity).toEqual(identity);
  });

  it('identify the current profile again when it was renamed', async () => {
    const renamed = someProfiles.map((each) =>
      each.name === 'default' ? profileWith('main', 'keys', { region: 'eu-west-3' }) : each,
    );
    const { session, profiles, selectRow, calls } = await opened({
      profiles: { write: async () => ({ kind: 'written', files: [], looked: lookedAt(renamed) }) },
    });
    await waitFor(session, ({ value }) => value.who === 'known');
    const asked = calls.filter((call) => call === 'whoAmI').length;
    selectRow('default');
    profiles.send({ type: 'RENAME' });
    profiles.send({ type: 'NAME', name: 'main' });
    profiles.send({ type: 'NEXT' });
    await waitFor(profiles, ({ value }) => value === 'review');
    profiles.send({ type: 'CONFIRM' });
    await waitFor(profiles, ({ value }) => value === 'list');
    expect(session.getSnapshot().context.access).toMatchObject({
      choice: { kind: 'profile', name: 'main' },
      region: 'eu-west-3',
    });
    expect(session.getSnapshot().value.view).toBe('profiles');
    await waitFor(session, ({ value }) => value.who === 'known');
    expect(calls.filter((call) => call === 'whoAmI').length).toBe(asked + 1);
  });

  it('identify the current profile again when its session is forgotten', async () => {
    const { session, profiles, selectRow, calls } = await opened();
    selectRow('deployrole');
    profiles.send({ type: 'USE' });
    await waitFor(session, ({ value }) => value.view === 'switched');
    session.send({ type: 'OPEN_PROFILES' });
    const again = session.getSnapshot().children.profiles!;
    await waitFor(again, ({ value }) => value === 'list');
    const roleArn = 'arn:aws:iam::444455556666:role/deploy';
    again.send({ type: 'SESSIONS', sessions: [{ roleArn, sessionName: 'amplify', expiresAt: 1 }] });
    const asked = calls.filter((call) => call === 'whoAmI').length;
    again.send({ type: 'FORGET' });
    const asking = await waitFor(session, ({ value }) => value.who === 'identifying');
    expect(asking.context.identity).toBeUndefined();
    await waitFor(session, ({ value }) => value.who === 'known');
    expect(calls.filter((call) => call === 'whoAmI').length).toBe(asked + 1);
    expect(session.getSnapshot().value.view).toBe('profiles');
  });

  it('connect the project to a profile, and know it at once', async () => {
    const { session, profiles, selectRow } = await opened({
      loadHome: async () => ({ ...freshHome, found: { kind: 'project', project } }),
    });
    selectRow('noregion');
    profiles.send({ type: 'PIN' });
    await waitFor(profiles, ({ value }) => value === 'pinReview');
    const before = session.getSnapshot().context.home?.found;
    expect(before?.kind === 'project' && before.project.access).toEqual(project.access);
    profiles.send({ type: 'CONFIRM' });
    await waitFor(profiles, ({ value }) => value === 'list');
    const found = session.getSnapshot().context.home?.found;
    expect(found?.kind === 'project' && found.project.access).toEqual({ kind: 'profile', name: 'noregion' });
  });

  it('keep a profile for the folder, and know it at once', async () => {
    const { session, profiles, selectRow } = await opened();
    selectRow('deployrole');
    profiles.send({ type: 'KEEP' });
    profiles.send({ type: 'CONFIRM' });
    await waitFor(profiles, ({ value }) => value === 'list');
    const { home, activity } = session.getSnapshot().context;
    expect(home?.folderProfile).toBe('deployrole');
    expect(activity.at(-1)?.text).toBe('this folder starts with deployrole from now on');
  });

  it('lead to configure', async () => {
    const { session, profiles } = await opened();
    profiles.send({ type: 'CONFIGURE' });
    expect(session.getSnapshot().value.view).toBe('configure');
  });
});

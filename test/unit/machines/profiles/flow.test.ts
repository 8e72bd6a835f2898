import { describe, expect, it } from 'vitest';
import { createActor, type EventObject, fromCallback, waitFor } from 'xstate';
import { keyOf } from '../../../../machines/profiles/chosen.ts';
import { profilesMachine } from '../../../../machines/profiles/machine.ts';
import type { ProfilesEvent } from '../../../../machines/profiles/types.ts';
import { Problem } from '../../../../src/core/problem.ts';
import { optionIn } from '../../../../src/credentials/option-rows.ts';
import { reaches } from '../../../support/flow-steps.ts';
import { never } from '../../../support/pretend.ts';
import {
  lookedAt,
  type ProfilesPretence,
  pretendProfiles,
  profilePlan,
  somePin,
  someProfiles,
} from '../../../support/pretend-profiles.ts';
import { identity, project, trouble } from '../../../support/pretend-values.ts';
import { actorEnds, reached, unreached } from '../support.ts';

async function start(given: Partial<ProfilesPretence> = {}, input = {}) {
  const pretended = pretendProfiles(given);
  const profiles = createActor(pretended.profiles, { input });
  profiles.start();
  await waitFor(profiles, ({ value }) => value === 'list');
  const selectRow = (name: string) => {
    const { looked } = profiles.getSnapshot().context;
    profiles.send({ type: 'SELECT_ROW', option: optionIn(looked?.options, { kind: 'profile', name }) });
  };
  const at = (state: string) => reaches(profiles, state);
  return { ...pretended, profiles, selectRow, at, context: () => profiles.getSnapshot().context };
}

const rejects = () => Promise.reject(new Problem(trouble));

describe('the profiles', () => {
  it('ask nobody and write nothing before the user says so', async () => {
    const { calls, profiles, selectRow, at } = await start();
    selectRow('default');
    profiles.send({ type: 'DETAILS' });
    profiles.send({ type: 'BACK' });
    profiles.send({ type: 'EDIT' });
    profiles.send({ type: 'BACK' });
    expect(calls).toEqual([]);
    profiles.send({ type: 'REMOVE' });
    await at('review');
    profiles.send({ type: 'BACK' });
    expect(profiles.getSnapshot().value).toBe('list');
    expect(calls).toEqual(['plan']);
  });

  it('plan only what differs from the files', async () => {
    const planned: unknown[] = [];
    const { profiles, selectRow, at, context } = await start({
      plan: async (change) => {
        planned.push(change);
        return profilePlan(change);
      },
    });
    selectRow('deployrole');
    profiles.send({ type: 'EDIT' });
    const draft = context().draft!;
    profiles.send({ type: 'NEXT' });
    expect(profiles.getSnapshot().value).toBe('form');
    profiles.send({ type: 'DRAFT', draft: { ...draft, region: 'nowhere' } });
    profiles.send({ type: 'NEXT' });
    expect(profiles.getSnapshot().value).toBe('form');
    profiles.send({
      type: 'DRAFT',
      draft: { ...draft, region: ' ', mfa_serial: 'arn:aws:iam::111122223333:mfa/x' },
    });
    profiles.send({ type: 'NEXT' });
    await at('review');
    expect(planned).toEqual([
      {
        kind: 'set',
        name: 'deployrole',
        set: new Map([['mfa_serial', 'arn:aws:iam::111122223333:mfa/x']]),
        remove: ['region'],
      },
    ]);
  });

  it('show the new plan if somebody edits during the review, and write nothing of it unasked', async () => {
    const newPlan = profilePlan({ kind: 'remove', name: 'default' });
    let writes = 0;
    const { profiles, selectRow, at, context } = await start({
      write: async () => {
        writes += 1;
        return writes === 1
          ? { kind: 'changed', plan: newPlan }
          : { kind: 'written', files: [], looked: lookedAt(someProfiles.slice(1)) };
      },
    });
    selectRow('default');
    profiles.send({ type: 'REMOVE' });
    await at('review');
    profiles.send({ type: 'CONFIRM' });
    await at('changed');
    expect(context().plan).toBe(newPlan);
    expect(writes).toBe(1);
    profiles.send({ type: 'CONFIRM' });
    await at('list');
    expect(context().confirmation).toBe('default removed');
    expect(context().chosen).toBeUndefined();
  });

  it('keep the test of each row, and stop asking when the user leaves it', async () => {
    const { profiles, does, selectRow, at, context } = await start({ test: rejects });
    selectRow('default');
    profiles.send({ type: 'TEST' });
    await at('list');
    expect(context().tests.get('profile default')).toMatchObject({ kind: 'fails', problem: trouble });
    does.test = never;
    selectRow('noregion');
    profiles.send({ type: 'TEST' });
    expect(profiles.getSnapshot().value).toBe('testing');
    profiles.send({ type: 'BACK' });
    expect(profiles.getSnapshot().value).toBe('list');
    expect([...context().tests.keys()]).toEqual(['profile default']);
  });

  it('follow the files while a form is open, and notice that its profile is gone', async () => {
    let say = (_: ReturnType<typeof lookedAt>) => {};
    const { profiles, selectRow, context } = await start({
      look: (send) => {
        say = send;
        send(lookedAt(someProfiles));
      },
    });
    selectRow('default');
    profiles.send({ type: 'EDIT' });
    profiles.send({ type: 'DRAFT', draft: { ...context().draft!, region: 'eu-north-1' } });
    say(lookedAt(someProfiles.slice(1)));
    expect(context().chosen).toBeUndefined();
    expect(profiles.getSnapshot().can({ type: 'NEXT' })).toBe(false);
    profiles.send({ type: 'BACK' });
    expect(profiles.getSnapshot().value).toBe('list');
  });

  it('forget the session of a role, or create a new one, and know what is left', async () => {
    const session = {
      roleArn: 'arn:aws:iam::444455556666:role/deploy',
      sessionName: 'amplify',
      expiresAt: 1,
    };
    let cached = [session];
    const { calls, profiles, selectRow, at, context } = await start({
      sessions: () => cached,
      forgetSessions: async () => {
        cached = [];
        return 1;
      },
    });
    selectRow('default');
    expect(profiles.getSnapshot().can({ type: 'FORGET' })).toBe(false);
    selectRow('deployrole');
    profiles.send({ type: 'FORGET' });
    await at('list');
    expect(context()).toMatchObject({ sessions: [], confirmation: '1 cached session removed' });
    expect(profiles.getSnapshot().can({ type: 'RENEW' })).toBe(false);
    profiles.send({ type: 'SESSIONS', sessions: [session] });
    profiles.send({ type: 'RENEW' });
    expect(context().confirmation).toContain('Its session still works');
    // The question is asked again after another row was selected.
    selectRow('default');
    selectRow('deployrole');
    profiles.send({ type: 'RENEW' });
    expect(context().confirmation).toContain('Its session still works');
    expect(calls).toEqual(['forget deployrole']);
    profiles.send({ type: 'RENEW' });
    await at('testing');
    await at('list');
    expect(calls).toEqual(['forget deployrole', 'forget deployrole', 'test']);
    expect(context().tests.get('profile deployrole')).toMatchObject({ kind: 'works' });
  });

  it('show the identity of a profile and which file changes before the project is connected to it', async () => {
    const { calls, does, profiles, selectRow, at, context } = await start({}, { project });
    selectRow('noregion');
    profiles.send({ type: 'PIN' });
    await at('pinReview');
    expect(context().pin).toEqual(somePin);
    profiles.send({ type: 'BACK' });
    await at('list');
    expect(calls).toEqual(['planPin']);
    profiles.send({ type: 'PIN' });
    await at('pinReview');
    profiles.send({ type: 'CONFIRM' });
    await at('list');
    expect(calls).toEqual(['planPin', 'planPin', 'writePin']);
    expect(context().confirmation).toBe('The project uses noregion: amplify/.config/aws-info.json');
    does.planPin = async () => ({ ...somePin, file: undefined });
    profiles.send({ type: 'PIN' });
    await at('list');
    expect(context().confirmation).toBe('The project already names this profile');
    does.planPin = rejects;
    profiles.send({ type: 'PIN' });
    await at('list');
    expect(context().problem).toEqual(trouble);
    expect(calls.filter((call) => call === 'writePin')).toHaveLength(1);
  });

  it('keep a profile as the default of the folder after a review', async () => {
    const { calls, does, profiles, selectRow, at, context } = await start({}, { folderProfile: 'default' });
    selectRow('default');
    expect(profiles.getSnapshot().can({ type: 'KEEP' })).toBe(false);
    selectRow('deployrole');
    profiles.send({ type: 'KEEP' });
    await at('keepReview');
    profiles.send({ type: 'BACK' });
    await at('list');
    expect(calls).toEqual([]);
    profiles.send({ type: 'KEEP' });
    profiles.send({ type: 'CONFIRM' });
    await at('list');
    expect(calls).toEqual(['keep deployrole']);
    expect(context()).toMatchObject({
      folderProfile: 'deployrole',
      confirmation: 'This folder starts with deployrole from now on',
    });
    selectRow('default');
    does.keepHere = rejects;
    profiles.send({ type: 'KEEP' });
    profiles.send({ type: 'CONFIRM' });
    await at('list');
    expect(context()).toMatchObject({ folderProfile: 'deployrole', problem: trouble });
  });

  it('mark a profile as production, and say so', async () => {
    const { calls, profiles, selectRow, at, context } = await start();
    selectRow('default');
    profiles.send({ type: 'MARK' });
    await at('list');
    expect([calls, context().confirmation]).toEqual([['mark default'], 'default is marked as production']);
  });

  it('know the age of a key from before, and update it with a test', async () => {
    const known = { active: true, createdAt: 1, keys: 1, lookedAt: 2 };
    const asked = { ...known, keys: 2, lookedAt: 3 };
    const looked = { ...lookedAt(someProfiles), keys: new Map([['default', known]]) };
    const { profiles, selectRow, at, context } = await start({
      look: (send) => send(looked),
      test: async () => ({ identity, key: asked }),
    });
    selectRow('default');
    const chosen = () => keyOf(context(), context().chosen?.choice);
    expect(chosen()).toEqual(known);
    profiles.send({ type: 'TEST' });
    await at('list');
    expect(chosen()).toEqual(asked);
    selectRow('deployrole');
    expect(chosen()).toBeUndefined();
  });

  it('ask for a new key of a profile that has its own', async () => {
    const told: unknown[] = [];
    const parent = createActor(
      fromCallback<EventObject>(({ receive }) => receive((event) => told.push(event))),
    );
    parent.start();
    const { profiles, selectRow } = await start({}, { parent });
    selectRow('deployrole');
    expect(profiles.getSnapshot().can({ type: 'ROTATE' })).toBe(false);
    selectRow('default');
    profiles.send({ type: 'ROTATE' });
    expect(told).toEqual([{ type: 'OPEN_CONFIGURE', rotate: 'default' }]);
  });

  it('reach every state', () => {
    const { profiles } = pretendProfiles();
    const looked = lookedAt(someProfiles);
    const draft = {
      ...{ region: 'eu-north-1', output: '', role_arn: '', source_profile: '', mfa_serial: '' },
      ...{ external_id: '', role_session_name: '', duration_seconds: '' },
    };
    const plan = profilePlan({ kind: 'remove', name: 'default' });
    const types: readonly ProfilesEvent['type'][] = [
      ...(['USE', 'TEST', 'DETAILS', 'EDIT', 'RENAME', 'REMOVE', 'PIN', 'NEXT', 'BACK', 'RETRY'] as const),
      ...(['RENEW', 'FORGET', 'MARK'] as const),
      'CONFIRM',
    ];
    const events = [
      ...actorEnds(profiles, {
        test: [{ identity }],
        forgetSessions: [1],
        mark: [['default']],
        planPin: [somePin, { ...somePin, file: undefined }],
        writePin: [['aws-info.json']],
        plan: [plan],
        write: [
          { kind: 'written', files: [], looked },
          { kind: 'changed', plan },
        ],
      }),
      { type: 'LOOKED', looked },
      { type: 'SELECT_ROW', option: looked.options.at(0) },
      { type: 'SELECT_ROW', option: looked.options.at(1) },
      {
        type: 'SESSIONS',
        sessions: [
          { roleArn: 'arn:aws:iam::444455556666:role/deploy', sessionName: 'amplify', expiresAt: 1 },
        ],
      },
      { type: 'DRAFT', draft },
      { type: 'NAME', name: 'other' },
      ...types.map((type) => ({ type })),
    ];
    const ids = reached(profilesMachine, { project }, events, ({ context }) => [
      context.looked !== undefined,
      context.sessions !== undefined,
      context.renews !== undefined,
      context.chosen?.label,
      context.change?.kind,
      context.draft?.region,
      context.newName,
    ]);
    // A separate walk: it is independent of the others, and all together would have too many states.
    const toKeep = [
      ...actorEnds(profiles, { keepHere: [undefined] }),
      { type: 'LOOKED', looked },
      { type: 'SELECT_ROW', option: looked.options.at(0) },
      ...(['KEEP', 'CONFIRM', 'BACK'] as const).map((type) => ({ type })),
    ];
    const kept = reached(profilesMachine, {}, toKeep, ({ context }) => context.chosen?.label);
    expect(unreached(profilesMachine, new Set([...ids, ...kept]))).toEqual([]);
  });
});

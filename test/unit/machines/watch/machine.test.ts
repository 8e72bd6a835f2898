import { describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { machineCommands } from '../../../../machines/commands.ts';
import type { SessionInput } from '../../../../machines/session/types.ts';
import { noStackOf } from '../../../../machines/watch/nothing.ts';
import { Problem } from '../../../../src/core/problem.ts';
import type { Project } from '../../../../src/project/project.ts';
import { type Pretence, pretend, startSession } from '../../../support/pretend.ts';
import { freshHome, project as shop, stack, trouble, updates } from '../../../support/pretend-values.ts';
import type { EventLine } from '../../aws/support/events.ts';
import { progressAfter } from '../../aws/support/progress.ts';

/** A session that follows a named stack, with a function for the follower's reports. */
async function watching(
  given: Partial<Pretence> = {},
  input: Partial<SessionInput> = { start: 'watch', stack: stack.stackId },
) {
  let say: Parameters<Pretence['watch']>[0] = () => {};
  const pretended = pretend({
    loadHome: async () => freshHome,
    watch: (told) => {
      say = told;
    },
    ...given,
  });
  const session = startSession(pretended, input);
  await waitFor(session, ({ context }) => context.watch !== undefined);
  const command = () => machineCommands(session).find(({ id }) => id === 'REFRESH');
  return { session, calls: pretended.calls, say: (event: Parameters<typeof say>[0]) => say(event), command };
}

const at = { since: 0, nextTryAt: 5_000, why: 'it was so' };

it.each([
  ['goes well', { kind: 'ok' }, 'look now', 'lookNow'],
  ['is offline', { kind: 'offline', ...at }, 'try now', 'lookNow'],
  ['has no credentials any more', { kind: 'expired', ...at }, 'sign in again', 'signInAgain'],
] as const)('r works while the stack is followed and %s', async (_, connection, label, action) => {
  const { session, calls, say, command } = await watching();
  say({ type: 'UPDATE', update: { ...updates.running, connection } });
  expect(command()?.label).toBe(label);
  command()?.run();
  expect(calls.filter((call) => call === 'lookNow' || call === 'signInAgain')).toEqual([action]);
  expect(session.getSnapshot().context.watch?.getSnapshot().value).toBe('following');
  session.stop();
});

it('a settled stack is still known if reading it again fails for lack of a code', async () => {
  const { session, say } = await watching();
  say({ type: 'SETTLED', update: { ...updates.complete, readAt: 7 } });
  session.getSnapshot().context.watch?.send({ type: 'READ_AGAIN' });
  const connection = { kind: 'expired', code: 'MFA_NEEDED', ...at } as const;
  const unread = { ...updates.complete.progress, status: '', outcome: 'running', resources: [] } as const;
  say({ type: 'UPDATE', update: { ...updates.complete, progress: unread, connection } });
  expect(session.getSnapshot().context.watch?.getSnapshot().context.update).toMatchObject({
    connection,
    readAt: 7,
    progress: updates.complete.progress,
  });
  session.stop();
});

it('the activity tells of a stack that was deleted meanwhile, not of one that was deleted before', async () => {
  const gone = { ...updates.complete.progress, status: 'DELETE_COMPLETE', outcome: 'deleted' } as const;
  const settled = { type: 'SETTLED', update: { ...updates.complete, progress: gone } } as const;
  const { session, say } = await watching();
  const told = () => session.getSnapshot().context.activity.filter(({ text }) => text.endsWith(' deleted'));
  say({ type: 'UPDATE', update: settled.update });
  say(settled);
  expect(told()).toEqual([]);
  session.getSnapshot().context.watch?.send({ type: 'READ_AGAIN' });
  say({ type: 'UPDATE', update: updates.complete });
  say({ type: 'UPDATE', update: settled.update });
  say(settled);
  expect(told()).toMatchObject([{ text: `stack ${gone.stackName} deleted`, tone: 'bad' }]);
  session.stop();
});

const rollback: readonly EventLine[] = [
  [0, 'stack', 'UPDATE_IN_PROGRESS', { reason: 'User Initiated' }],
  [1, 'Topic', 'CREATE_FAILED', { reason: 'no' }],
  [2, 'stack', 'UPDATE_ROLLBACK_IN_PROGRESS'],
  [3, 'AuthRole', 'UPDATE_FAILED', { reason: 'gone', physicalId: 'role-1' }],
  [4, 'stack', 'UPDATE_ROLLBACK_FAILED'],
];

describe('a rollback that is stuck', () => {
  const stuck = { ...updates.running, progress: progressAfter(rollback, []) };
  const commandOf = (session: Awaited<ReturnType<typeof watching>>['session'], name: string) =>
    machineCommands(session).find(({ id }) => id === name);

  it('continues after a review, with what the user skips, and is followed then', async () => {
    const inputs: unknown[] = [];
    const { session, calls, say } = await watching({
      continueRollback: async ({ skip }) => {
        inputs.push(skip);
      },
    });
    say({ type: 'SETTLED', update: stuck });
    expect(commandOf(session, 'CONTINUE_ROLLBACK')?.key).toBe('c');
    commandOf(session, 'CONTINUE_ROLLBACK')?.run();
    const watch = session.getSnapshot().context.watch!;
    expect(watch.getSnapshot().value).toBe('choosing');
    expect(calls).not.toContain('continueRollback');
    watch.send({ type: 'SKIP', name: 'AuthRole' });
    watch.send({ type: 'SKIP', name: 'Other' });
    watch.send({ type: 'SKIP', name: 'Other' });
    commandOf(session, 'CONFIRM')?.run();
    await waitFor(watch, (state) => state.matches('following'));
    expect(inputs).toEqual([['AuthRole']]);
    expect(watch.getSnapshot().context).toMatchObject({ continued: true, skip: [] });
    session.stop();
  });

  it('is unchanged if the user goes back, and shows what AWS refused', async () => {
    const { session, calls, say } = await watching({
      continueRollback: () => Promise.reject(new Problem(trouble)),
    });
    say({ type: 'SETTLED', update: stuck });
    commandOf(session, 'CONTINUE_ROLLBACK')?.run();
    commandOf(session, 'BACK')?.run();
    const watch = session.getSnapshot().context.watch!;
    expect([watch.getSnapshot().value, calls.includes('continueRollback')]).toEqual(['settled', false]);
    commandOf(session, 'CONTINUE_ROLLBACK')?.run();
    commandOf(session, 'CONFIRM')?.run();
    await waitFor(watch, (state) => state.matches('settled'));
    expect(watch.getSnapshot().context.problem).toEqual(trouble);
    session.stop();
  });

  it('is offered for no other state', async () => {
    const { session, say } = await watching();
    say({ type: 'SETTLED', update: updates.denied });
    expect(commandOf(session, 'CONTINUE_ROLLBACK')).toBeUndefined();
    session.stop();
  });
});

describe('a deployment bucket that can be made public', () => {
  const own = { found: { kind: 'project', project: shop } } as const;
  const atHome = async (given: Partial<Pretence> = {}) => {
    const watched = await watching(
      {
        loadHome: async () => ({ ...freshHome, ...own }),
        lookAtBucket: async () => false,
        ...given,
      },
      { start: 'home' },
    );
    watched.say({ type: 'SETTLED', update: updates.complete });
    return { ...watched, watch: watched.session.getSnapshot().context.watch! };
  };
  const blockOf = (session: Awaited<ReturnType<typeof watching>>['session']) =>
    machineCommands(session).find(({ id }) => id === 'BLOCK_PUBLIC_ACCESS');

  it("is blocked from home after a review, and the bucket is the one in the stack's account", async () => {
    const { session, watch, calls } = await atHome();
    expect(watch.getSnapshot().context.bucket).toEqual({
      bucket: stack.deploymentBucketName,
      owner: '111122223333',
    });
    await waitFor(watch, ({ context }) => context.keepsPublicOut === false);
    expect(blockOf(session)?.key).toBe('b');
    blockOf(session)?.run();
    expect(session.getSnapshot().matches({ view: 'watch' })).toBe(true);
    expect([watch.getSnapshot().value, calls.includes('blockPublicAccess')]).toEqual(['openBucket', false]);
    machineCommands(session)
      .find(({ id }) => id === 'BACK')
      ?.run();
    expect([watch.getSnapshot().value, calls.includes('blockPublicAccess')]).toEqual(['settled', false]);
    await waitFor(watch, () => calls.filter((call) => call === 'lookAtBucket').length === 2);
    blockOf(session)?.run();
    machineCommands(session)
      .find(({ id }) => id === 'CONFIRM')
      ?.run();
    expect(watch.getSnapshot().value).toBe('blocking');
    expect(calls.filter((call) => call === 'blockPublicAccess')).toHaveLength(1);
    await waitFor(watch, (state) => state.matches('settled'));
    expect(watch.getSnapshot().context.problem).toBeUndefined();
    session.stop();
  });

  it('shows what S3 refused, and can be tried again', async () => {
    const { session, watch } = await atHome({
      blockPublicAccess: () => Promise.reject(new Problem(trouble)),
    });
    await waitFor(watch, ({ context }) => context.keepsPublicOut === false);
    blockOf(session)?.run();
    watch.send({ type: 'CONFIRM' });
    await waitFor(watch, (state) => state.matches('settled'));
    expect(watch.getSnapshot().context.problem).toEqual(trouble);
    expect(blockOf(session)?.key).toBe('b');
    session.stop();
  });

  it.each([
    ['blocks public access', async () => true],
    ['does not tell', async () => undefined],
    ['cannot be asked', () => Promise.reject(new Problem(trouble))],
  ])('is not reported if it %s', async (_, lookAtBucket) => {
    let asked: (() => void) | undefined;
    const done = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const { session } = await atHome({
      lookAtBucket: () => lookAtBucket().finally(() => asked?.()),
    });
    await done;
    expect(blockOf(session)).toBeUndefined();
    session.stop();
  });

  it('is not checked for a stack given by name', async () => {
    const { session } = await watching(
      { lookAtBucket: async () => false },
      { start: 'watch', stack: 'other' },
    );
    expect(session.getSnapshot().context.watch?.getSnapshot().context.bucket).toBeUndefined();
    session.stop();
  });
});

describe('a folder without a possible stack', () => {
  const project = { root: '/shop', layout: 'multi-env', settings: {}, notes: [] } as unknown as Project;
  const fault = { code: 'PROJECT_UNREADABLE', what: 'It is odd.', why: 'It is.', next: 'Mend it.' } as const;

  it.each([
    ['is no project', { kind: 'none' }, /no Amplify project/, /watch STACK/],
    ['has environments and none is chosen', { kind: 'project', project }, /none is chosen/, /env use NAME/],
    [
      'names none',
      { kind: 'project', project: { ...project, layout: 'documented' } },
      /files of the project name no stack/,
      /watch STACK/,
    ],
    ['is broken', { kind: 'project', project: { ...project, faults: [fault] } }, /It is\./, /Mend it\./],
    [
      'cannot be read',
      { kind: 'unreadable', root: '/shop', problem: new Problem(fault) },
      /It is\./,
      /Mend it\./,
    ],
  ] as const)('that %s is reported as such', (_, found, why, next) => {
    expect(noStackOf(found)).toMatchObject({
      why: expect.stringMatching(why),
      next: expect.stringMatching(next),
    });
  });
});

it('keeps what was read of a settled stack until everything is read again', async () => {
  const { session, say, command } = await watching();
  say({ type: 'SETTLED', update: updates.complete });
  command()?.run();
  const bare = { ...updates.complete.progress, resources: [], total: 0, completed: 0, endedAt: undefined };
  say({ type: 'UPDATE', update: { ...updates.complete, progress: bare } });
  const shown = () => session.getSnapshot().context.watch?.getSnapshot().context.update?.progress;
  expect(shown()).toBe(updates.complete.progress);
  say({ type: 'UPDATE', update: updates.running });
  expect(shown()).toBe(updates.running.progress);
  session.stop();
});

describe('a settled stack', () => {
  const settled = async (given: Partial<Pretence> = {}) => {
    let look: Parameters<Pretence['lookAgain']>[0] = () => {};
    const started = await watching({
      lookAgain: (told) => {
        look = told;
      },
      ...given,
    });
    started.say({ type: 'SETTLED', update: updates.complete });
    const watch = started.session.getSnapshot().context.watch!;
    return { ...started, watch, look: (event: Parameters<typeof look>[0]) => look(event) };
  };

  it('is polled again, keeps the latest state, and is followed if it has changed', async () => {
    const { session, watch, look, calls } = await settled();
    expect(calls).toContain('lookAgain');
    const later = { ...updates.complete, readAt: 5 };
    look({ type: 'UPDATE', update: later });
    expect(watch.getSnapshot()).toMatchObject({ value: 'settled', context: { update: later } });
    look({ type: 'CHANGED' });
    expect(watch.getSnapshot().value).toBe('following');
    session.stop();
  });

  it('says why it can no longer be read, and how it was', async () => {
    const { session, watch, look } = await settled();
    look({ type: 'BROKEN', problem: trouble });
    expect(watch.getSnapshot()).toMatchObject({
      value: 'broken',
      context: { problem: trouble, update: updates.complete },
    });
    session.stop();
  });

  it('is read again when home reads everything, and so is one that could not be read', async () => {
    const { session, watch, calls, say } = await settled();
    session.send({ type: 'HOME' });
    session.send({ type: 'REFRESH' });
    expect(watch.getSnapshot().value).toBe('following');
    expect(calls.filter((call) => call === 'watch')).toHaveLength(2);
    say({ type: 'BROKEN', problem: trouble });
    await waitFor(session, (state) => state.matches({ view: 'home' }));
    session.send({ type: 'REFRESH' });
    expect(watch.getSnapshot().value).toBe('following');
    session.stop();
  });

  it('is remembered as last seen when another access is used', async () => {
    const { session } = await settled();
    session.send({ type: 'USE_ACCESS', choice: { kind: 'profile', name: 'other' } });
    expect(session.getSnapshot().context.seenBefore).toEqual({
      stack: stack.stackId,
      update: updates.complete,
    });
    session.stop();
  });
});

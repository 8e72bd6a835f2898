import { describe, expect, it } from 'vitest';
import {
  type Follower,
  lastWords,
  readingOf,
  type StackContext,
} from '../../../../components/panes/stack-reading.ts';
import type { FollowConnection, FollowUpdate } from '../../../../src/aws/progress/model.ts';
import { timeOfDay } from '../../../../src/core/text.ts';
import {
  accessOptions,
  freshHome,
  identity,
  project,
  stack,
  trouble,
  updates,
} from '../../../support/pretend-values.ts';

const readAt = Date.UTC(2026, 10, 23, 9, 43, 0);
const seen: FollowUpdate = { ...updates.complete, readAt };
const unread: FollowUpdate = { ...seen, progress: { ...seen.progress, status: '', outcome: 'running' } };
const home = { ...freshHome, found: { kind: 'project', project } } as const;
const mine = { choice: { kind: 'profile', name: 'biz' }, source: 'chosen in this session' } as const;

const reading = (follower: Partial<Follower> = {}, context: Partial<StackContext> = {}) =>
  readingOf(
    { home, identity, access: mine, ...context },
    { stack: stack.stackId, region: 'eu-west-1', isBroken: false, ...follower },
  );
const broken = (code: typeof trouble.code) => ({ problem: { ...trouble, code }, isBroken: true }) as const;

describe('the stack of home', () => {
  it('is shown as loading until AWS has answered', () => {
    expect(reading()).toEqual({ kind: 'reading', last: undefined });
    expect(reading({ update: unread })).toEqual({ kind: 'reading', last: undefined });
  });

  it('is shown as AWS reports it', () => {
    expect(reading({ update: seen })).toEqual({ kind: 'known', update: seen });
  });

  it('is in another account: shows both accounts and the profile that helps, whatever AWS answered', () => {
    const elsewhere = { ...identity, account: '444455556666', accountAlias: 'biz-corp' };
    for (const follower of [{ update: unread }, broken('STACK_UNKNOWN'), broken('ACCESS_DENIED')])
      expect(reading(follower, { identity: elsewhere })).toMatchObject({
        kind: 'unreadable',
        problem: {
          code: 'PROFILE_ELSEWHERE',
          what: 'This stack is in account 111122223333. You are in 444455556666 (biz-corp).',
          next: 'Press p and choose default: the project is tied to it.',
        },
      });
  });

  it('names a profile of that account if the project is connected to none', () => {
    const [first] = accessOptions;
    const other = {
      ...first!,
      choice: { kind: 'profile', name: 'dev' },
      label: 'dev',
      account: '111122223333',
    } as const;
    const elsewhere = { ...identity, account: '444455556666' };
    const untied = { ...home, profiles: [...accessOptions, other] };
    expect(reading({}, { identity: elsewhere, home: { ...untied, found: { kind: 'none' } } })).toMatchObject({
      problem: { next: 'Press p and choose dev, which is of that account.' },
    });
    expect(
      reading({}, { identity: elsewhere, home: { ...freshHome, found: { kind: 'none' } } }),
    ).toMatchObject({ problem: { next: 'Press p and choose a profile of that account.' } });
  });

  it('is gone', () => {
    expect(reading({ ...broken('STACK_UNKNOWN'), update: seen })).toMatchObject({
      kind: 'unreadable',
      problem: { what: `The stack ${stack.stackName} is gone.` },
      last: seen,
      isFollowed: false,
    });
  });

  it('is gone too if AWS still knows the deleted stack, but only for the project that names it', () => {
    const progress = {
      ...seen.progress,
      stackId: stack.stackId,
      outcome: 'deleted',
      endedAt: readAt,
    } as const;
    const update = { ...seen, progress };
    expect(reading({ update })).toMatchObject({
      kind: 'unreadable',
      problem: { what: expect.stringMatching(/ is gone: it was deleted on 2026-11-23 at \d\d:43\.$/) },
      last: update,
      isFollowed: false,
    });
    expect(reading({ update }, { home: freshHome })).toEqual({ kind: 'known', update });
  });

  it('is not taken for followed while only an earlier access has read it', () => {
    const elsewhere = { ...identity, account: '444455556666' };
    const seenBefore = { stack: stack.stackId, update: seen };
    expect(reading({ update: unread }, { identity: elsewhere, seenBefore })).toMatchObject({
      problem: { code: 'PROFILE_ELSEWHERE' },
      last: seen,
      isFollowed: false,
    });
  });

  it('may not be read', () => {
    expect(reading({ ...broken('ACCESS_DENIED'), update: unread })).toMatchObject({
      kind: 'unreadable',
      problem: { what: expect.stringContaining(`You may not read the stack ${stack.stackName}.`) },
      last: undefined,
    });
  });

  it('cannot be read without a connection, by the follower or the identity check', () => {
    const connection: FollowConnection = { kind: 'offline', since: 0, nextTryAt: 5_000, why: 'no network' };
    expect(reading({ update: { ...unread, connection } })).toEqual({
      kind: 'away',
      connection,
      last: undefined,
    });
    expect(reading({ update: unread }, { connection })).toMatchObject({ kind: 'away', connection });
    expect(reading({}, { connection, seenBefore: { stack: stack.stackId, update: seen } })).toMatchObject({
      kind: 'away',
      last: seen,
    });
  });

  it('waits for credentials', () => {
    const connection: FollowConnection = { kind: 'expired', since: 0, why: 'they ended', code: 'MFA_NEEDED' };
    expect(reading({ update: { ...seen, connection } })).toMatchObject({
      kind: 'unreadable',
      problem: { code: 'MFA_NEEDED', next: 'Press r, then type the code of your device.' },
      isFollowed: true,
    });
    const identityProblem = { ...trouble, code: 'SIGNED_OUT' } as const;
    expect(reading({}, { identityProblem })).toMatchObject({
      problem: { next: 'Press l to sign in, or p for another profile.' },
    });
  });

  it('needs a region for the profile: shows the keys that set one, unless a file cannot be read', () => {
    const identityProblem = { ...trouble, code: 'REGION_MISSING', next: 'Add --region.' } as const;
    expect(reading({}, { identityProblem })).toMatchObject({
      problem: { next: 'Press p, then e: it gives the profile a region.' },
    });
    const next = 'Correct that first, or add --region.';
    expect(reading({}, { identityProblem: { ...identityProblem, next } })).toMatchObject({
      problem: { next },
    });
  });

  it('is shown as another access has seen it, but never for another stack', () => {
    expect(reading({}, { seenBefore: { stack: stack.stackId, update: seen } })).toMatchObject({ last: seen });
    expect(reading({}, { seenBefore: { stack: 'another', update: seen } })).toMatchObject({
      last: undefined,
    });
  });

  it('was in a state at a time', () => {
    const time = timeOfDay(readAt).slice(0, 5);
    expect(lastWords(seen, readAt + 120_000)).toBe(`as of ${time} it was complete`);
    expect(lastWords(updates.denied, readAt)).toBe('it was rolled back');
  });
});

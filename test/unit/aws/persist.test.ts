import { describe, expect, it } from 'vitest';
import { createPersist, type PersistOptions } from '../../../src/aws/persist.ts';
import type { FollowConnection } from '../../../src/aws/progress/model.ts';
import { Problem, type ProblemCode } from '../../../src/core/problem.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const problem = (code: ProblemCode) =>
  new Problem({ code, what: 'It failed.', why: 'So it is.', next: 'Wait.' });

/** A call that fails with these codes, one per try, and then succeeds; optionally the last one forever. */
function calling(codes: readonly ProblemCode[], options: Partial<PersistOptions> = {}, forEver = false) {
  const clock = createFakeClock(0);
  const told: { at: number; connection: FollowConnection }[] = [];
  const tries: number[] = [];
  const controller = new AbortController();
  const persist = createPersist({
    clock,
    signal: controller.signal,
    onConnection: (connection) => told.push({ at: clock.now(), connection }),
    ...options,
  });
  const call = async () => {
    const code = codes[tries.length] ?? (forEver ? codes.at(-1) : undefined);
    tries.push(clock.now());
    if (code) throw problem(code);
    return 'answer';
  };
  return { clock, told, tries, controller, run: () => persist(call) };
}

describe('a call that is repeated until it is answered', () => {
  it('is repeated less and less often without a network, saying since when and when next', async () => {
    const { clock, tries, told, run } = calling(['OFFLINE', 'TIMED_OUT', 'AWS_FAULT']);
    expect(await clock.advanceUntil(run())).toBe('answer');
    expect(tries).toEqual([0, 1000, 3000, 7000]);
    expect(told.map(({ connection }) => connection)).toEqual([
      { kind: 'offline', since: 0, nextTryAt: 1000, why: 'So it is.' },
      { kind: 'offline', since: 0, nextTryAt: 3000, why: 'So it is.' },
      { kind: 'offline', since: 0, nextTryAt: 7000, why: 'So it is.' },
      { kind: 'ok' },
    ]);
  });

  it('says nothing if all is well', async () => {
    const { clock, told, run } = calling([]);
    await clock.advanceUntil(run());
    expect(told).toEqual([]);
  });

  it('never gives up while somebody is watching', async () => {
    const { clock, tries, run } = calling(Array.from({ length: 500 }, () => 'OFFLINE'));
    expect(await clock.advanceUntil(run())).toBe('answer');
    expect(tries).toHaveLength(501);
  });

  it.each([
    ['OFFLINE', /could not be reached for \d+ seconds/],
    ['CREDENTIALS_EXPIRED', /no new ones came within \d+ seconds/],
    ['THROTTLED', /asked for fewer requests for \d+ seconds/],
  ] as const)('gives up %s after the given time, and not before', async (code, what) => {
    const { clock, tries, run } = calling([code], { giveUpAfter: 60_000 }, true);
    await expect(clock.advanceUntil(run(), 3_600_000)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(what),
    });
    expect(tries.at(-1)).toBeGreaterThanOrEqual(60_000);
    expect(tries.at(-2)).toBeLessThan(60_000);
  });

  it('restarts that time after an answer', async () => {
    const clock = createFakeClock(0);
    let tries = 0;
    const persist = createPersist({
      clock,
      signal: new AbortController().signal,
      onConnection: () => {},
      giveUpAfter: 10_000,
    });
    const sometimes = async () => {
      tries += 1;
      if (tries % 3 !== 0) throw problem('OFFLINE');
      return tries;
    };
    for (const answer of [3, 6, 9, 12, 15]) expect(await clock.advanceUntil(persist(sometimes))).toBe(answer);
    expect(clock.now()).toBe(15_000);
  });

  it.each(['ACCESS_DENIED', 'NAME_TAKEN', 'STACK_EXISTS', 'CREDENTIALS_REJECTED'] as const)(
    'is not repeated after %s, where waiting does not help',
    async (code) => {
      const { clock, tries, run } = calling([code]);
      await expect(clock.advanceUntil(run())).rejects.toMatchObject({ code });
      expect(tries).toHaveLength(1);
    },
  );

  it.each(['AWS_ANSWER', 'CLOCK_SKEW'] as const)('is tried three times with %s', async (code) => {
    const { clock, tries, run } = calling([code], {}, true);
    await expect(clock.advanceUntil(run())).rejects.toMatchObject({ code });
    expect(tries).toHaveLength(3);
  });

  it('waits for new credentials, whatever is read while they are being exchanged', async () => {
    const { clock, told, run } = calling([
      'CREDENTIALS_EXPIRED',
      'PROFILE_NOT_USABLE',
      'CREDENTIALS_REJECTED',
    ]);
    expect(await clock.advanceUntil(run())).toBe('answer');
    expect(told.map(({ connection }) => connection.kind)).toEqual(['expired', 'expired', 'expired', 'ok']);
  });

  it('does not wait for them if nobody could provide any', async () => {
    const { clock, run } = calling(['CREDENTIALS_EXPIRED'], { waitForCredentials: false });
    await expect(clock.advanceUntil(run())).rejects.toMatchObject({ code: 'CREDENTIALS_EXPIRED' });
  });

  it('does not wait for an MFA code if nobody is watching', async () => {
    const { clock, tries, run } = calling(['MFA_NEEDED'], { giveUpAfter: 600_000 });
    await expect(clock.advanceUntil(run())).rejects.toMatchObject({ code: 'MFA_NEEDED' });
    expect([tries.length, clock.now()]).toEqual([1, 0]);
  });

  it('waits for an MFA code if a user is watching', async () => {
    const { clock, told, tries, run } = calling(['MFA_NEEDED']);
    expect(await clock.advanceUntil(run())).toBe('answer');
    expect(told[0]?.connection).toMatchObject({ kind: 'expired', code: 'MFA_NEEDED' });
    // Typing it ends the wait, so nothing is gained by asking often.
    expect(tries).toEqual([0, 60_000]);
  });

  it('ends with the reason of its signal, also while waiting', async () => {
    const { clock, controller, run, tries } = calling(['OFFLINE'], {}, true);
    const running = run();
    const rejected = expect(running).rejects.toThrow('left');
    await clock.advance(2500);
    controller.abort(new Error('left'));
    await rejected;
    expect(tries).toHaveLength(2);
  });
});

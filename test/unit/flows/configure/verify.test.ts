import { describe, expect, it } from 'vitest';
import type { Identity } from '../../../../src/core/plan.ts';
import { Problem, type ProblemCode } from '../../../../src/core/problem.ts';
import { type KeyWait, otherPartition, waitForKey } from '../../../../src/flows/configure/verify.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { identity } from '../../../support/pretend-values.ts';

const problem = (code: ProblemCode) => new Problem({ code, what: code, why: 'why', next: 'next' });

function wait(limit: number, answers: (tries: number) => string) {
  const clock = createFakeClock();
  const began = clock.now();
  const waits: KeyWait[] = [];
  let tries = 0;
  const stop = new AbortController();
  const running = waitForKey(
    async () => {
      tries++;
      const answer = answers(tries);
      if (answer === 'yes') return tries;
      throw problem(answer as ProblemCode);
    },
    { clock, limit, onWait: (each) => waits.push(each), signal: stop.signal },
  );
  return { clock, began, waits, running, stop, tries: () => tries };
}

describe('waiting for a key', () => {
  it('ends with the answer, and reports each wait with its next try', async () => {
    const { clock, began, waits, running } = wait(90_000, (n) => (n < 5 ? 'CREDENTIALS_REJECTED' : 'yes'));
    expect(await clock.advanceUntil(running)).toBe(5);
    expect(waits.map(({ tries }) => tries)).toEqual([1, 2, 3, 4]);
    expect(waits.map(({ since, nextAt }) => [since - began, nextAt - began])).toEqual([
      [0, 1000],
      [0, 3000],
      [0, 7000],
      [0, 15_000],
    ]);
  });

  it('ends at its limit, with one last try then', async () => {
    const { clock, began, waits, running } = wait(12_000, () => 'CREDENTIALS_REJECTED');
    await expect(clock.advanceUntil(running)).rejects.toMatchObject({
      code: 'CREDENTIALS_REJECTED',
      what: 'AWS does not know this access key, asked for 12s.',
    });
    expect(clock.now() - began).toBe(12_000);
    expect(waits).toHaveLength(4);
  });

  it.each([
    'CREDENTIALS_SIGNATURE',
    'CLOCK_SKEW',
    'OFFLINE',
    'CREDENTIALS_EXPIRED',
    'ACCESS_DENIED',
  ] as const)('reports %s at once', async (code) => {
    const { running, tries } = wait(90_000, () => code);
    await expect(running).rejects.toMatchObject({ code });
    expect(tries()).toBe(1);
  });

  it('stops when the user leaves', async () => {
    const { clock, running, stop } = wait(90_000, () => 'CREDENTIALS_REJECTED');
    const ended = expect(running).rejects.toThrow('left');
    await clock.advance(1500);
    stop.abort(new Error('left'));
    await ended;
  });
});

describe('the partition of a key', () => {
  const answering =
    (known: Readonly<Record<string, 'yes' | ProblemCode>>) =>
    async (region: string): Promise<Identity> => {
      const answer = known[region] ?? 'CREDENTIALS_REJECTED';
      if (answer === 'yes') return identity;
      throw problem(answer);
    };

  it('is the one that knows it', async () => {
    const found = await otherPartition('eu-west-1', answering({ 'us-gov-west-1': 'yes' }));
    expect(found).toMatchObject({ code: 'CREDENTIALS_REJECTED', what: expect.stringMatching(/GovCloud/) });
    expect(found?.next).toMatch(/choose a region/);
  });

  it('is also the one that finds the secret wrong: it says that only of a key it knows', async () => {
    const found = await otherPartition('eu-west-1', answering({ 'cn-north-1': 'CREDENTIALS_SIGNATURE' }));
    expect(found?.what).toMatch(/AWS China/);
  });

  it('is not guessed if no other knows it, or none can be asked', async () => {
    expect(await otherPartition('eu-west-1', answering({}))).toBeUndefined();
    expect(
      await otherPartition('eu-west-1', answering({ 'us-gov-west-1': 'OFFLINE', 'cn-north-1': 'TIMED_OUT' })),
    ).toBeUndefined();
  });

  it('is looked for in the others only', async () => {
    const asked: string[] = [];
    await otherPartition('cn-northwest-1', async (region) => {
      asked.push(region);
      throw problem('CREDENTIALS_REJECTED');
    });
    expect(asked.sort()).toEqual(['us-east-1', 'us-gov-west-1']);
  });
});

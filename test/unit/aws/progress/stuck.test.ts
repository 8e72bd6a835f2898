import { expect, it } from 'vitest';
import { connectionWords } from '../../../../src/aws/connection-words.ts';
import type { Learned } from '../../../../src/aws/progress/estimate.ts';
import { stuckAdvice, stuckResources, stuckWords } from '../../../../src/aws/progress/stuck.ts';
import { began, created, rolledBack } from '../support/events.ts';
import { progressAfter } from '../support/progress.ts';

const unknown = () => undefined;
const at = (seconds: number) => began + seconds * 1000;
const running = progressAfter(created.slice(0, 5), []);

it('names what takes three times as long as usual and more than a minute, the worst first', () => {
  const names = (seconds: number, learned: Learned = unknown) =>
    stuckResources(running, at(seconds), learned).map(({ logicalId }) => logicalId);
  expect(names(40)).toEqual([]);
  expect(names(64)).toEqual([]);
  expect(names(67)).toEqual(['AuthRole']);
  expect(names(80)).toEqual(['AuthRole', 'Bucket']);
  expect(names(80, () => ({ low: 60_000, middle: 60_000, high: 60_000 }))).toEqual([]);
  expect(stuckResources(progressAfter(rolledBack, []), at(900), unknown)).toEqual([]);
});

it('says how long it has been running and how long it usually takes, and what you can do', () => {
  const [, bucket] = stuckResources(running, at(195), () => undefined);
  expect(stuckWords(bucket!)).toBe('Bucket has been running for 3m 10s; it usually takes 23s');
  expect(stuckAdvice(running)).toContain('deleting the stack stops it');
});

it.each([
  [{ kind: 'ok' }, undefined],
  [{ kind: 'throttled', nextTryAt: 8_000 }, 'AWS asks for fewer requests, trying again in 8s'],
  [{ kind: 'throttled', nextTryAt: 0 }, 'AWS asks for fewer requests, trying now'],
  [
    { kind: 'offline', since: -12_000, nextTryAt: 3_200, why: '' },
    'no connection for 12s, trying again in 4s',
  ],
  [{ kind: 'offline', since: -70_000, nextTryAt: -1, why: '' }, 'no connection for 1m 10s, trying now'],
  [
    { kind: 'expired', since: 0, nextTryAt: 5_000, why: '' },
    'the credentials have expired, checking again in 5s; what runs in AWS continues',
  ],
] as const)('%o', (connection, words) => {
  expect(connectionWords(connection, 0)).toBe(words);
});

import { expect, test, vi } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import type { AwsCredentials } from '../../../src/credentials/access.ts';
import { renewBefore, sharedProvider } from '../../../src/credentials/provider.ts';

const named = (accessKeyId: string, expiresAt?: number): AwsCredentials => ({
  accessKeyId,
  secretAccessKey: new Secret('canary'),
  ...(expiresAt === undefined ? {} : { expiresAt }),
});

test('simultaneous calls share one resolution, later ones its result', async () => {
  let give: (credentials: AwsCredentials) => void = () => undefined;
  const resolve = vi.fn(() => new Promise<AwsCredentials>((done) => (give = done)));
  const provider = sharedProvider(resolve);
  const calls = [provider(), provider(), provider({ renew: true })];
  give(named('one'));
  const given = await Promise.all(calls);
  expect(new Set(given).size).toBe(1);
  expect(await provider()).toBe(given[0]);
  expect(resolve).toHaveBeenCalledTimes(1);
});

test('credentials are kept until a minute before they expire', async () => {
  let now = 0;
  const resolve = vi.fn(async () => named('x', now + 3_600_000));
  const provider = sharedProvider(resolve, { now: () => now });
  await provider();
  now = 3_600_000 - renewBefore - 1;
  await provider();
  expect(resolve).toHaveBeenCalledTimes(1);
  now += 1;
  await provider();
  expect(resolve).toHaveBeenCalledTimes(2);
});

test('a failure reaches all waiting callers and is not kept', async () => {
  const resolve = vi.fn<() => Promise<AwsCredentials>>(async () => named('good'));
  resolve.mockRejectedValueOnce(new Error('no'));
  const provider = sharedProvider(resolve);
  const both = await Promise.allSettled([provider(), provider()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect((await provider()).accessKeyId).toBe('good');
  expect(resolve).toHaveBeenCalledTimes(2);
});

test('credentials that AWS refused are resolved again, and others are kept', async () => {
  const resolve = vi.fn(async () => named('second'));
  const provider = sharedProvider(resolve, { first: named('first') });
  expect((await provider({ refused: 'older' })).accessKeyId).toBe('first');
  expect((await provider({ refused: 'first' })).accessKeyId).toBe('second');
  expect((await provider({ refused: 'first' })).accessKeyId).toBe('second');
  expect(resolve).toHaveBeenCalledTimes(1);
});

test('credentials that are known already are returned first', async () => {
  const resolve = vi.fn(async () => named('second'));
  const provider = sharedProvider(resolve, { first: named('first') });
  expect((await provider()).accessKeyId).toBe('first');
  expect((await provider({ renew: true })).accessKeyId).toBe('second');
});

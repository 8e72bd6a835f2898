import { afterEach, expect, it } from 'vitest';
import { type OneTimeAddress, oneTimeAddress } from '../../../src/platform/one-time-address.ts';

const open: OneTimeAddress[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

const target = 'https://signin.aws.amazon.com/federation?SigninToken=secret';

async function addressFor(patience = 60_000) {
  const address = await oneTimeAddress(target, patience);
  open.push(address);
  return address;
}
const ask = (url: string, method = 'GET') => fetch(url, { method, redirect: 'manual' });

it('redirects the first request to the other address, and keeps it out of what is sent along', async () => {
  const { url, used } = await addressFor();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}$/);
  expect(url).not.toContain('secret');
  const answer = await ask(url);
  expect([answer.status, answer.headers.get('location')]).toEqual([302, target]);
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await used).toBe(true);
  await expect(ask(url)).rejects.toThrow();
});

it('says nothing to those who do not know it, or only check whether it exists', async () => {
  const { url, used } = await addressFor();
  expect((await ask(new URL('/', url).href)).status).toBe(404);
  expect((await ask(url, 'HEAD')).status).toBe(404);
  expect((await ask(url)).status).toBe(302);
  expect(await used).toBe(true);
});

it('is closed if nobody requests it', async () => {
  const { used } = await addressFor(1);
  expect(await used).toBe(false);
});

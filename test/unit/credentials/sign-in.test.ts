import { expect, it, vi } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import type { AwsCredentials, CredentialProvider } from '../../../src/credentials/access.ts';
import { codeNeeded, withCodes } from '../../../src/credentials/sign-in.ts';

const session = (accessKeyId: string): AwsCredentials => ({ accessKeyId, secretAccessKey: new Secret('s') });
const needed = () => codeNeeded('biz', 'arn:aws:iam::111122223333:mfa/dev');

/** Returns these sessions, one each time a user is asked. */
function asked(...keys: string[]) {
  const given = [...keys];
  return vi.fn<CredentialProvider>(async () =>
    session(given.length > 1 ? (given.shift() ?? '') : (keys.at(-1) ?? '')),
  );
}

it('asks before the first use', async () => {
  const credentials = asked('ASIA1');
  expect(await withCodes({ credentials }, async () => 'done')).toBe('done');
  expect(credentials.mock.calls).toEqual([[{ mayAsk: true }]]);
});

it('asks again for each session that AWS no longer accepts', async () => {
  const credentials = asked('ASIA1', 'ASIA2', 'ASIA3');
  const use = vi.fn(async () => 'done');
  use.mockRejectedValueOnce(needed()).mockRejectedValueOnce(needed());
  expect(await withCodes({ credentials }, use)).toBe('done');
  expect(use).toHaveBeenCalledTimes(3);
});

it('gives up if a code would not help: the session is the same', async () => {
  const credentials = asked('ASIA1');
  const use = vi.fn(async () => Promise.reject(needed()));
  await expect(withCodes({ credentials }, use)).rejects.toMatchObject({ code: 'MFA_NEEDED' });
  expect(use).toHaveBeenCalledTimes(1);
});

it('passes on everything else', async () => {
  await expect(
    withCodes({ credentials: asked('ASIA1') }, async () => Promise.reject(new Error('other'))),
  ).rejects.toThrow('other');
});

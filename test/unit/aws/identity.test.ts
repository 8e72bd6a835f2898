import { expect, it, vi } from 'vitest';
import { identify } from '../../../src/aws/identity.ts';
import { Secret } from '../../../src/core/secret.ts';
import type { Access } from '../../../src/credentials/access.ts';
import { eventually } from '../../support/eventually.ts';
import { awsError, createFakeAws } from './support/fake-aws.ts';

const access: Access = {
  choice: { kind: 'profile', name: 'shop-dev' },
  label: 'profile shop-dev',
  endpoints: {},
  credentials: async () => ({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: new Secret('x') }),
};
const arn = 'arn:aws-cn:iam::111122223333:user/dev';
const GetCallerIdentity = () => ({ Account: '111122223333', Arn: arn, UserId: 'AIDA' });

it('shows account, partition, region, access and alias', async () => {
  const { clients } = createFakeAws({
    GetCallerIdentity,
    ListAccountAliases: () => ({ AccountAliases: ['shop'] }),
  });
  expect(await identify(clients, access)).toEqual({
    account: '111122223333',
    accountAlias: 'shop',
    arn,
    partition: 'aws-cn',
    region: 'eu-west-1',
    access: 'shop-dev',
    cloud: { kind: 'aws' },
  });
});

it('works without an alias, whether there is none or it may not be read', async () => {
  for (const ListAccountAliases of [
    () => ({ AccountAliases: [] }),
    () => {
      throw awsError('AccessDenied', '', 403);
    },
  ]) {
    const { clients } = createFakeAws({ GetCallerIdentity, ListAccountAliases });
    expect(await identify(clients, access)).not.toHaveProperty('accountAlias');
  }
});

it('waits at most two seconds for an alias', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const { clients } = createFakeAws({ GetCallerIdentity, ListAccountAliases: () => new Promise(() => {}) });
    const asked = identify(clients, access);
    await eventually(() => expect(vi.getTimerCount()).toBe(1));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await asked).not.toHaveProperty('accountAlias');
  } finally {
    vi.useRealTimers();
  }
});

it.each([
  {},
  { Account: '11112222333', Arn: arn },
  { Account: '1111-2222-3333', Arn: arn },
  { Account: '111122223333\n', Arn: arn },
  { Account: '../../etc/123', Arn: arn },
  { Account: '111122223333', Arn: 'user/dev' },
])('treats an answer without an account, or with an impossible one, as not from AWS: %j', async (answer) => {
  const { clients } = createFakeAws({ GetCallerIdentity: () => answer });
  await expect(identify(clients, access)).rejects.toMatchObject({ code: 'AWS_ANSWER' });
});

it.each([
  { Account: 'x'.repeat(500), Arn: arn },
  { Account: '1111-2222-3333', Arn: arn },
  { Account: '111122223333', Arn: 'somebody' },
])('treats an answer that AWS cannot give as not from AWS: %j', async (answer) => {
  const { clients } = createFakeAws({ GetCallerIdentity: () => answer });
  await expect(identify(clients, access)).rejects.toMatchObject({ code: 'AWS_ANSWER' });
});

it('translates a refusal', async () => {
  const { clients } = createFakeAws({
    GetCallerIdentity: () => {
      throw awsError('InvalidClientTokenId', '', 403);
    },
  });
  await expect(identify(clients, access)).rejects.toMatchObject({ code: 'CREDENTIALS_REJECTED' });
});

it('stops with the reason of the signal', async () => {
  const reason = new Error('left the step');
  const { clients } = createFakeAws({ GetCallerIdentity });
  await expect(identify(clients, access, AbortSignal.abort(reason))).rejects.toBe(reason);
});

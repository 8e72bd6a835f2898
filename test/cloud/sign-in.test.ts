import { AttachRolePolicyCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import type { Credentials } from '@aws-sdk/client-sts';
import {
  AssumeRoleCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { clientsFor, cloudOnManualClock } from './support/cloud.ts';
import { control } from './support/control.ts';
import { optionsOf } from './support/roles.ts';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }],
});
const RoleArn = 'arn:aws:iam::111122223333:role/reader';

async function cloudWithReader() {
  const { cloud, clock } = await cloudOnManualClock();
  const { iam, sts } = clientsFor(cloud);
  await iam.send(new CreateRoleCommand({ RoleName: 'reader', AssumeRolePolicyDocument: trust }));
  await iam.send(
    new AttachRolePolicyCommand({
      RoleName: 'reader',
      PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
  );
  const ask = (fields: Record<string, string>) =>
    fetch(`${cloud.endpoint}/federation?${new URLSearchParams(fields)}`);
  const assume = async (from = sts) =>
    (await from.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }))).Credentials!;
  return {
    ...{ cloud, clock, sts, ask, assume },
    token: (credentials: Credentials, more: Record<string, string> = {}) =>
      ask({ Action: 'getSigninToken', Session: sessionOf(credentials), ...more }),
  };
}

function sessionOf({ AccessKeyId, SecretAccessKey, SessionToken }: Partial<Credentials>): string {
  return JSON.stringify({ sessionId: AccessKeyId, sessionKey: SecretAccessKey, sessionToken: SessionToken });
}

async function tokenIn(answer: Response): Promise<string> {
  return ((await answer.json()) as { SigninToken: string }).SigninToken;
}

const Destination = 'https://console.aws.amazon.com/s3';

describe('the federation endpoint', () => {
  it('signs a session of a role in, within a quarter of an hour', async () => {
    const { cloud, clock, ask, assume, token } = await cloudWithReader();
    const SigninToken = await tokenIn(await token(await assume(), { SessionDuration: '7200' }));
    const login = () => ask({ Action: 'login', Issuer: 'test', Destination, SigninToken });
    const page = await login();
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('assumed-role/reader/me');
    clock.advance(15 * 60_000);
    expect((await login()).status).toBe(400);
    const { counts } = await control(cloud.endpoint, 'GET', 'calls?service=signin');
    expect(counts).toEqual({ 'signin.getSigninToken': 1, 'signin.login': 2 });
  });

  it('accepts the session as a form, too', async () => {
    const { cloud, assume } = await cloudWithReader();
    const body = new URLSearchParams({ Action: 'getSigninToken', Session: sessionOf(await assume()) });
    expect((await fetch(`${cloud.endpoint}/federation`, { method: 'POST', body })).status).toBe(200);
  });

  it.each<[string, (given: Awaited<ReturnType<typeof cloudWithReader>>) => Promise<Response>]>([
    ['another secret', async ({ assume, token }) => token({ ...(await assume()), SecretAccessKey: 'other' })],
    ['no token', async ({ assume, token }) => token({ ...(await assume()), SessionToken: undefined })],
    [
      'a session that has ended',
      async ({ assume, token, clock }) => {
        const session = await assume();
        clock.advance(3_600_000);
        return token(session);
      },
    ],
    [
      'the session of a user',
      async ({ sts, token }) => token((await sts.send(new GetSessionTokenCommand({}))).Credentials!),
    ],
    [
      'a session that is too short',
      async ({ assume, token }) => token(await assume(), { SessionDuration: '899' }),
    ],
    [
      'one that is too long',
      async ({ assume, token }) => token(await assume(), { SessionDuration: '43201' }),
    ],
    [
      'a length for the session of a role that a role has assumed',
      async ({ cloud, assume, token }) =>
        token(await assume(new STSClient(optionsOf(cloud, await assume()))), { SessionDuration: '900' }),
    ],
    ['no session', ({ ask }) => ask({ Action: 'getSigninToken' })],
    [
      'a destination that is none',
      async ({ ask, assume, token }) => {
        const SigninToken = await tokenIn(await token(await assume()));
        return ask({ Action: 'login', Destination: 'http://console.aws.amazon.com', SigninToken });
      },
    ],
  ])('refuses %s', async (_, refused) => {
    const answer = await refused(await cloudWithReader());
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html']);
  });

  it('signs in sessions of federated users, and of roles that roles have assumed, for as long as they last', async () => {
    const { cloud, sts, assume, token } = await cloudWithReader();
    const federated = await sts.send(new GetFederationTokenCommand({ Name: 'guest' }));
    expect((await token(federated.Credentials!)).status).toBe(200);
    const chained = await assume(new STSClient(optionsOf(cloud, await assume())));
    expect((await token(chained)).status).toBe(200);
  });
});

import {
  AmplifyClient,
  CreateAppCommand,
  CreateBackendEnvironmentCommand,
  GetAppCommand,
  GetBackendEnvironmentCommand,
  ListAppsCommand,
} from '@aws-sdk/client-amplify';
import { expect, it } from 'vitest';
import { clientOptions, cloudForTest, errorOf } from './support/cloud.ts';
import { control } from './support/control.ts';
import { manualClock } from './support/manual-clock.ts';
import { wire } from './support/wire.ts';

const START = Math.floor(Date.now() / 1000) * 1000;

async function setUp() {
  const cloud = await cloudForTest({ clock: manualClock(START), speed: 1 });
  const { replies, requestHandler } = wire();
  const client = new AmplifyClient({ ...clientOptions(cloud), requestHandler: requestHandler as never });
  const last = () => ({ ...replies.at(-1)!, body: JSON.parse(replies.at(-1)!.body) });
  return { cloud, client, last };
}

it('answers with apps and backend environments as the REST JSON protocol has them', async () => {
  const { client, last } = await setUp();
  const { app } = await client.send(
    new CreateAppCommand({ name: 'shop', environmentVariables: { _LIVE: '[]' }, tags: { team: 'web' } }),
  );
  const appId = app!.appId!;
  expect(appId).toMatch(/^d[a-z0-9]{13}$/);
  expect(last()).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
  expect(last().body).toEqual({
    app: {
      appId,
      appArn: `arn:aws:amplify:eu-west-1:111122223333:apps/${appId}`,
      name: 'shop',
      platform: 'WEB',
      createTime: START / 1000,
      updateTime: START / 1000,
      environmentVariables: { _LIVE: '[]' },
      defaultDomain: `${appId}.amplifyapp.com`,
      enableBranchAutoBuild: false,
      enableBranchAutoDeletion: false,
      enableBasicAuth: false,
      tags: { team: 'web' },
    },
  });
  expect(app!.createTime).toEqual(new Date(START));
  await client.send(
    new CreateBackendEnvironmentCommand({
      appId,
      environmentName: 'dev',
      stackName: 'amplify-shop-dev-12345',
      deploymentArtifacts: 'amplify-shop-dev-12345-deployment',
    }),
  );
  expect(last().body).toEqual({
    backendEnvironment: {
      backendEnvironmentArn: `arn:aws:amplify:eu-west-1:111122223333:apps/${appId}/backendenvironments/dev`,
      environmentName: 'dev',
      stackName: 'amplify-shop-dev-12345',
      deploymentArtifacts: 'amplify-shop-dev-12345-deployment',
      createTime: START / 1000,
      updateTime: START / 1000,
    },
  });
});

it('answers with errors in its own format, including those of the signature', async () => {
  const { cloud, client, last } = await setUp();
  const missing = await errorOf(client.send(new GetAppCommand({ appId: 'd0' })));
  expect([missing.name, missing.message]).toEqual(['NotFoundException', 'App d0 not found.']);
  expect(last()).toMatchObject({
    status: 404,
    headers: { 'x-amzn-errortype': 'NotFoundException' },
    body: { message: 'App d0 not found.' },
  });
  const { app } = await client.send(new CreateAppCommand({ name: 'shop' }));
  await errorOf(client.send(new GetBackendEnvironmentCommand({ appId: app!.appId, environmentName: 'dev' })));
  expect(last()).toMatchObject({ status: 404, body: { message: 'BackendEnvironment dev does not exist.' } });
  const options = clientOptions(cloud);
  const names = await Promise.all(
    [
      { ...options.credentials, secretAccessKey: 'wrong' },
      { ...options.credentials, accessKeyId: 'AKIAUNKNOWNUNKNOWN22' },
    ].map(
      async (credentials) =>
        (await errorOf(new AmplifyClient({ ...options, credentials }).send(new ListAppsCommand({})))).name,
    ),
  );
  expect(names).toEqual(['InvalidSignatureException', 'UnrecognizedClientException']);
});

it('is throttled, and expires, in its own words', async () => {
  const { cloud, client, last } = await setUp();
  const failsWith = async (fault: string) => {
    await control(cloud.endpoint, 'DELETE', 'faults');
    await control(cloud.endpoint, 'POST', 'faults', { faults: [fault] });
    const { name } = await errorOf(client.send(new ListAppsCommand({})));
    return [last().status, name];
  };
  expect(await failsWith('throttle@amplify')).toEqual([429, 'TooManyRequestsException']);
  expect(await failsWith('expire@ListApps')).toEqual([403, 'ExpiredTokenException']);
  expect(await failsWith('error=500@amplify')).toEqual([500, 'InternalFailureException']);
});

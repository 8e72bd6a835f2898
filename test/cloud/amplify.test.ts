import {
  AmplifyClient,
  CreateAppCommand,
  CreateBackendEnvironmentCommand,
  DeleteAppCommand,
  DeleteBackendEnvironmentCommand,
  GetAppCommand,
  GetBackendEnvironmentCommand,
  ListAppsCommand,
  ListBackendEnvironmentsCommand,
  ListBranchesCommand,
  UpdateAppCommand,
} from '@aws-sdk/client-amplify';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { clientOptions, clientsFor, cloudForTest, cloudOnManualClock, errorOf } from './support/cloud.ts';

const inRegion = async (region?: string) => {
  const cloud = await cloudForTest();
  return { cloud, client: new AmplifyClient(clientOptions(cloud, 'dev', region)) };
};

/** A client of a new user of Dev Corp with one policy: a managed one by its ARN, or a policy's text. */
async function clientWith(policy: string) {
  const { cloud, clock } = await cloudOnManualClock();
  const { iam } = clientsFor(cloud);
  const UserName = 'limited';
  await iam.send(new CreateUserCommand({ UserName }));
  if (policy.startsWith('arn:')) await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: policy }));
  else {
    const own = { UserName, PolicyName: 'own', PolicyDocument: policy };
    await iam.send(new PutUserPolicyCommand(own));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  clock.advance(10_000);
  const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey!;
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
  return { cloud, client: new AmplifyClient({ ...clientOptions(cloud), credentials }) };
}

const statement = (Action: string, Resource: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });

describe('permissions', () => {
  it('say which call on which app is not allowed', async () => {
    const { client } = await clientWith(statement('amplify:ListApps', '*'));
    expect((await client.send(new ListAppsCommand({}))).apps).toEqual([]);
    const denied = await errorOf(client.send(new CreateAppCommand({ name: 'shop' })));
    expect([denied.name, denied.$metadata.httpStatusCode]).toEqual(['AccessDeniedException', 403]);
    expect(denied.message).toContain(
      'user/limited is not authorized to perform: amplify:CreateApp on resource: arn:aws:amplify:eu-west-1:111122223333:apps/*',
    );
  });

  it('are checked by app and environment', async () => {
    const { client } = await clientWith(
      statement('amplify:*', 'arn:aws:amplify:eu-west-1:111122223333:apps/dmine*'),
    );
    const names = await Promise.all(
      ['dmine', 'dother'].map(
        async (appId) => (await errorOf(client.send(new GetAppCommand({ appId })))).name,
      ),
    );
    expect(names).toEqual(['NotFoundException', 'AccessDeniedException']);
    const other = new GetBackendEnvironmentCommand({ appId: 'dother', environmentName: 'dev' });
    expect((await errorOf(client.send(other))).message).toContain('apps/dother/backendenvironments/dev');
  });

  it('let AdministratorAccess-Amplify do everything', async () => {
    const { client } = await clientWith('arn:aws:iam::aws:policy/AdministratorAccess-Amplify');
    const { app } = await client.send(new CreateAppCommand({ name: 'shop' }));
    expect(app!.name).toBe('shop');
  });
});

describe('apps', () => {
  it('belong to one account and one region', async () => {
    const { cloud, client } = await inRegion();
    const { app } = await client.send(new CreateAppCommand({ name: 'shop' }));
    const names = async (given: ReturnType<typeof clientOptions>) =>
      (await new AmplifyClient(given).send(new ListAppsCommand({}))).apps!.map(({ appId }) => appId);
    expect(await names(clientOptions(cloud))).toEqual([app!.appId]);
    expect(await names(clientOptions(cloud, 'biz'))).toEqual([]);
    expect(await names(clientOptions(cloud, 'dev', 'us-east-1'))).toEqual([]);
  });

  it('come in pages, 25 at most', async () => {
    const { client } = await inRegion();
    for (let count = 0; count < 25; count++) await client.send(new CreateAppCommand({ name: 'same' }));
    const first = await client.send(new ListAppsCommand({ maxResults: 20 }));
    const second = await client.send(new ListAppsCommand({ maxResults: 20, nextToken: first.nextToken }));
    expect([first.apps!.length, second.apps!.length, second.nextToken]).toEqual([20, 5, undefined]);
    const full = await errorOf(client.send(new CreateAppCommand({ name: 'one-more' })));
    expect([full.name, full.$metadata.httpStatusCode]).toEqual(['LimitExceededException', 429]);
  });

  it('require a name', async () => {
    const { client } = await inRegion();
    const nameless = await errorOf(client.send(new CreateAppCommand({} as { name: string })));
    expect(nameless.name).toBe('BadRequestException');
    const long = await errorOf(client.send(new CreateAppCommand({ name: 'x'.repeat(256) })));
    expect(long.name).toBe('BadRequestException');
  });

  it('are refused by name if they do not exist', async () => {
    const { client } = await inRegion();
    const build = await errorOf(client.send(new CreateAppCommand({ name: 'shop', buildSpec: 'version: 1' })));
    expect([build.name, build.message]).toEqual([
      'NotImplemented',
      'The demo cloud does not implement the parameter buildSpec of CreateApp.',
    ]);
    const branches = await errorOf(client.send(new ListBranchesCommand({ appId: 'd0' })));
    expect(branches.message).toBe('App d0 not found.');
    const platform = await errorOf(client.send(new UpdateAppCommand({ appId: 'd0', platform: 'WEB' })));
    expect(platform.message).toBe('The demo cloud does not implement the parameter platform of UpdateApp.');
  });

  it('change only the named members, and the variables as a whole', async () => {
    const { client } = await inRegion();
    const variables = { A: '1', B: '2' };
    const made = new CreateAppCommand({ name: 'shop', description: 'old', environmentVariables: variables });
    const { appId = '' } = (await client.send(made)).app!;
    await client.send(new UpdateAppCommand({ appId, description: 'new' }));
    const { app } = await client.send(new GetAppCommand({ appId }));
    expect(app).toMatchObject({ name: 'shop', description: 'new', environmentVariables: variables });
    await client.send(new UpdateAppCommand({ appId, environmentVariables: { A: '3' } }));
    const after = (await client.send(new GetAppCommand({ appId }))).app;
    expect([after?.description, after?.environmentVariables]).toEqual(['new', { A: '3' }]);
    const unknown = await errorOf(client.send(new UpdateAppCommand({ appId: 'd0' })));
    expect(unknown.name).toBe('NotFoundException');
  });

  it('are deleted with their environments, once', async () => {
    const { client } = await inRegion();
    const { app } = await client.send(new CreateAppCommand({ name: 'shop' }));
    await client.send(new CreateAppCommand({ name: 'other' }));
    const gone = new DeleteAppCommand({ appId: app!.appId! });
    expect((await client.send(gone)).app?.name).toBe('shop');
    expect((await client.send(new ListAppsCommand({}))).apps?.map(({ name }) => name)).toEqual(['other']);
    expect((await errorOf(client.send(gone))).name).toBe('NotFoundException');
  });
});

describe('backend environments', () => {
  it('have one name each, ten in an app', async () => {
    const { client } = await inRegion();
    const appId = (await client.send(new CreateAppCommand({ name: 'shop' }))).app!.appId!;
    const create = (environmentName: string) =>
      client.send(new CreateBackendEnvironmentCommand({ appId, environmentName }));
    for (let count = 0; count < 10; count++) await create(`env${count}`);
    expect((await errorOf(create('env0'))).message).toBe('BackendEnvironment env0 already exists.');
    expect((await errorOf(create('eleventh'))).name).toBe('LimitExceededException');
    const list = async (environmentName?: string) =>
      (await client.send(new ListBackendEnvironmentsCommand({ appId, environmentName })))
        .backendEnvironments!;
    expect(await list()).toHaveLength(10);
    expect((await list('env3')).map((one) => one.environmentName)).toEqual(['env3']);
  });

  it('are removed from their app one by one, and from no other', async () => {
    const { cloud, client } = await inRegion();
    const make = async (name: string) => (await client.send(new CreateAppCommand({ name }))).app!.appId!;
    const [appId, otherApp] = [await make('shop'), await make('other')];
    for (const [id, environmentName] of [
      [appId, 'dev'],
      [appId, 'prod'],
      [otherApp, 'dev'],
    ] as const)
      await client.send(
        new CreateBackendEnvironmentCommand({ appId: id, environmentName, stackName: `amplify-${id}` }),
      );
    const gone = new DeleteBackendEnvironmentCommand({ appId, environmentName: 'dev' });
    // Not those of another account, even with the same id.
    const elsewhere = new AmplifyClient(clientOptions(cloud, 'biz'));
    expect((await errorOf(elsewhere.send(gone))).name).toBe('NotFoundException');
    const { backendEnvironment } = await client.send(gone);
    expect(backendEnvironment).toMatchObject({ environmentName: 'dev', stackName: `amplify-${appId}` });
    const names = async (id: string) =>
      (await client.send(new ListBackendEnvironmentsCommand({ appId: id }))).backendEnvironments!.map(
        ({ environmentName }) => environmentName,
      );
    expect([await names(appId), await names(otherApp)]).toEqual([['prod'], ['dev']]);
    const again = await errorOf(client.send(gone));
    expect([again.name, again.$metadata.httpStatusCode]).toEqual(['NotFoundException', 404]);
    const noApp = new DeleteBackendEnvironmentCommand({ appId: 'd0', environmentName: 'prod' });
    expect((await errorOf(client.send(noApp))).message).toBe('App d0 not found.');
    // The name is free again.
    await client.send(new CreateBackendEnvironmentCommand({ appId, environmentName: 'dev' }));
    expect(await names(appId)).toEqual(['prod', 'dev']);
  });

  it('are removed only with permission for this one', async () => {
    const { client } = await clientWith(
      statement(
        'amplify:DeleteBackendEnvironment',
        'arn:aws:amplify:eu-west-1:111122223333:apps/*/backendenvironments/mine',
      ),
    );
    const errors = await Promise.all(
      ['mine', 'prod'].map((environmentName) =>
        errorOf(client.send(new DeleteBackendEnvironmentCommand({ appId: 'd0', environmentName }))),
      ),
    );
    expect(errors.map(({ name }) => name)).toEqual(['NotFoundException', 'AccessDeniedException']);
    expect(errors[1]?.message).toContain('amplify:DeleteBackendEnvironment');
  });
});

import { describe, expect, it } from 'vitest';
import { ensureApp, removeApp } from '../../../../src/flows/init/amplify-app.ts';
import { planInit } from '../../../../src/flows/init/plan.ts';
import { storeBackend } from '../../../../src/flows/init/run.ts';
import { unpackFiles } from '../../../../src/project/backend-archive.ts';
import { answers, plan as documented, stack } from '../../../support/pretend-values.ts';
import { type Answers, awsError, networkError } from '../../aws/support/fake-aws.ts';
import { initWorld } from './support.ts';

const stackName = 'amplify-shop-dev-0a1b2';
const plan = planInit({ ...documented, layout: 'multi-env', environment: 'dev', stackName });
const own = { appId: 'down', description: `Amplify backend of the stack ${stackName}` };
const other = { appId: 'dother', description: 'somebody else' };
const missing = () => {
  throw awsError('NotFoundException', 'no', 404);
};
const made: Answers = {
  ListApps: () => ({ apps: [other] }),
  CreateApp: () => ({ app: { appId: 'dnew' } }),
  GetBackendEnvironment: missing,
  CreateBackendEnvironment: () => ({}),
};

describe('the Amplify app of a new environment', () => {
  it('is created, and has the stack and bucket', async () => {
    const { tools, persist, sent } = initWorld(made);
    expect(await ensureApp(tools, plan, persist)).toEqual({ appId: 'dnew' });
    expect(sent.find(({ name }) => name === 'CreateApp')?.input).toMatchObject({
      name: answers.name,
      description: own.description,
    });
    expect(sent.at(-1)).toMatchObject({
      name: 'CreateBackendEnvironment',
      input: {
        appId: 'dnew',
        environmentName: 'dev',
        stackName,
        deploymentArtifacts: `${stackName}-deployment`,
      },
    });
  });

  it('that an earlier run has created is used again, on whichever page it is listed', async () => {
    const pages: Record<string, object> = { '': { apps: [other], nextToken: 'more' }, more: { apps: [own] } };
    const { tools, persist, sent } = initWorld({
      ...made,
      ListApps: ({ nextToken }) => pages[String(nextToken ?? '')],
      GetBackendEnvironment: () => ({}),
    });
    expect(await ensureApp(tools, plan, persist)).toEqual({ appId: 'down' });
    expect(sent.map(({ name }) => name)).not.toContain('CreateApp');
    expect(sent.map(({ name }) => name)).not.toContain('CreateBackendEnvironment');
  });

  it('is looked for again if the answer of its creation is lost, so there is only one', async () => {
    const apps = [other];
    let tries = 0;
    const { tools, persist, clock } = initWorld({
      ...made,
      ListApps: () => ({ apps }),
      CreateApp: () => {
        tries += 1;
        apps.push(own);
        throw networkError('ECONNRESET');
      },
    });
    const ensured = ensureApp(tools, plan, persist);
    await clock.advance(60_000);
    expect(await ensured).toEqual({ appId: 'down' });
    expect(tries).toBe(1);
  });

  it.each([
    ['ListApps', awsError('UnauthorizedException', 'not you', 403), /not you|may not|not allow/],
    ['CreateApp', awsError('AccessDeniedException', 'not you', 403), /not you|not allow/],
    ['CreateApp', awsError('LimitExceededException', 'too many apps', 429), /too many apps/],
  ])('is skipped if %s is refused, and the reason is reported', async (name, error, words) => {
    const { tools, persist } = initWorld({
      ...made,
      [name]: () => {
        throw error;
      },
    });
    expect(await ensureApp(tools, plan, persist)).toEqual({ missing: expect.stringMatching(words) });
  });

  it('is skipped if AWS repeats a fault, after the third', async () => {
    let tries = 0;
    const { tools, persist, clock } = initWorld({
      ...made,
      ListApps: () => {
        tries += 1;
        throw awsError('InternalFailure', 'oh', 500);
      },
    });
    const ensured = ensureApp(tools, plan, persist);
    await clock.advance(120_000);
    expect(await ensured).toEqual({ missing: expect.stringContaining('fault') });
    expect(tries).toBe(3);
  });

  it('is asked for only where the service exists', async () => {
    const { tools, persist, sent } = initWorld({});
    const elsewhere = { ...tools, followClients: { ...tools.followClients, region: 'il-central-1' } };
    expect(await ensureApp(elsewhere, plan, persist)).toEqual({
      missing: expect.stringContaining('il-central-1'),
    });
    expect(sent).toEqual([]);
  });

  it('is deleted by a clean-up, and no other is', async () => {
    const gone: unknown[] = [];
    const { tools, persist } = initWorld({
      ListApps: () => ({ apps: [other, own] }),
      DeleteApp: ({ appId }) => gone.push(appId),
    });
    await removeApp(tools, plan, persist);
    await removeApp(tools, documented, persist);
    expect(gone).toEqual(['down']);
  });

  it('that may not be deleted prevents the clean-up from being called done', async () => {
    const { tools, persist } = initWorld({
      ListApps: () => ({ apps: [own] }),
      DeleteApp: () => {
        throw awsError('AccessDeniedException', 'no', 403);
      },
    });
    await expect(removeApp(tools, plan, persist)).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
      what: expect.stringContaining('down'),
    });
  });
});

describe('the objects stored beside the stack of an environment', () => {
  it('are the backend as the files will have it, under the keys of the Amplify CLI', async () => {
    const objects = new Map<unknown, unknown>();
    const { tools, persist } = initWorld({
      ...made,
      DescribeStacks: () => ({
        Stacks: [
          {
            ...{ StackId: stack.stackId, StackName: stackName, StackStatus: 'CREATE_COMPLETE' },
            CreationTime: new Date(0),
            Outputs: Object.entries({
              ...{ Region: 'eu-west-1', StackName: stackName, StackId: stack.stackId },
              ...{ DeploymentBucketName: 'b', AuthRoleArn: 'a', AuthRoleName: 'an' },
              ...{ UnauthRoleArn: 'u', UnauthRoleName: 'un' },
            }).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
          },
        ],
      }),
      PutObject: ({ Key, Body }) => {
        objects.set(Key, Body);
        return { ETag: 'e' };
      },
    });
    const { stack: whole } = await storeBackend(tools, plan, stack.stackId, persist);
    expect(whole).toMatchObject({ appId: 'dnew', deploymentBucketName: 'b' });
    expect([...objects.keys()]).toEqual([
      '#current-cloud-backend.zip',
      ...[
        'studio-backend/cli.json',
        'studio-backend/amplify-meta.json',
        'studio-backend/backend-config.json',
      ],
      ...['amplify-meta.json', 'backend-config.json'],
    ]);
    const packed = unpackFiles(objects.get('#current-cloud-backend.zip') as Uint8Array);
    expect([...packed.keys()].sort()).toEqual([
      ...['amplify-meta.json', 'awscloudformation/build/root-cloudformation-stack.json', 'cli.json'],
      'tags.json',
    ]);
    expect(new TextDecoder().decode(packed.get('amplify-meta.json'))).toBe(objects.get('amplify-meta.json'));
    expect(JSON.parse(String(objects.get('amplify-meta.json')))).toMatchObject({
      providers: { awscloudformation: { AmplifyAppId: 'dnew', StackId: stack.stackId } },
    });
  });
});

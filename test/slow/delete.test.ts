import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { AmplifyClient, UpdateAppCommand } from '@aws-sdk/client-amplify';
import {
  CloudFormationClient,
  GetTemplateCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { AttachRolePolicyCommand, DetachRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, expect, it, vi } from 'vitest';
import { type DemoCloud, startDemoCloud } from '../../demo/cloud/server.ts';
import { carryOutDelete, lookForDelete } from '../../src/app/actors/delete/work.ts';
import { openAppContext } from '../../src/app/app-context.ts';
import { type Arguments, readArguments } from '../../src/app/command-line/arguments.ts';
import { listApps } from '../../src/aws/amplify.ts';
import { bucketExists } from '../../src/aws/bucket.ts';
import { createAwsClients } from '../../src/aws/clients.ts';
import { describeStack } from '../../src/aws/stack.ts';
import { run as deleteHeadless } from '../../src/commands/flows/delete.ts';
import { run as initHeadless } from '../../src/commands/flows/init.ts';
import { Problem } from '../../src/core/problem.ts';
import { Secret } from '../../src/core/secret.ts';
import { planDelete } from '../../src/flows/delete/plan.ts';
import { folderWith } from '../unit/project/support/folders.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  vi.unstubAllEnvs();
});

/** A cloud, an empty home, a folder with the user's own files, and the denied actions. */
async function world() {
  const denied = new Set<string>();
  const done: string[] = [];
  const cloud = await startDemoCloud({
    speed: 2000,
    authorize: (_, action) => {
      const name = action.split(':')[1] ?? '';
      if (denied.has(name)) return { allowed: false, because: 'the test says so' };
      done.push(name);
      return { allowed: true };
    },
  });
  closing.push(() => cloud.close());
  const user = cloud.accounts[0]!.users[0]!;
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  const home = folderWith();
  const settings = { HOME: home, AWS_EC2_METADATA_DISABLED: 'true', AWS_ENDPOINT_URL: cloud.endpoint };
  const keys = { AWS_ACCESS_KEY_ID: user.accessKeyId, AWS_SECRET_ACCESS_KEY: user.secretAccessKey };
  for (const [name, value] of Object.entries({ ...settings, ...keys, AWS_REGION: 'eu-west-1' }))
    vi.stubEnv(name, value);
  const folder = folderWith({
    'package.json': '{"name":"shop","dependencies":{"react":"19.0.0"}}\n',
    '.gitignore': 'coverage/\n',
    'src/index.js': 'export {};\n',
  });
  return { cloud, denied, done, folder };
}

/** Runs a command here. @returns what it threw, if anything, and the facts that it reported */
async function run(
  command: (given: Arguments, version: string) => Promise<number>,
  folder: string,
  ...argv: string[]
) {
  let out = '';
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      if (stream === process.stdout) out += String(text);
      return true;
    }),
  );
  try {
    const given = readArguments([...argv, '--cwd', folder, '--json', '--patience', '0']);
    const code = await command(given, '0.0.0').catch((thrown: unknown) => thrown);
    const facts = out
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    return { code, facts, result: facts.at(-1) };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** Every file below a folder with its bytes. */
function filesOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(files.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}

/** Everything that a cloud has of a project. */
async function left(cloud: DemoCloud, stackId: string, bucket: string) {
  const user = cloud.accounts[0]!.users[0]!;
  const clients = createAwsClients(
    {
      choice: { kind: 'environment' },
      label: 'environment keys',
      endpoints: { all: cloud.endpoint },
      credentials: async () => ({
        accessKeyId: user.accessKeyId,
        secretAccessKey: new Secret(user.secretAccessKey),
      }),
    },
    { region: 'eu-west-1', demo: true },
  );
  closing.push(() => clients.close());
  return {
    stack: (await describeStack(clients, stackId))?.status,
    bucket: await bucketExists(clients, bucket),
    apps: (await listApps(clients)).length,
  };
}

const nothing = { stack: 'DELETE_COMPLETE', bucket: 'free', apps: 0 };

/** Deletes the project of a folder without a question. */
const remove = (folder: string, ...more: string[]) =>
  run(deleteHeadless, folder, 'delete', '--yes', '--confirm', 'shop', ...more);

it.each([
  ['documented', [], ['DeleteStack', 'DeleteObject', 'DeleteBucket']],
  [
    'with environments',
    ['--env', 'dev'],
    ['DeleteStack', 'DeleteObject', 'DeleteBucket', 'DeleteBackendEnvironment', 'DeleteApp'],
  ],
] as const)(
  'deletes a project of the layout %s, stopped by a fault at each step and resumed',
  async (_, layout, steps) => {
    const { cloud, denied, folder } = await world();
    const before = filesOf(folder);
    const made = await run(
      initHeadless,
      folder,
      'init',
      '--yes',
      '--amplify',
      '{"projectName":"shop"}',
      ...layout,
    );
    expect(made).toMatchObject({ code: 0, result: { ok: true } });
    const { stackId, outputs } = made.result;
    for (const action of steps) {
      denied.clear();
      denied.add(action);
      expect((await remove(folder)).code, action).toBeInstanceOf(Problem);
      expect(Object.keys(filesOf(folder)), action).toContain('amplify/.config/project-config.json');
    }
    denied.clear();
    // With a folder in place of a file, it stops where the files are removed.
    rmSync(join(folder, 'amplify/backend/amplify-meta.json'));
    mkdirSync(join(folder, 'amplify/backend/amplify-meta.json'));
    expect((await remove(folder)).code).toBeInstanceOf(Problem);
    rmdirSync(join(folder, 'amplify/backend/amplify-meta.json'));
    expect(await remove(folder, '--resume')).toMatchObject({
      code: 0,
      result: { ok: true, deleted: 'shop', scope: 'project' },
    });
    expect(filesOf(folder)).toEqual(before);
    expect(readdirSync(folder).sort()).toEqual(['.gitignore', 'package.json', 'src']);
    expect(await left(cloud, stackId, outputs.deploymentBucketName)).toEqual(nothing);
    // No note is left.
    expect((await remove(folder, '--resume')).code).toMatchObject({ code: 'USAGE' });
  },
);

it('deletes nothing without the name, keeps what is to be kept, and downloads before', async () => {
  const { cloud, done, folder } = await world();
  const made = await run(
    initHeadless,
    folder,
    'init',
    '--yes',
    '--amplify',
    '{"projectName":"shop"}',
    '--env',
    'dev',
  );
  const { stackId, outputs } = made.result;
  const bucket = outputs.deploymentBucketName;
  const own = join(folder, 'amplify/backend/function/greet/src/index.js');
  mkdirSync(dirname(own), { recursive: true });
  writeFileSync(own, 'exports.handler = () => {};\n');
  const before = filesOf(folder);
  done.length = 0;
  for (const [more, problem] of [
    [[], 'USAGE'],
    [['--yes'], 'USAGE'],
    [['--yes', '--confirm', 'shop2'], 'USAGE'],
  ] as const)
    expect((await run(deleteHeadless, folder, 'delete', ...more)).code).toMatchObject({ code: problem });
  const dry = await run(deleteHeadless, folder, 'delete', '--dry-run');
  expect(dry).toMatchObject({ code: 0, result: { ok: true, dryRun: true } });
  expect(dry.facts.find(({ type }) => type === 'plan')).toMatchObject({
    scope: 'project',
    backends: [
      {
        stack: { status: 'CREATE_COMPLETE', resources: 4, nested: [], retained: [] },
        bucket: { name: bucket, state: 'there', versions: 0, withStack: false },
        app: { listed: true, whole: true },
      },
    ],
    kept: [{ label: 'amplify/backend/function/greet/', why: 'it is your own' }],
  });
  expect(done.filter((action) => /^(Delete|Put|Create|Update)/.test(action))).toEqual([]);
  expect(filesOf(folder)).toEqual(before);

  const downloads = join(folderWith(), 'backup');
  const kept = await remove(folder, '--keep-bucket', '--keep-files', '--download', downloads);
  expect(kept).toMatchObject({
    code: 0,
    result: { ok: true, files: [], stays: [expect.stringContaining(bucket), expect.anything()] },
  });
  expect(filesOf(folder)).toEqual(before);
  expect(await left(cloud, stackId, bucket)).toEqual({ ...nothing, bucket: 'mine' });
  const objects = Object.keys(filesOf(downloads));
  expect(objects).toContain(`${bucket}/#current-cloud-backend.zip`);
  expect(objects).toContain(`${bucket}/studio-backend/cli.json`);
  expect(readFileSync(join(downloads, bucket, 'amplify-meta.json'), 'utf8')).toContain(stackId);

  // The stack is gone by now: AWS's remaining record of it leads to its bucket.
  expect(await remove(folder)).toMatchObject({ code: 0, result: { ok: true } });
  expect(await left(cloud, stackId, bucket)).toEqual(nothing);
  expect(Object.keys(filesOf(folder)).sort()).toEqual([
    '.gitignore',
    'amplify/backend/function/greet/src/index.js',
    'package.json',
    'src/index.js',
  ]);
});

it('removes one environment and leaves the others as they are', async () => {
  const { cloud, folder } = await world();
  const init = (env: string) =>
    run(initHeadless, folder, 'init', '--yes', '--amplify', '{"projectName":"shop"}', '--env', env);
  const test = await init('test');
  const record = join(folder, 'amplify/team-provider-info.json');
  const dev = await init('dev');
  const both = readFileSync(record, 'utf8');
  const removeEnvironment = (name: string, confirm = name) =>
    run(deleteHeadless, folder, 'env', 'remove', name, '--yes', '--confirm', confirm);
  // The environment in use, one that does not exist, another name.
  for (const [name, confirm] of [['dev'], ['prod'], ['test', 'shop']] as const)
    expect((await removeEnvironment(name, confirm)).code).toMatchObject({ code: 'USAGE' });
  expect(readFileSync(record, 'utf8')).toBe(both);
  expect(await removeEnvironment('test')).toMatchObject({
    code: 0,
    result: { deleted: 'test', scope: 'environment' },
  });
  expect(Object.keys(JSON.parse(readFileSync(record, 'utf8')))).toEqual(['dev']);
  expect(await left(cloud, test.result.stackId, test.result.outputs.deploymentBucketName)).toEqual({
    ...nothing,
    apps: 1,
  });
  expect(await left(cloud, dev.result.stackId, dev.result.outputs.deploymentBucketName)).toEqual({
    stack: 'CREATE_COMPLETE',
    bucket: 'mine',
    apps: 1,
  });
  expect(await remove(folder)).toMatchObject({ code: 0 });
  expect(await left(cloud, dev.result.stackId, dev.result.outputs.deploymentBucketName)).toEqual(nothing);
});

it('deletes nothing that is being moved to Gen 2, even if the move starts after the review', async () => {
  const { cloud, done, folder } = await world();
  const init = (env: string) =>
    run(initHeadless, folder, 'init', '--yes', '--amplify', '{"projectName":"shop"}', '--env', env);
  const { appId, stackId, outputs } = (await init('test')).result;
  await init('dev');
  const before = filesOf(folder);
  const amplify = new AmplifyClient({
    ...{ endpoint: cloud.endpoint, region: 'eu-west-1', credentials: cloud.accounts[0]!.users[0]! },
  });
  closing.push(() => amplify.destroy());
  const move = (environment?: string) =>
    amplify.send(
      new UpdateAppCommand({
        appId,
        environmentVariables: environment ? { GEN2_MIGRATION_ENVIRONMENT_NAME: environment } : {},
      }),
    );
  const removeTest = () => run(deleteHeadless, folder, 'env', 'remove', 'test', '--yes', '--confirm', 'test');
  const deletions = () => done.filter((action) => action.startsWith('Delete'));

  await move('test');
  for (const refused of [await remove(folder), await removeTest()]) {
    expect(refused.code).toMatchObject({ code: 'PROJECT_LOCKED', what: expect.stringContaining('test') });
    expect(refused.facts).toEqual([]);
  }
  await move();
  const appContext = openAppContext(readArguments(['delete', '--cwd', folder]), '0.0.0');
  closing.push(() => appContext.close());
  const asking = { signal: new AbortController().signal, tell: () => {}, giveUpAfter: 0 };
  const decided = { keepBucket: false, keepFiles: false };
  const context = { folder, environment: 'test', decided, typedFolder: '', typed: '' };
  const { found, choices } = await lookForDelete(appContext, context, asking);
  await move('test');
  const carriedOut = carryOutDelete(appContext, planDelete(found, choices), { ...asking, news: () => {} });
  await expect(carriedOut).rejects.toMatchObject({ code: 'PROJECT_LOCKED' });
  expect(deletions()).toEqual([]);
  expect(filesOf(folder)).toEqual(before);
  // The other environment does not change.
  await move('dev');
  expect((await removeTest()).code).toBe(0);
  expect(await left(cloud, stackId, outputs.deploymentBucketName)).toEqual({ ...nothing, apps: 1 });
  expect((await remove(folder)).code).toMatchObject({ code: 'PROJECT_LOCKED' });
});

/** Categories as the Amplify CLIs write them: YAML of 2018 with an UpdateReplacePolicy, JSON with tabs and a bucket that stays. */
const categories = {
  authpool: `AWSTemplateFormatVersion: 2010-09-09
Parameters:
  userPoolName:
    Type: String
Resources:
  # BEGIN USER POOL RESOURCES
  UserPool:
    Type: AWS::Cognito::UserPool
    UpdateReplacePolicy: Retain
    Properties:
      UserPoolName: !Ref userPoolName
  UserPoolClient:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !Ref UserPool
    DependsOn: UserPool
Outputs:
  UserPoolId:
    Value: !Ref 'UserPool'
`,
  storagefiles: JSON.stringify(
    {
      Parameters: { bucketName: { Type: 'String' } },
      Resources: {
        S3Bucket: {
          Type: 'AWS::S3::Bucket',
          DeletionPolicy: 'Retain',
          Properties: {
            BucketName: { Ref: 'bucketName' },
            CorsConfiguration: { CorsRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }] },
          },
        },
      },
      Outputs: { BucketName: { Value: { Ref: 'S3Bucket' } } },
    },
    undefined,
    '\t',
  ),
};

it('deletes a backend with categories, and lists what their stacks leave, also after the stack is gone', async () => {
  const { cloud, denied, folder } = await world();
  const made = await run(initHeadless, folder, 'init', '--yes', '--amplify', '{"projectName":"shop"}');
  const { stackId, outputs } = made.result;
  const bucket = outputs.deploymentBucketName;
  const settings = {
    endpoint: cloud.endpoint,
    region: 'eu-west-1',
    credentials: cloud.accounts[0]!.users[0]!,
  };
  const [cloudFormation, s3] = [
    new CloudFormationClient(settings),
    new S3Client({ ...settings, forcePathStyle: true }),
  ];
  closing.push(
    () => cloudFormation.destroy(),
    () => s3.destroy(),
  );
  const { TemplateBody } = await cloudFormation.send(new GetTemplateCommand({ StackName: stackId }));
  const root = JSON.parse(String(TemplateBody));
  const parameters = { authpool: { userPoolName: 'people' }, storagefiles: { bucketName: 'shop-own-files' } };
  for (const [name, text] of Object.entries(categories)) {
    const Key = `amplify-cfn-templates/${name}.template`;
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: text }));
    root.Resources[name] = {
      Type: 'AWS::CloudFormation::Stack',
      Properties: {
        TemplateURL: `https://s3.amazonaws.com/${bucket}/${Key}`,
        Parameters: parameters[name as keyof typeof parameters],
      },
    };
  }
  await cloudFormation.send(
    new UpdateStackCommand({
      ...{ StackName: stackId, TemplateBody: JSON.stringify(root), Capabilities: ['CAPABILITY_NAMED_IAM'] },
      Parameters: Object.keys(root.Parameters ?? {}).map((ParameterKey) => ({
        ParameterKey,
        UsePreviousValue: true,
      })),
    }),
  );
  await waitUntilStackUpdateComplete(
    { client: cloudFormation, maxWaitTime: 60, minDelay: 1 },
    { StackName: stackId },
  );
  const dry = await run(deleteHeadless, folder, 'delete', '--dry-run');
  expect(dry.facts.find(({ type }) => type === 'plan')).toMatchObject({
    backends: [
      {
        stack: {
          nested: [{ path: 'authpool' }, { path: 'storagefiles' }],
          retained: [{ path: 'storagefiles/S3Bucket', physicalId: 'shop-own-files' }],
        },
      },
    ],
  });
  // Interrupted after the stack is gone, when AWS no longer tells what it has left.
  denied.add('DeleteBucket');
  expect((await remove(folder)).code).toBeInstanceOf(Problem);
  denied.clear();
  expect(await remove(folder, '--resume')).toMatchObject({
    code: 0,
    result: { stays: [expect.stringContaining('shop-own-files')] },
  });
  expect(await left(cloud, stackId, bucket)).toEqual(nothing);
  expect((await left(cloud, stackId, 'shop-own-files')).bucket).toBe('mine');
});

it('explains what prevents a stack from being deleted, with what you can do, and continues once that is done', async () => {
  const { cloud, folder, done } = await world();
  const made = await run(initHeadless, folder, 'init', '--yes', '--amplify', '{"projectName":"shop"}');
  const { stackId, outputs } = made.result;
  const bucket = outputs.deploymentBucketName;
  const settings = {
    endpoint: cloud.endpoint,
    region: 'eu-west-1',
    credentials: cloud.accounts[0]!.users[0]!,
  };
  const cloudFormation = new CloudFormationClient(settings);
  const iam = new IAMClient(settings);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  closing.push(
    () => cloudFormation.destroy(),
    () => iam.destroy(),
    () => s3.destroy(),
  );
  // A bucket of a category that is deleted with its stack, like everything that no template retains.
  const { TemplateBody } = await cloudFormation.send(new GetTemplateCommand({ StackName: stackId }));
  const template = JSON.parse(String(TemplateBody));
  template.Resources.Files = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'shop-files-of-people' } };
  await cloudFormation.send(
    new UpdateStackCommand({
      ...{
        StackName: stackId,
        TemplateBody: JSON.stringify(template),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      },
      Parameters: Object.keys(template.Parameters ?? {}).map((ParameterKey) => ({
        ...{ ParameterKey, UsePreviousValue: true },
      })),
    }),
  );
  await waitUntilStackUpdateComplete(
    { client: cloudFormation, maxWaitTime: 60, minDelay: 1 },
    { StackName: stackId },
  );
  const object = { Bucket: 'shop-files-of-people', Key: 'photo.jpg' };
  await s3.send(new PutObjectCommand({ ...object, Body: 'x' }));
  const policy = { RoleName: outputs.authRoleName, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' };
  await iam.send(new AttachRolePolicyCommand(policy));
  const protect = (EnableTerminationProtection: boolean) =>
    cloudFormation.send(
      new UpdateTerminationProtectionCommand({ StackName: stackId, EnableTerminationProtection }),
    );
  const deletions = () => done.filter((action) => action === 'DeleteStack').length;
  const words = ({ code }: { code: unknown }) => {
    expect(code).toBeInstanceOf(Problem);
    const { what, why, next } = code as Problem;
    return `${what} ${why} ${next}`;
  };

  await protect(true);
  expect(words(await remove(folder))).toMatch(
    /termination protection is switched on.*update-termination-protection --no-enable-termination-protection/,
  );
  expect(deletions()).toBe(0);
  await protect(false);
  // A bucket that will prevent the deletion is reported before anything is deleted.
  expect(
    (await run(deleteHeadless, folder, 'delete', '--dry-run')).facts.find(({ type }) => type === 'plan'),
  ).toMatchObject({
    backends: [{ notes: [expect.stringContaining('aws s3 rm s3://shop-files-of-people')] }],
  });
  const stuck = words(await remove(folder));
  expect(stuck).toMatch(
    /could not be deleted: (Files stays.*Empty the bucket|AuthRole stays.*detach them in IAM)/,
  );
  expect(Object.keys(filesOf(folder))).toContain('amplify/.config/project-config.json');
  await s3.send(new DeleteObjectCommand(object));
  expect(words(await remove(folder))).toMatch(
    new RegExp(
      `AuthRole stays.*${outputs.authRoleName} policies or an instance profile .*: detach them in IAM`,
    ),
  );
  await iam.send(new DetachRolePolicyCommand(policy));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'late', Body: 'x' }));
  expect(await remove(folder, '--resume')).toMatchObject({ code: 0, result: { ok: true, deleted: 'shop' } });
  expect(await left(cloud, stackId, bucket)).toEqual(nothing);
  expect(deletions()).toBe(3);
});

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AmplifyClient, ListAppsCommand } from '@aws-sdk/client-amplify';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  UpdateStackCommand,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { clientSettings, filesBelow, makeWorld } from './cloud.ts';
import { hasMoto, startMoto } from './moto.ts';

type Settings = ReturnType<typeof clientSettings>;

/** A category as the Amplify CLI builds it: a bucket and a role. */
const category = {
  Resources: {
    Files: { Type: 'AWS::S3::Bucket' },
    Reader: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
      },
    },
  },
};

/** The clouds in which a project goes through its life. */
export const placeNames = ['the demo cloud', 'moto'] as const;
type PlaceName = (typeof placeNames)[number];

/** Whether a cloud is available on this machine. */
export const isHere = (name: PlaceName): boolean => name !== 'moto' || hasMoto();

/** A cloud with an account, and the home of a user who uses it. */
export interface Place {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly settings: Settings;
  /** Everything in the account except deleted stacks. */
  readonly inCloud: () => Promise<InCloud>;
  readonly close: () => Promise<unknown>;
}

interface InCloud extends Awaited<ReturnType<typeof everythingIn>> {
  /** Nested stacks of a deleted stack. */
  readonly leftByMoto: readonly (string | undefined)[];
}

/** The number of stacks, including nested ones and those that moto has left. */
export const stacksOf = ({ stacks, leftByMoto }: InCloud): number => stacks.length + leftByMoto.length;

/** What must be the same again once everything is deleted. */
export const withoutLeft = ({ leftByMoto: _, ...found }: InCloud) => found;

/** @param speed of the demo cloud, as `demo --speed` */
export async function openPlace(name: PlaceName, speed = 200): Promise<Place> {
  if (name !== 'moto') {
    const world = await makeWorld(speed);
    const settings = clientSettings(world, 0);
    const inCloud = async () => ({ ...(await everythingIn(settings, true)), leftByMoto: [] });
    return { ...{ settings, inCloud }, home: world.home, env: world.env, close: () => world.close() };
  }
  const { home, endpoint, close } = await startMoto();
  const settings = {
    ...{ endpoint, region: 'eu-west-1', forcePathStyle: true },
    credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
  };
  // Faults of moto, not ours: it keeps a deleted stack's nested stacks with their buckets, and makes a deleted stack's roles
  // again when its resources are listed. So only the demo cloud proves these three.
  const isNested = (each: string | undefined) => /storage(files|more)/i.test(each ?? '');
  const inCloud = async () => {
    const found = await everythingIn(settings, false);
    return {
      ...{ ...found, roles: [] },
      stacks: found.stacks.filter((each) => !isNested(each)),
      buckets: found.buckets.filter((each) => !isNested(each)),
      leftByMoto: found.stacks.filter(isNested),
    };
  };
  return { ...{ home, settings, inCloud, close }, env: { HOME: home, AWS_ENDPOINT_URL: endpoint } };
}

/** @param hasAmplify false: the cloud has no AWS Amplify, like moto */
async function everythingIn(settings: Settings, hasAmplify: boolean) {
  const clients = {
    stacks: new CloudFormationClient(settings),
    buckets: new S3Client(settings),
    roles: new IAMClient(settings),
    apps: new AmplifyClient(settings),
  };
  try {
    const { Stacks = [] } = await clients.stacks.send(new DescribeStacksCommand({}));
    const { Buckets = [] } = await clients.buckets.send(new ListBucketsCommand({}));
    const { Roles = [] } = await clients.roles.send(new ListRolesCommand({}));
    const { apps = [] } = hasAmplify ? await clients.apps.send(new ListAppsCommand({})) : {};
    return {
      stacks: Stacks.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE').map(
        ({ StackName }) => StackName,
      ),
      buckets: Buckets.map(({ Name }) => Name),
      roles: Roles.map(({ RoleName }) => RoleName),
      apps: apps.map(({ appId }) => appId),
    };
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}

/** A folder with an app that has its own line ends, and a `.gitignore` without a final one. */
export function appFolder(home: string, called: string): string {
  const path = join(home, called);
  mkdirSync(join(path, 'src'), { recursive: true });
  for (const [file, text] of [
    ['package.json', `{"name":"${called}","dependencies":{"react":"19.0.0"}}\r\n`],
    ['.gitignore', 'coverage/'],
    ['src/own.js', 'export {};\n'],
  ] as const)
    writeFileSync(join(path, file), text);
  return path;
}

/** The user's own files: the project's folder before it was one, and ~/.aws. */
export const notOurs = (home: string, project: string) =>
  [filesBelow(project), filesBelow(join(home, '.aws'))].map((files) => Object.fromEntries(files));

/** What `amplify push` does with two categories: stores their template in the bucket, and makes a nested stack of each. */
export async function push(settings: Settings, project: string): Promise<void> {
  const meta = JSON.parse(readFileSync(join(project, 'amplify/backend/amplify-meta.json'), 'utf8'));
  const { StackName, StackId, DeploymentBucketName: Bucket } = meta.providers.awscloudformation;
  const s3 = new S3Client(settings);
  const stacks = new CloudFormationClient(settings);
  try {
    const Key = 'amplify-cfn-templates/storage/files.json';
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: JSON.stringify(category) }));
    const { TemplateBody = '' } = await stacks.send(new GetTemplateCommand({ StackName: StackId }));
    const template = JSON.parse(TemplateBody);
    for (const id of ['storagefiles', 'storagemore'])
      template.Resources[id] = {
        Type: 'AWS::CloudFormation::Stack',
        Properties: { TemplateURL: `https://s3.amazonaws.com/${Bucket}/${Key}` },
      };
    const { Stacks = [] } = await stacks.send(new DescribeStacksCommand({ StackName }));
    await stacks.send(
      new UpdateStackCommand({
        ...{ StackName, TemplateBody: JSON.stringify(template), Capabilities: ['CAPABILITY_NAMED_IAM'] },
        Parameters: (Stacks[0]?.Parameters ?? []).map(({ ParameterKey }) => ({
          ...{ ParameterKey, UsePreviousValue: true },
        })),
      }),
    );
    await waitUntilStackUpdateComplete(
      { client: stacks, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
      { StackName },
    );
  } finally {
    s3.destroy();
    stacks.destroy();
  }
}

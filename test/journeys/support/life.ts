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
import type { clientSettings } from './cloud.ts';
import { filesBelow } from './cloud.ts';

type Settings = ReturnType<typeof clientSettings>;

/** A category as the Amplify CLI builds one: a bucket and a role. */
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

/** What an account has, deleted stacks aside. @param hasAmplify false: the cloud has no AWS Amplify, as moto */
export async function inCloud(settings: Settings, hasAmplify = true) {
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

/** A folder with an app that has its own line ends, and a `.gitignore` without a last one. */
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

/** What is a person's own: the folder of the project before it was one, and ~/.aws. */
export const notOurs = (home: string, project: string) =>
  [filesBelow(project), filesBelow(join(home, '.aws'))].map((files) => Object.fromEntries(files));

/** What `amplify push` does with two categories: their template in the bucket, and a nested stack of each. */
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

import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { DemoCloud } from '../../demo/cloud/server.ts';
import { boto3Caller, type Caller, cliCaller, sdkCaller } from '../cloud/support/callers.ts';
import { clientsFor, cloudForTest, temporaryFolder } from '../cloud/support/cloud.ts';
import { PARENT_TEMPLATE, parentStack } from '../cloud/support/parent-stack.ts';
import { tellScenario } from '../cloud/support/scenario.ts';
import { tellToolScenario } from '../cloud/support/tool-scenario.ts';

const SCENARIO = fileURLToPath(new URL('../cloud/support/scenario.py', import.meta.url));
const hasBoto3 = spawnSync('python3', ['-c', 'import boto3']).status === 0;
const hasAwsCli = spawnSync('aws', ['--version']).status === 0;
/** Only the aws CLI from PyPI can be kept running between commands. */
const hasAwsCliPackage = spawnSync('python3', ['-c', 'import awscli.clidriver']).status === 0;
if (!hasAwsCliPackage) console.warn('skipped: python3 has no awscli here, so it does not tell the story');
if (!hasBoto3) console.warn('skipped: python3 has no boto3 here, so the cloud is not checked with it');
if (!hasAwsCli) console.warn('skipped: no aws CLI here, so the cloud is not checked with it');

/** Python takes a while to start on a busy machine. */
const TIMEOUT = 300_000;

/** Runs a program to its end. @returns its output @throws with its error output if it fails */
function run(
  command: string,
  args: string[],
  options: { input?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: options.env ?? process.env });
    let output = '';
    let complaint = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(complaint))));
    child.stdin.end(options.input ?? '');
  });
}

function userOf(cloud: DemoCloud) {
  return cloud.accounts[0]!.users[0]!;
}

describe.skipIf(!hasBoto3)('boto3', () => {
  it('creates, watches, fills, empties and deletes a parent stack', { timeout: TIMEOUT }, async () => {
    const cloud = await cloudForTest({ pageSize: 4 });
    const { accessKeyId: key, secretAccessKey: secret } = userOf(cloud);
    const given = {
      endpoint: cloud.endpoint,
      region: cloud.region,
      key,
      secret,
      input: parentStack('by-boto3'),
    };
    const seen = JSON.parse(await run('python3', [SCENARIO], { input: JSON.stringify(given) }));
    expect(seen).toMatchObject({
      account: '111122223333',
      aliases: ['dev-corp'],
      status: 'CREATE_COMPLETE',
      outputs: Object.keys(PARENT_TEMPLATE.Outputs).sort(),
      object: 'hello',
      keys: ['dir/a b+c'],
      policy: 'Deny',
      full: 'BucketNotEmpty',
      trust: 'Deny',
      after: 'DELETE_COMPLETE',
      gone: ['ValidationError', 'Stack with id by-boto3 does not exist'],
      buckets: [],
    });
    expect(seen.events).toHaveLength(14);
    expect(seen.events[0]).toEqual(['by-boto3', 'CREATE_COMPLETE']);
    expect(seen.events.at(-1)).toEqual(['by-boto3', 'CREATE_IN_PROGRESS']);
  });
});

describe.skipIf(!hasAwsCli)('the aws CLI', () => {
  it('creates, describes and deletes a parent stack', { timeout: TIMEOUT }, async () => {
    const cloud = await cloudForTest();
    const { accessKeyId, secretAccessKey } = userOf(cloud);
    const folder = temporaryFolder();
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_REGION: cloud.region,
      AWS_DEFAULT_REGION: cloud.region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    const aws = (...args: string[]) => run('aws', [...args, '--output', 'json'], { env });
    const template = join(folder, 'template.json');
    writeFileSync(template, JSON.stringify(PARENT_TEMPLATE));
    const input = parentStack('by-cli');
    const parameters = input.Parameters.map(
      ({ ParameterKey, ParameterValue }) => `ParameterKey=${ParameterKey},ParameterValue=${ParameterValue}`,
    );
    const created = await aws(
      'cloudformation',
      'create-stack',
      '--stack-name',
      'by-cli',
      '--template-body',
      `file://${template}`,
      '--capabilities',
      ...input.Capabilities,
      '--parameters',
      ...parameters,
    );
    const { StackId } = JSON.parse(created);
    await aws('cloudformation', 'wait', 'stack-create-complete', '--stack-name', 'by-cli');
    const { Stacks } = JSON.parse(await aws('cloudformation', 'describe-stacks', '--stack-name', 'by-cli'));
    expect(Stacks[0]).toMatchObject({ StackId, StackStatus: 'CREATE_COMPLETE' });
    expect(Stacks[0].Outputs).toHaveLength(8);
    await aws('s3', 'cp', template, 's3://by-cli-deployment/nested-cloudformation-stack.yml');
    const { Contents } = JSON.parse(await aws('s3api', 'list-objects-v2', '--bucket', 'by-cli-deployment'));
    expect(Contents).toMatchObject([{ Key: 'nested-cloudformation-stack.yml' }]);
    await aws('cloudformation', 'delete-stack', '--stack-name', 'by-cli');
    await aws('cloudformation', 'wait', 'stack-delete-complete', '--stack-name', StackId);
    await expect(aws('cloudformation', 'describe-stacks', '--stack-name', 'by-cli')).rejects.toThrow(
      'An error occurred (ValidationError) when calling the DescribeStacks operation: Stack with id by-cli does not exist',
    );
  });
});

/** The expected result of every client. */
const SEEN = {
  user: 'arn:aws:iam::111122223333:user/amplify-new',
  identity: 'arn:aws:iam::111122223333:user/amplify-new',
  policies: [{ PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
  statuses: ['Inactive', 'Active'],
  keys: {
    third: 'LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2',
    denied: 'AccessDenied',
    inactive: 'InvalidClientTokenId',
  },
  deletion: {
    conflict: 'DeleteConflict',
    gone: 'NoSuchEntity: The user with name amplify-new cannot be found.',
  },
  parent: {
    repeated: true,
    status: 'CREATE_COMPLETE',
    events: 14,
    after: 'DELETE_COMPLETE',
    gone: 'ValidationError: Stack with id by-all does not exist',
  },
  bucket: { content: 'hello', keys: ['dir/a b+c'], policy: 'Deny', full: 'BucketNotEmpty' },
  failed: {
    status: 'ROLLBACK_COMPLETE',
    cause: ['DeploymentBucket', 'CREATE_STACK', 'CREATE_FAILED'],
    code: 'AlreadyExists',
    again: 'AlreadyExists: Stack [fails] already exists',
    after: 'DELETE_COMPLETE',
  },
  nested: {
    status: 'CREATE_COMPLETE',
    child: 'CREATE_COMPLETE',
    isBelow: true,
    after: ['DELETE_COMPLETE', 'DELETE_COMPLETE'],
  },
};

/** The expected result of what other tools call. */
const SEEN_BY_TOOLS = {
  created: { state: 'CREATE_COMPLETE', changes: ['Add Topic'] },
  review: 'REVIEW_IN_PROGRESS',
  complete: 'CREATE_COMPLETE',
  policy: { Statement: [{ Effect: 'Deny', Action: 'Update:*', Principal: '*', Resource: '*' }] },
  updated: { state: 'CREATE_COMPLETE', changes: ['Modify Topic'] },
  denied: 'UPDATE_ROLLBACK_COMPLETE',
  noPolicy: 'ValidationError',
  copy: 'hello',
  noSource: 'NoSuchKey',
  listed: 2,
  size: 5 * 1024 * 1024 + 3,
  isOfParts: true,
  over: 'NoSuchUpload',
  decisions: ['s3:GetObject allowed', 's3:PutObject implicitDeny'],
  signIn: ['SigninToken'],
  goneBackend: 'NotFound',
  goneApp: 'NotFound',
};

const CALLERS: [string, boolean, (cloud: DemoCloud) => Caller][] = [
  ['the SDK for JavaScript', true, sdkCaller],
  ['boto3', hasBoto3, boto3Caller],
  ['the aws CLI', hasAwsCliPackage, cliCaller],
];

describe.each(CALLERS)('%s', (_name, isThere, callerFor) => {
  it.skipIf(!isThere)('sees the same events as the others', { timeout: 2 * TIMEOUT }, async () => {
    const cloud = await cloudForTest();
    await clientsFor(cloud, 'biz').s3.send(
      new CreateBucketCommand({
        Bucket: 'taken-by-biz',
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    );
    const caller = callerFor(cloud);
    try {
      expect(await tellScenario(caller)).toEqual(SEEN);
    } finally {
      caller.close();
    }
  });

  it.skipIf(!isThere)('supports what other tools call', { timeout: 2 * TIMEOUT }, async () => {
    const cloud = await cloudForTest();
    const caller = callerFor(cloud);
    try {
      expect(await tellToolScenario(caller, cloud.endpoint)).toEqual(SEEN_BY_TOOLS);
    } finally {
      caller.close();
    }
  });
});

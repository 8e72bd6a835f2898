import { principalOf } from '../accounts.ts';
import type { Cloud } from '../cloud.ts';
import { startCreation } from '../cloudformation/creation.ts';
import { newStack } from '../cloudformation/new-stack.ts';
import type { Principal } from '../principal.ts';
import { findBucket, insertBucket } from '../s3/buckets.ts';
import { storeObject } from '../s3/objects.ts';
import type { CloudState } from '../state.ts';

/** Where the scenarios' stacks and buckets are. */
export const REGION = 'eu-west-1';
const TEMPLATE_BUCKET = 'demo-scenario-templates';

/** The first user of an account. */
export function user(state: CloudState, whose: 'dev' | 'biz'): Principal {
  const account = state.accounts[whose === 'dev' ? 0 : 1];
  const first = account?.users[0];
  if (account === undefined || first === undefined) throw new Error('The demo accounts have no users');
  return principalOf(account, first);
}

/** Stores a template in a bucket of the Dev Corp account and returns its URL. */
export function storeTemplate({ state, clock }: Cloud, key: string, template: object): string {
  const { accountId } = user(state, 'dev');
  const moment = clock.now();
  const bucket =
    findBucket(state, TEMPLATE_BUCKET) ??
    insertBucket(state, { name: TEMPLATE_BUCKET, accountId, region: REGION, moment });
  const content = Buffer.from(JSON.stringify(template));
  storeObject(state, bucket, moment, { key, content, contentType: 'application/json', metadata: [] });
  return `https://s3.amazonaws.com/${TEMPLATE_BUCKET}/${key}`;
}

/**
 * Creates a stack as if the Dev Corp user had created it `seconds` AWS seconds ago; the engine then catches up.
 */
export function createStackInThePast(cloud: Cloud, seconds: number, name: string, template: object): void {
  const creator = user(cloud.state, 'dev');
  const moment = cloud.clock.now() - (seconds * 1000) / cloud.speed;
  const stack = newStack(
    cloud,
    {
      name,
      accountId: creator.accountId,
      region: REGION,
      creator,
      template: JSON.stringify(template),
      parameters: new Map(),
      capabilities: ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
      tags: [{ key: 'user:Application', value: 'demoshop' }],
      onFailure: 'ROLLBACK',
      retainExceptOnCreate: false,
      terminationProtection: false,
      token: `scenario-${name}`,
      request: '',
    },
    moment,
  );
  cloud.state.stacks.push(stack);
  startCreation(cloud, stack, moment);
}

/** The four resources of an Amplify project's parent stack, with the parameters that every such stack has. */
export function rootTemplate(name: string): {
  Description: string;
  Parameters: Record<string, object>;
  Resources: Record<string, object>;
} {
  const parameter = (suffix: string): object => ({ Type: 'String', Default: `${name}-${suffix}` });
  const role = (nameParameter: string): object => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: { Ref: nameParameter },
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Principal: { Federated: 'cognito-identity.amazonaws.com' },
            Action: 'sts:AssumeRoleWithWebIdentity',
          },
        ],
      },
    },
  });
  const bucket = `${name}-deployment`;
  return {
    Description: 'Root stack for the Amplify AWS CloudFormation provider',
    Parameters: {
      DeploymentBucketName: parameter('deployment'),
      AuthRoleName: parameter('authRole'),
      UnauthRoleName: parameter('unauthRole'),
    },
    Resources: {
      DeploymentBucket: {
        Type: 'AWS::S3::Bucket',
        DeletionPolicy: 'Retain',
        Properties: { BucketName: { Ref: 'DeploymentBucketName' } },
      },
      DeploymentBucketBlockHTTP: {
        Type: 'AWS::S3::BucketPolicy',
        DependsOn: 'DeploymentBucket',
        Properties: {
          Bucket: bucket,
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:*',
                Resource: [`arn:aws:s3:::${bucket}/*`, `arn:aws:s3:::${bucket}`],
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              },
            ],
          },
        },
      },
      AuthRole: role('AuthRoleName'),
      UnauthRole: role('UnauthRoleName'),
    },
  };
}

import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateRoleCommand,
  GetAccountSummaryCommand,
  ListUsersCommand,
  SetSecurityTokenServicePreferencesCommand,
} from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { DemoCloud } from '../../demo/cloud/server.ts';
import { clientOptions, clientsFor, cloudForTest, errorOf } from './support/cloud.ts';
import { control } from './support/control.ts';
import { optionsOf } from './support/roles.ts';

const milan = 'eu-south-1';
const account = '111122223333';
const invalid = ['InvalidClientTokenId', 'The security token included in the request is invalid.', 403];

const switchOn = (cloud: DemoCloud, ...enabledRegions: string[]) =>
  control(cloud.endpoint, 'POST', 'account', { account, enabledRegions });

async function refusal(call: Promise<unknown>) {
  const { name, message, $metadata } = await errorOf(call);
  return [name, message, $metadata.httpStatusCode];
}

const whoAmI = () => new GetCallerIdentityCommand({});
const globalSts = (cloud: DemoCloud, region = 'us-east-1') =>
  new STSClient({ ...clientOptions(cloud, 'dev', region), endpoint: `${cloud.endpoint}/global` });

describe('a region that is off by default', () => {
  it('does not know a key of an account that has not enabled it', async () => {
    const cloud = await cloudForTest();
    const { sts, cloudformation, s3 } = clientsFor(cloud, 'dev', milan);
    expect(await refusal(sts.send(whoAmI()))).toEqual(invalid);
    expect(await refusal(cloudformation.send(new ListStacksCommand({})))).toEqual(invalid);
    expect(await refusal(s3.send(new ListBucketsCommand({})))).toEqual([
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
      403,
    ]);
    await switchOn(cloud, milan);
    expect((await sts.send(whoAmI())).Account).toBe(account);
    await s3.send(new ListBucketsCommand({}));
    expect(await refusal(clientsFor(cloud, 'biz', milan).sts.send(whoAmI()))).toEqual(invalid);
  });

  it('is not where everybody is', async () => {
    const cloud = await cloudForTest();
    for (const region of ['ap-northeast-3', 'ca-central-1', 'eu-north-1', 'sa-east-1', 'us-west-1'])
      expect((await clientsFor(cloud, 'dev', region).sts.send(whoAmI())).Account, region).toBe(account);
  });
});

describe('a session of the global endpoint of STS', () => {
  it('holds in the regions that everybody has, and not in the others', async () => {
    const cloud = await cloudForTest();
    await switchOn(cloud, milan);
    const { Credentials } = await globalSts(cloud).send(new GetSessionTokenCommand({}));
    const options = optionsOf(cloud, Credentials);
    await new S3Client(options).send(new ListBucketsCommand({}));
    const there = { ...options, region: milan };
    expect(await refusal(new STSClient(there).send(whoAmI()))).toEqual(invalid);
    expect(await refusal(new CloudFormationClient(there).send(new ListStacksCommand({})))).toEqual(invalid);
    expect(await refusal(new S3Client(there).send(new ListBucketsCommand({})))).toEqual([
      'InvalidToken',
      'The provided token is malformed or otherwise invalid.',
      400,
    ]);
  });

  it('holds in all of them where the account wants that, and so does one of a regional endpoint', async () => {
    const cloud = await cloudForTest();
    await switchOn(cloud, milan);
    const { sts, iam } = clientsFor(cloud);
    const regional = await sts.send(new GetSessionTokenCommand({}));
    const holds = async (given: typeof regional) => {
      const options = { ...optionsOf(cloud, given.Credentials), region: milan };
      return (await new S3Client(options).send(new ListBucketsCommand({}))).Buckets;
    };
    expect(await holds(regional)).toEqual([]);
    const summary = async () => (await iam.send(new GetAccountSummaryCommand({}))).SummaryMap;
    expect(await summary()).toMatchObject({ GlobalEndpointTokenVersion: 1, Users: 1, Roles: 0 });
    const set = (version: 'v1Token' | 'v2Token') =>
      iam.send(new SetSecurityTokenServicePreferencesCommand({ GlobalEndpointTokenVersion: version }));
    await set('v2Token');
    expect(await summary()).toMatchObject({ GlobalEndpointTokenVersion: 2 });
    expect(await holds(await globalSts(cloud).send(new GetSessionTokenCommand({})))).toEqual([]);
    await set('v1Token');
    const last = await globalSts(cloud).send(new GetSessionTokenCommand({}));
    expect((await errorOf(holds(last))).name).toBe('InvalidToken');
    expect(await refusal(set('v3Token' as never))).toEqual([
      'ValidationError',
      "1 validation error detected: Value 'v3Token' at 'globalEndpointTokenVersion' failed to satisfy constraint: Member must satisfy enum value set: [v2Token, v1Token]",
      400,
    ]);
  });

  it('is of the account whose role is assumed', async () => {
    const cloud = await cloudForTest();
    await switchOn(cloud, milan);
    await control(cloud.endpoint, 'POST', 'account', { account: '444455556666', enabledRegions: [milan] });
    const biz = clientsFor(cloud, 'biz').iam;
    const Statement = [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' }];
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await biz.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument }));
    await biz.send(new SetSecurityTokenServicePreferencesCommand({ GlobalEndpointTokenVersion: 'v2Token' }));
    const RoleArn = 'arn:aws:iam::444455556666:role/r';
    const { Credentials } = await globalSts(cloud).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }),
    );
    const options = { ...optionsOf(cloud, Credentials), region: milan };
    expect((await new STSClient(options).send(whoAmI())).Account).toBe('444455556666');
  });

  it('is asked for in us-east-1', async () => {
    const cloud = await cloudForTest();
    expect(await refusal(globalSts(cloud, 'eu-west-1').send(whoAmI()))).toEqual([
      'SignatureDoesNotMatch',
      "Credential should be scoped to a valid region, not 'eu-west-1'. ",
      403,
    ]);
  });
});

describe('a region where STS is switched off', () => {
  it('issues no credentials, and tells everybody who they are', async () => {
    const cloud = await cloudForTest();
    await control(cloud.endpoint, 'POST', 'account', { account, stsOffRegions: ['eu-west-1', 'us-east-1'] });
    const { sts, iam } = clientsFor(cloud);
    const disabled = [
      'RegionDisabledException',
      `STS is not activated in this region for account:${account}. Your account administrator can activate STS in this region using the IAM Console.`,
      403,
    ];
    expect(await refusal(sts.send(new GetSessionTokenCommand({})))).toEqual(disabled);
    expect(await refusal(sts.send(new GetFederationTokenCommand({ Name: 'ann' })))).toEqual(disabled);
    expect((await sts.send(whoAmI())).Account).toBe(account);
    expect((await iam.send(new ListUsersCommand({}))).Users).toHaveLength(1);
    // It cannot be disabled there.
    await clientsFor(cloud, 'dev', 'us-east-1').sts.send(new GetSessionTokenCommand({}));
    await globalSts(cloud).send(new GetSessionTokenCommand({}));
  });
});

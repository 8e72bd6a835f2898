import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DemoCloud } from '../../demo/cloud/server.ts';
import { cloudForTest } from './support/cloud.ts';
import { updatable } from './support/update.ts';

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const cognito = (cloud: DemoCloud, action: string, input: object) =>
  json(cloud, 'cognito-idp', `AWSCognitoIdentityProviderService.${action}`, input);
const ssm = (cloud: DemoCloud, action: string, input: object) =>
  json(cloud, 'ssm', `AmazonSSM.${action}`, input);

/** A call of a JSON service as the SDKs send it, signed by the first account's user. */
async function json(cloud: DemoCloud, service: string, target: string, input: object) {
  const { accessKeyId, secretAccessKey } = cloud.accounts[0]!.users[0]!;
  const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = [date.slice(0, 8), cloud.region, service, 'aws4_request'];
  const headers: Record<string, string> = {
    host: new URL(cloud.endpoint).host,
    'x-amz-date': date,
    'x-amz-target': target,
  };
  const names = Object.keys(headers).join(';');
  const body = JSON.stringify(input);
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const request = ['POST', '/', '', lines.join(''), names, hash(body)].join('\n');
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const toSign = ['AWS4-HMAC-SHA256', date, scope.join('/'), hash(request)].join('\n');
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope.join('/')}, SignedHeaders=${names}, Signature=${hmac(key, toSign).toString('hex')}`;
  const answer = await fetch(cloud.endpoint, {
    method: 'POST',
    headers: { ...headers, authorization, 'content-type': 'application/x-amz-json-1.1' },
    body,
  });
  return {
    status: answer.status,
    type: answer.headers.get('x-amzn-errortype'),
    body: (await answer.json()) as Record<string, object>,
  };
}

const resources = {
  Pool: { Type: 'AWS::Cognito::UserPool', Properties: { UserPoolName: 'shop', MfaConfiguration: 'OFF' } },
  Client: {
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: { UserPoolId: { Ref: 'Pool' }, GenerateSecret: true, RefreshTokenValidity: 30 },
  },
  Inputs: {
    Type: 'Custom::LambdaOfClient',
    Properties: {
      ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:f',
      clientId: { Ref: 'Client' },
    },
  },
};
const Outputs = {
  Pool: { Value: { Ref: 'Pool' } },
  Client: { Value: { Ref: 'Client' } },
  Secret: { Value: { 'Fn::GetAtt': ['Inputs', 'appSecret'] } },
};

describe('a backend with auth', () => {
  it('has custom resources with any attribute', async () => {
    const { end } = await updatable(await cloudForTest(), resources, { Outputs });
    const outputs = Object.fromEntries(
      (await end()).Outputs!.map((each) => [each.OutputKey, each.OutputValue]),
    );
    expect(outputs.Secret).toMatch(/^demo-placeholder-Inputs-\w+-appSecret$/);
  });

  it('has no custom resource without a function', async () => {
    const Other = { Type: 'AWS::CloudFormation::CustomResource', Properties: {} };
    const { begin, end, lines } = await updatable(await cloudForTest(), resources, { Outputs });
    await begin({ ...resources, Other });
    expect((await end()).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await lines()).join('\n')).toMatch(
      /Other CREATE_FAILED: (?:.|\n)*#: required key \[ServiceToken\] not found/,
    );
  });

  it('has pools and clients that Cognito describes', async () => {
    const cloud = await cloudForTest();
    const { end } = await updatable(cloud, resources, { Outputs });
    const [UserPoolId, ClientId] = ['Pool', 'Client'].map(
      async (key) => (await end()).Outputs!.find((each) => each.OutputKey === key)!.OutputValue!,
    );
    const ids = { UserPoolId: await UserPoolId, ClientId: await ClientId };
    const pool = await cognito(cloud, 'DescribeUserPool', { UserPoolId: ids.UserPoolId });
    expect(pool.body.UserPool).toMatchObject({ Id: ids.UserPoolId, Name: 'shop', MfaConfiguration: 'OFF' });
    const client = await cognito(cloud, 'DescribeUserPoolClient', ids);
    expect(client.body.UserPoolClient).toMatchObject({
      ...ids,
      RefreshTokenValidity: 30,
      ClientSecret: expect.any(String),
    });
    const missing = await cognito(cloud, 'DescribeUserPoolClient', { ...ids, ClientId: 'other' });
    expect(missing).toMatchObject({ status: 400, type: 'ResourceNotFoundException' });
    expect(await cognito(cloud, 'ListUsers', ids)).toMatchObject({ status: 501, type: 'NotImplemented' });
  });
});

describe('the parameters of an environment', () => {
  const below = '/amplify/d1/dev/';

  it('are stored, read by path and by name, and deleted', async () => {
    const cloud = await cloudForTest();
    const put = (Name: string, Value: string, more: object = {}) =>
      ssm(cloud, 'PutParameter', { Name, Value, Type: 'String', ...more });
    expect((await put(`${below}A_b`, '1')).body).toEqual({ Version: 1, Tier: 'Standard' });
    expect(await put(`${below}A_b`, '2')).toMatchObject({ status: 400, type: 'ParameterAlreadyExists' });
    expect((await put(`${below}A_b`, '2', { Overwrite: true })).body).toMatchObject({ Version: 2 });
    await put(`${below}deep/er`, 'x');
    const names = async (input: object) => {
      const { body } = await ssm(cloud, 'GetParametersByPath', { Path: below, ...input });
      return (body.Parameters as unknown as { Name: string }[]).map(({ Name }) => Name);
    };
    expect(await names({})).toEqual([`${below}A_b`]);
    expect(await names({ Recursive: true })).toEqual([`${below}A_b`, `${below}deep/er`]);
    const read = await ssm(cloud, 'GetParameters', { Names: [`${below}A_b`, '/none'] });
    expect(read.body).toMatchObject({
      Parameters: [{ Name: `${below}A_b`, Value: '2', Version: 2, DataType: 'text' }],
      InvalidParameters: ['/none'],
    });
    const gone = await ssm(cloud, 'DeleteParameters', { Names: [`${below}A_b`, '/none'] });
    expect(gone.body).toEqual({ DeletedParameters: [`${below}A_b`], InvalidParameters: ['/none'] });
    expect(await names({ Recursive: true })).toEqual([`${below}deep/er`]);
  });

  it('come in pages of ten', async () => {
    const cloud = await cloudForTest();
    for (let n = 10; n < 21; n += 1) await ssm(cloud, 'PutParameter', { Name: `${below}${n}`, Value: '1' });
    const first = (await ssm(cloud, 'GetParametersByPath', { Path: below })).body;
    expect(first.Parameters).toHaveLength(10);
    const more = { Path: below, NextToken: first.NextToken };
    const second = (await ssm(cloud, 'GetParametersByPath', more)).body;
    expect(second).toMatchObject({ Parameters: [{ Name: `${below}20` }] });
    expect(second).not.toHaveProperty('NextToken');
  });

  it('unknown resources of this service and others are refused in its protocol', async () => {
    const cloud = await cloudForTest();
    const history = await ssm(cloud, 'GetParameterHistory', { Name: '/a' });
    expect(history).toMatchObject({ status: 501, type: 'NotImplemented' });
    const other = await json(cloud, 'logs', 'Logs_20140328.DescribeLogGroups', {});
    expect(other).toMatchObject({ status: 501, type: 'NotImplemented' });
    expect(other.body.message).toContain('logs');
  });
});

import {
  CreateStackCommand,
  DescribeStackEventsCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { allEvents, clientsFor, cloudForTest, errorOf, eventLine, settled } from './support/cloud.ts';
import { BUCKET, refusal } from './support/refusal.ts';
import { deployment, StackName, stackOf, updatable } from './support/update.ts';

const good = { Resources: { A: BUCKET } };

describe('an invalid request', () => {
  it('has a tag that only AWS may give', async () => {
    const { message } = await refusal(good, { Tags: [{ Key: 'aws:x', Value: 'y' }] });
    expect(message).toBe('Tags: the tag aws:x breaks the rules for keys and values');
  });

  it('has a token of the wrong form', async () => {
    const { message } = await refusal(good, { ClientRequestToken: 'a b' });
    expect(message).toContain("Value 'a b' at 'clientRequestToken' failed to satisfy constraint");
  });
});

it('the token of a page is valid for its own call only, and no other is', async () => {
  const cloud = await cloudForTest({ pageSize: 1 });
  const { cloudformation } = await updatable(cloud, { One: deployment(), Two: deployment() });
  const { NextToken } = await cloudformation.send(new ListStackResourcesCommand({ StackName }));
  await cloudformation.send(new ListStackResourcesCommand({ StackName, NextToken }));
  const events = (token: string | undefined) =>
    errorOf(cloudformation.send(new DescribeStackEventsCommand({ StackName, NextToken: token })));
  expect((await events(NextToken)).message).toContain('NextToken is not valid');
  const unknown = Buffer.from('DescribeStackEvents 99999').toString('base64url');
  expect((await events(unknown)).message).toContain('NextToken is not valid');
});

describe('an invalid resource', () => {
  async function failure(resource: object): Promise<string | undefined> {
    const { cloudformation } = clientsFor(await cloudForTest());
    await cloudformation.send(new CreateStackCommand(stackOf({ Bad: resource })));
    await settled(cloudformation, StackName);
    const lines = (await allEvents(cloudformation, StackName)).map(eventLine);
    return lines.find((line) => line.startsWith('Bad CREATE_FAILED'));
  }

  it('lacks a property that its type requires', async () => {
    expect(await failure({ Type: 'AWS::IAM::Role', Properties: {} })).toBe(
      'Bad CREATE_FAILED: Properties validation failed for resource Bad with message:\n#: required key [AssumeRolePolicyDocument] not found',
    );
  });

  it('is a policy of nobody', async () => {
    const PolicyDocument = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
    };
    const Properties = { PolicyName: 'p', PolicyDocument, Roles: [] };
    expect(await failure({ Type: 'AWS::IAM::Policy', Properties })).toContain(
      'At least one of [Groups,Roles,Users] must be non-empty.',
    );
  });
});

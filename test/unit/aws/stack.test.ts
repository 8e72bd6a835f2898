import { describe, expect, it } from 'vitest';
import {
  consoleLink,
  createStack,
  deleteStack,
  describeStack,
  stackTemplate,
} from '../../../src/aws/stack.ts';
import { listStackResources, stackEventsPage } from '../../../src/aws/stack-pages.ts';
import { consoleUnknown } from '../../../src/regions/partitions.ts';
import { stackId, stackName } from './support/events.ts';
import { awsError, createFakeAws } from './support/fake-aws.ts';

const input = { stackName, template: '{}', parameters: { AuthRoleName: 'a', Bucket: 'b' }, token: 'token-1' };

describe('createStack', () => {
  it('sends the template with its parameters, token and capability, and lets a failed creation remove its bucket', async () => {
    const { clients, sent } = createFakeAws({ CreateStack: () => ({ StackId: stackId }) });
    expect(await createStack(clients, input)).toEqual({ stackId });
    expect(sent).toEqual([
      {
        name: 'CreateStack',
        input: {
          StackName: stackName,
          TemplateBody: '{}',
          Parameters: [
            { ParameterKey: 'AuthRoleName', ParameterValue: 'a' },
            { ParameterKey: 'Bucket', ParameterValue: 'b' },
          ],
          Capabilities: ['CAPABILITY_NAMED_IAM'],
          RetainExceptOnCreate: true,
          ClientRequestToken: 'token-1',
        },
      },
    ]);
  });

  it('does not mistake an empty success for a stack', async () => {
    const { clients } = createFakeAws({ CreateStack: () => ({}) });
    await expect(createStack(clients, input)).rejects.toMatchObject({ code: 'AWS_ANSWER' });
  });

  it('says that the name is taken', async () => {
    const { clients } = createFakeAws({
      CreateStack: () => {
        throw awsError('AlreadyExistsException', `Stack [${stackName}] already exists`);
      },
    });
    await expect(createStack(clients, input)).rejects.toMatchObject({ code: 'STACK_EXISTS' });
  });
});

describe('describeStack', () => {
  const Stack = {
    StackId: stackId,
    StackName: stackName,
    StackStatus: 'CREATE_COMPLETE',
    CreationTime: new Date(1000),
    StackStatusReason: 'a\u001B[31mb',
    Outputs: [{ OutputKey: 'Region', OutputValue: 'eu-west-1' }, { OutputKey: 'None' }],
    Parameters: [{ ParameterKey: 'P', ParameterValue: 'alias', ResolvedValue: 'resolved' }],
  };

  it('reads a stack into our terms, without control characters', async () => {
    const { clients } = createFakeAws({ DescribeStacks: () => ({ Stacks: [Stack] }) });
    expect(await describeStack(clients, stackName)).toEqual({
      stackId,
      stackName,
      status: 'CREATE_COMPLETE',
      reason: 'ab',
      createdAt: 1000,
      outputs: { Region: 'eu-west-1' },
      parameters: { P: 'resolved' },
      terminationProtection: false,
    });
  });

  it('returns undefined for a stack that does not exist, and for nothing else', async () => {
    const failing = (name: string, message: string, status?: number) =>
      createFakeAws({
        DescribeStacks: () => {
          throw awsError(name, message, status);
        },
      }).clients;
    expect(
      await describeStack(failing('ValidationError', `Stack with id ${stackName} does not exist`), stackName),
    ).toBe(undefined);
    await expect(describeStack(failing('AccessDenied', '', 403), stackName)).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
    });
    await expect(
      describeStack(createFakeAws({ DescribeStacks: () => ({}) }).clients, stackName),
    ).rejects.toMatchObject({
      code: 'AWS_ANSWER',
    });
  });
});

it('reads the template as AWS runs it', async () => {
  const { clients, sent } = createFakeAws({ GetTemplate: () => ({ TemplateBody: '{}' }) });
  expect(await stackTemplate(clients, stackId)).toBe('{}');
  expect(sent[0]?.input).toEqual({ StackName: stackId, TemplateStage: 'Processed' });
});

it('deletes with a token', async () => {
  const { clients, sent } = createFakeAws({ DeleteStack: () => ({}) });
  await deleteStack(clients, stackId, 'token-2');
  expect(sent[0]?.input).toEqual({ StackName: stackId, ClientRequestToken: 'token-2' });
});

it('reads every page of resources', async () => {
  const { clients, sent } = createFakeAws({
    ListStackResources: ({ NextToken }) =>
      NextToken
        ? { StackResourceSummaries: [{ LogicalResourceId: 'B', ResourceType: 'T', ResourceStatus: 'S' }] }
        : {
            StackResourceSummaries: [{ LogicalResourceId: 'A', ResourceType: 'T', ResourceStatus: 'S' }, {}],
            NextToken: 'more',
          },
  });
  expect((await listStackResources(clients, stackId)).map(({ logicalId }) => logicalId)).toEqual(['A', 'B']);
  expect(sent.map(({ input }) => input.NextToken)).toEqual([undefined, 'more']);
});

it('treats a page of events without events as not from AWS', async () => {
  const { clients } = createFakeAws({ DescribeStackEvents: () => ({}) });
  await expect(stackEventsPage(clients, stackId)).rejects.toMatchObject({ code: 'AWS_ANSWER' });
});

it.each([
  ['aws', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/'],
  ['aws-cn', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
  ['aws-us-gov', 'us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
])('links into the console of the partition %s', (partition, region, start) => {
  const id = `arn:${partition}:cloudformation:${region}:111122223333:stack/a/b`;
  const link = consoleLink(id);
  expect(link?.startsWith(start)).toBe(true);
  expect(link).toContain(encodeURIComponent(id));
});

it.each(['aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', 'aws-new'])(
  'links nowhere for %s, whose console is not known',
  (partition) => {
    expect(
      consoleLink(`arn:${partition}:cloudformation:us-iso-east-1:111122223333:stack/a/b`),
    ).toBeUndefined();
    expect(consoleUnknown(partition)).toContain(partition);
  },
);

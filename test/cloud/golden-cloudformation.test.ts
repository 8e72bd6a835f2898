import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeEventsCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateStackCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { errorOf } from './support/cloud.ts';
import { expectXml, goldenSetUp } from './support/golden.ts';

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';
const METADATA = '<ResponseMetadata><RequestId>UUID</RequestId></ResponseMetadata>';
const STACK_ID = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/golden/UUID';
const StackName = 'golden';
const TemplateBody =
  '{"Description":"One bucket","Resources":{"Bucket":{"Type":"AWS::S3::Bucket","Properties":{"BucketName":"golden-bucket"}}}}';
const ClientRequestToken = 'token-1';

function answer(action: string, result?: string): string {
  const content = result === undefined ? '' : `<${action}Result>${result}</${action}Result>`;
  return `<${action}Response xmlns="${NAMESPACE}">${content}${METADATA}</${action}Response>`;
}

function failure(code: string, message: string): string {
  return `
    <ErrorResponse xmlns="${NAMESPACE}">
      <Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>
      <RequestId>UUID</RequestId>
    </ErrorResponse>`;
}

/** A cloud whose stack has finished, and the last answer. */
async function withStack(change: object = {}) {
  const set = await goldenSetUp();
  const input = { StackName, TemplateBody, ClientRequestToken, ...change };
  await set.cloudformation.send(new CreateStackCommand(input));
  set.clock.advance(60_000);
  return { ...set, last: () => set.replies.at(-1)?.body };
}

/** One event as both event calls show it. */
function event(id: string, kind: 'stack' | 'bucket', fields: string): string {
  const [name, type, physical] =
    kind === 'stack'
      ? [StackName, 'AWS::CloudFormation::Stack', STACK_ID]
      : ['Bucket', 'AWS::S3::Bucket', ''];
  return `
    <member>
      <StackId>${STACK_ID}</StackId><EventId>${id}</EventId><OperationId>UUID</OperationId>
      <LogicalResourceId>${name}</LogicalResourceId><ResourceType>${type}</ResourceType>
      <Timestamp>TIME</Timestamp><ClientRequestToken>token-1</ClientRequestToken>
      ${physical === '' ? '' : `<PhysicalResourceId>${physical}</PhysicalResourceId>`}${fields}
    </member>`;
}

const STATUS = (status: string) => `<ResourceStatus>${status}</ResourceStatus>`;
const REASON = (reason: string) => `<ResourceStatusReason>${reason}</ResourceStatusReason>`;
const NAME = '<StackName>golden</StackName>';
const PROPERTIES =
  '<ResourceProperties>{&quot;BucketName&quot;:&quot;golden-bucket&quot;}</ResourceProperties>';
const MADE = '<PhysicalResourceId>golden-bucket</PhysicalResourceId>';

describe('stacks, after the API reference of CloudFormation', () => {
  it('DescribeStackEvents: the events of a creation, newest first', async () => {
    const { cloudformation, last } = await withStack();
    await cloudformation.send(new DescribeStackEventsCommand({ StackName }));
    const common = NAME + PROPERTIES;
    expectXml(
      last(),
      answer(
        'DescribeStackEvents',
        `<StackEvents>
          ${event('UUID', 'stack', NAME + STATUS('CREATE_COMPLETE'))}
          ${event('Bucket-CREATE_COMPLETE-TIME', 'bucket', common + MADE + STATUS('CREATE_COMPLETE'))}
          ${event('Bucket-CREATE_IN_PROGRESS-TIME', 'bucket', common + MADE + STATUS('CREATE_IN_PROGRESS') + REASON('Resource creation Initiated'))}
          ${event('Bucket-CREATE_IN_PROGRESS-TIME', 'bucket', `${common}<PhysicalResourceId></PhysicalResourceId>${STATUS('CREATE_IN_PROGRESS')}`)}
          ${event('UUID', 'stack', NAME + STATUS('CREATE_IN_PROGRESS') + REASON('User Initiated'))}
        </StackEvents>`,
      ),
    );
  });

  it('DescribeEvents: only what failed', async () => {
    const { cloudformation, clock, replies } = await goldenSetUp();
    const { StackId } = await cloudformation.send(
      new CreateStackCommand({
        StackName,
        ClientRequestToken,
        TemplateBody: TemplateBody.replace('golden-bucket', 'golden..bucket'),
        OnFailure: 'DO_NOTHING',
      }),
    );
    clock.advance(60_000);
    await cloudformation.send(
      new DescribeEventsCommand({ StackName: StackId, Filters: { FailedEvents: true } }),
    );
    const body = replies.at(-1)!.body;
    expect(body).toMatch(
      /^<DescribeEventsResponse xmlns="[^"]+"><DescribeEventsResult><OperationEvents><member>.*<\/member><\/OperationEvents><\/DescribeEventsResult>/,
    );
    expect(body.match(/<EventType>\w+<\/EventType>/g)).toEqual([
      '<EventType>STACK_EVENT</EventType>',
      '<EventType>PROVISIONING_ERROR</EventType>',
    ]);
    expect(body.match(/<OperationType>\w+<\/OperationType>/g)).toEqual(
      Array(2).fill('<OperationType>CREATE_STACK</OperationType>'),
    );
    expect(body.match(/<ResourceStatus>\w+<\/ResourceStatus>/g)).toEqual(
      Array(2).fill('<ResourceStatus>CREATE_FAILED</ResourceStatus>'),
    );
  });

  it('ListStackResources and DescribeStackResources', async () => {
    const { cloudformation, last } = await withStack();
    const drift =
      '<DriftInformation><StackResourceDriftStatus>NOT_CHECKED</StackResourceDriftStatus></DriftInformation>';
    const common = `
      <LogicalResourceId>Bucket</LogicalResourceId><PhysicalResourceId>golden-bucket</PhysicalResourceId>
      <ResourceType>AWS::S3::Bucket</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus>${drift}`;
    await cloudformation.send(new ListStackResourcesCommand({ StackName }));
    expectXml(
      last(),
      answer(
        'ListStackResources',
        `<StackResourceSummaries>
           <member>${common}<LastUpdatedTimestamp>TIME</LastUpdatedTimestamp></member>
         </StackResourceSummaries>`,
      ),
    );
    await cloudformation.send(new DescribeStackResourcesCommand({ StackName }));
    expectXml(
      last(),
      answer(
        'DescribeStackResources',
        `<StackResources>
           <member>
             ${common}<StackId>${STACK_ID}</StackId><StackName>golden</StackName><Timestamp>TIME</Timestamp>
           </member>
         </StackResources>`,
      ),
    );
  });

  it('GetTemplate and ValidateTemplate', async () => {
    const { cloudformation, last } = await withStack();
    await cloudformation.send(new GetTemplateCommand({ StackName }));
    expectXml(
      last(),
      answer(
        'GetTemplate',
        `<TemplateBody>${TemplateBody.replaceAll('"', '&quot;')}</TemplateBody>
         <StagesAvailable><member>Original</member><member>Processed</member></StagesAvailable>`,
      ),
    );
    const roles = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } };
    const template = {
      Parameters: { P: { Type: 'String', Default: 'd', NoEcho: true } },
      Resources: { R: roles },
    };
    await cloudformation.send(new ValidateTemplateCommand({ TemplateBody: JSON.stringify(template) }));
    expectXml(
      last(),
      answer(
        'ValidateTemplate',
        `<Parameters>
           <member><ParameterKey>P</ParameterKey><DefaultValue>d</DefaultValue><NoEcho>true</NoEcho></member>
         </Parameters>
         <Capabilities><member>CAPABILITY_IAM</member></Capabilities>
         <CapabilitiesReason>The following resource(s) require capabilities: [AWS::IAM::Role]</CapabilitiesReason>`,
      ),
    );
  });

  it('DeleteStack, and the stack in ListStacks after it', async () => {
    const { cloudformation, clock, last } = await withStack();
    await cloudformation.send(new DeleteStackCommand({ StackName }));
    expectXml(last(), answer('DeleteStack'));
    clock.advance(60_000);
    await cloudformation.send(new ListStacksCommand({}));
    expectXml(
      last(),
      answer(
        'ListStacks',
        `<StackSummaries>
           <member>
             <StackId>${STACK_ID}</StackId><StackName>golden</StackName>
             <TemplateDescription>One bucket</TemplateDescription>
             <CreationTime>TIME</CreationTime><DeletionTime>TIME</DeletionTime>
             <StackStatus>DELETE_COMPLETE</StackStatus>
             <DriftInformation><StackDriftStatus>NOT_CHECKED</StackDriftStatus></DriftInformation>
           </member>
         </StackSummaries>`,
      ),
    );
  });
});

describe('errors of CloudFormation', () => {
  it('of what cannot be created', async () => {
    const { cloudformation, last } = await withStack();
    await errorOf(cloudformation.send(new CreateStackCommand({ StackName, TemplateBody })));
    expectXml(last(), failure('AlreadyExistsException', 'Stack [golden] already exists'));
    const other = TemplateBody.replace('golden-bucket', 'other-bucket');
    await errorOf(
      cloudformation.send(
        new CreateStackCommand({ StackName: 'b', TemplateBody: other, ClientRequestToken }),
      ),
    );
    expect(last()).toContain('<Code>TokenAlreadyExistsException</Code>');
    const named = {
      Resources: {
        R: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'r', AssumeRolePolicyDocument: {} } },
      },
    };
    const input = { StackName: 'c', TemplateBody: JSON.stringify(named) };
    await errorOf(cloudformation.send(new CreateStackCommand(input)));
    expectXml(
      last(),
      failure('InsufficientCapabilitiesException', 'Requires capabilities : [CAPABILITY_NAMED_IAM]'),
    );
  });

  it('of what cannot be changed, deleted or found', async () => {
    const { cloudformation, last } = await withStack({ EnableTerminationProtection: true });
    await errorOf(cloudformation.send(new UpdateStackCommand({ StackName, TemplateBody })));
    expectXml(last(), failure('ValidationError', 'No updates are to be performed.'));
    await errorOf(cloudformation.send(new DeleteStackCommand({ StackName })));
    expectXml(
      last(),
      failure('ValidationError', 'Stack [golden] cannot be deleted while TerminationProtection is enabled'),
    );
    await errorOf(cloudformation.send(new DescribeStacksCommand({ StackName: 'none' })));
    expectXml(last(), failure('ValidationError', 'Stack with id none does not exist'));
    await errorOf(cloudformation.send(new DescribeStackEventsCommand({ StackName: 'none' })));
    expectXml(last(), failure('ValidationError', 'Stack [none] does not exist'));
  });
});

import {
  type CloudFormationClient,
  CreateStackCommand,
  UpdateStackCommand,
  type UpdateStackCommandInput,
} from '@aws-sdk/client-cloudformation';
import type { DemoCloud } from '../../../demo/cloud/server.ts';
import { allEvents, clientsFor, eventLine, settled } from './cloud.ts';

/** The stack name used by tests. */
export const StackName = 'shop';

/** A role that trusts one service. */
export function role(RoleName: string, service = 'lambda', more: object = {}) {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' },
        ],
      },
      ...more,
    },
  };
}

/** A placeholder of a kind that takes two seconds. */
export function deployment(more: object = {}, attributes: object = {}) {
  return { Type: 'AWS::ApiGateway::Deployment', Properties: more, ...attributes };
}

/** The input of CreateStack and UpdateStack for these resources. */
export function stackOf(resources: object, more: object = {}) {
  return {
    StackName,
    TemplateBody: JSON.stringify({ Resources: resources, ...more }),
    Capabilities: ['CAPABILITY_NAMED_IAM' as const],
  };
}

/** A cloud's clients with a complete stack of these resources, and functions to update it. */
export async function updatable(cloud: DemoCloud, resources: object, more: object = {}) {
  const clients = clientsFor(cloud);
  const { cloudformation } = clients;
  await cloudformation.send(new CreateStackCommand(stackOf(resources, more)));
  const created = await settled(cloudformation, StackName);
  return {
    ...clients,
    cloud,
    id: created.StackId!,
    begin: (changed: object, input: Partial<UpdateStackCommandInput> = {}, other: object = more) =>
      cloudformation.send(new UpdateStackCommand({ ...stackOf(changed, other), ...input })),
    end: () => settled(cloudformation, created.StackId!),
    lines: () => linesOfLastUpdate(cloudformation, created.StackId!),
  };
}

/** The events since the last update started, as lines, oldest first. */
export async function linesOfLastUpdate(client: CloudFormationClient, stack: string): Promise<string[]> {
  const lines = (await allEvents(client, stack)).map(eventLine);
  return lines.slice(lines.findLastIndex((line) => line.endsWith(' UPDATE_IN_PROGRESS: User Initiated')));
}

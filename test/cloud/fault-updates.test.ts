import {
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { expect, it } from 'vitest';
import { readFault } from '../../demo/cloud/faults/spec.ts';
import { allEvents, clientsFor, cloudOnManualClock, eventLine } from './support/cloud.ts';

const template = (description: string) =>
  JSON.stringify({
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'changed-role',
          Description: description,
          AssumeRolePolicyDocument: {
            Statement: { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' },
          },
        },
      },
    },
  });
const common = { StackName: 'changed', Capabilities: ['CAPABILITY_NAMED_IAM' as const] };

/** A complete stack that is updated under a fault. @returns its status and events after ten minutes */
async function changedUnder(fault: string) {
  const { cloud, clock } = await cloudOnManualClock({ faultRules: [readFault(fault)] });
  const { cloudformation } = clientsFor(cloud);
  await cloudformation.send(new CreateStackCommand({ ...common, TemplateBody: template('before') }));
  clock.advance(60_000);
  await cloudformation.send(new UpdateStackCommand({ ...common, TemplateBody: template('after') }));
  clock.advance(600_000);
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: 'changed' }));
  return {
    status: Stacks![0]!.StackStatus,
    lines: (await allEvents(cloudformation, 'changed')).map(eventLine),
  };
}

it('fail-update: the change is rolled back, the creation before it succeeded', async () => {
  const { status, lines } = await changedUnder('fail-update=NotUpdatable@Role,times=1');
  expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(lines).toContain('changed CREATE_COMPLETE');
  expect(lines.find((line) => line.startsWith('Role UPDATE_FAILED'))).toMatch(
    /HandlerErrorCode: NotUpdatable\)$/,
  );
});

it('stuck-update: the change never finishes', async () => {
  const { status, lines } = await changedUnder('stuck-update@AWS::IAM::Role');
  expect(status).toBe('UPDATE_IN_PROGRESS');
  expect(lines.at(-1)).toBe('Role UPDATE_IN_PROGRESS');
});

it('fail applies only to the creation', async () => {
  expect((await changedUnder('fail=NotReady@Role,nth=2')).status).toBe('UPDATE_COMPLETE');
});

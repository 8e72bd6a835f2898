import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { clientsFor, cloudForTest, cloudOnManualClock, errorOf } from './support/cloud.ts';
import { deployment, role, StackName, stackOf, updatable } from './support/update.ts';

describe('what UpdateStack refuses', () => {
  const ROLE = { Role: role('worker') };

  it('another type under the same logical id, and a missing capability', async () => {
    const { begin } = await updatable(await cloudForTest(), ROLE);
    expect((await errorOf(begin({ Role: deployment() }))).message).toBe(
      'Update of resource type is not permitted. The new template modifies resource type of the following resources: [Role]',
    );
    const more = { Role: role('worker', 'ec2') };
    expect((await errorOf(begin(more, { Capabilities: [] }))).name).toBe('InsufficientCapabilitiesException');
  });

  it('a second update while one is in progress, and a deletion', async () => {
    const { cloud, clock } = await cloudOnManualClock();
    const { cloudformation } = clientsFor(cloud);
    const { StackId } = await cloudformation.send(new CreateStackCommand(stackOf(ROLE)));
    clock.advance(60_000);
    const changed = stackOf({ Role: role('worker', 'ec2') });
    await cloudformation.send(new UpdateStackCommand(changed));
    const again = await errorOf(cloudformation.send(new UpdateStackCommand(changed)));
    expect(again.message).toBe(`Stack:${StackId} is in UPDATE_IN_PROGRESS state and can not be updated.`);
    const deleted = await errorOf(cloudformation.send(new DeleteStackCommand({ StackName })));
    expect(deleted.message).toContain('cannot be deleted while in status UPDATE_IN_PROGRESS');
  });

  it('a template and the previous one together', async () => {
    const { begin } = await updatable(await cloudForTest(), ROLE);
    expect((await errorOf(begin(ROLE, { UsePreviousTemplate: true }))).message).toBe(
      'You cannot specify both usePreviousTemplate and Template Body/Template URL.',
    );
  });

  it('the same token with another request; with the same request it is the same update', async () => {
    const { begin, end, cloudformation } = await updatable(await cloudForTest(), ROLE);
    const ClientRequestToken = 'once';
    const changed = { Role: role('worker', 'ec2') };
    const first = await begin(changed, { ClientRequestToken });
    await end();
    const second = await begin(changed, { ClientRequestToken });
    expect([second.StackId, second.OperationId]).toEqual([first.StackId, first.OperationId]);
    expect((await errorOf(begin(ROLE, { ClientRequestToken }))).name).toBe('TokenAlreadyExistsException');
    const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName }));
    expect(Stacks![0]!.StackStatus).toBe('UPDATE_COMPLETE');
  });
});

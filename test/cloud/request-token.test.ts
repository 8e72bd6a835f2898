import { CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { clientsFor, cloudForTest, errorOf, settled } from './support/cloud.ts';
import { parentStack } from './support/parent-stack.ts';

describe('a client request token', () => {
  it('returns the same stack again for the same request', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    const input = { ...parentStack('token'), ClientRequestToken: 'intent-1' };
    const first = await cloudformation.send(new CreateStackCommand(input));
    const second = await cloudformation.send(new CreateStackCommand(input));
    expect([second.StackId, second.OperationId]).toEqual([first.StackId, first.OperationId]);
    await settled(cloudformation, 'token');
    expect((await cloudformation.send(new CreateStackCommand(input))).StackId).toBe(first.StackId);
    expect((await cloudformation.send(new DescribeStacksCommand({}))).Stacks).toHaveLength(1);
  });

  it('is refused for another request', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    const ClientRequestToken = 'intent-1';
    await cloudformation.send(new CreateStackCommand({ ...parentStack('one'), ClientRequestToken }));
    for (const name of ['one', 'two']) {
      const other = { ...parentStack(name), Tags: [{ Key: 'a', Value: 'b' }], ClientRequestToken };
      expect((await errorOf(cloudformation.send(new CreateStackCommand(other)))).name).toBe(
        'TokenAlreadyExistsException',
      );
    }
  });

  it('does not excuse a name that is taken', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    await cloudformation.send(new CreateStackCommand({ ...parentStack('one'), ClientRequestToken: 'a' }));
    const again = new CreateStackCommand({ ...parentStack('one'), ClientRequestToken: 'b' });
    expect(await errorOf(cloudformation.send(again))).toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Stack [one] already exists',
    });
  });
});

import {
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  GetStackPolicyCommand,
  GetTemplateCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import {
  allEvents,
  clientsFor,
  cloudForTest,
  cloudOnManualClock,
  errorOf,
  settled,
} from './support/cloud.ts';
import { PARENT_TEMPLATE, parentStack } from './support/parent-stack.ts';

describe('pages of events', () => {
  it('neither lose nor repeat an event while new ones arrive', async () => {
    const { cloud, clock } = await cloudOnManualClock({ pageSize: 3 });
    const { cloudformation } = clientsFor(cloud);
    await cloudformation.send(new CreateStackCommand(parentStack('paged')));
    clock.advance(17_000);
    const before = (await allEvents(cloudformation, 'paged')).length;
    expect(before).toBeGreaterThan(6);
    const read: string[] = [];
    let token: string | undefined;
    do {
      const page = await cloudformation.send(
        new DescribeStackEventsCommand({ StackName: 'paged', NextToken: token }),
      );
      expect(page.StackEvents!.length).toBeLessThanOrEqual(3);
      read.push(...page.StackEvents!.map(({ EventId }) => EventId!));
      token = page.NextToken;
      clock.advance(5_000);
    } while (token !== undefined);
    expect(read).toHaveLength(before);
    expect(new Set(read).size).toBe(before);
  });

  it('distinguish events by id, however fast the cloud runs', async () => {
    const { cloud, clock } = await cloudOnManualClock({ speed: 1_000_000 });
    const { cloudformation } = clientsFor(cloud);
    await cloudformation.send(new CreateStackCommand(parentStack('fast')));
    clock.advance(1);
    const events = await allEvents(cloudformation, 'fast');
    expect(events).toHaveLength(14);
    expect(new Set(events.map(({ EventId }) => EventId)).size).toBe(14);
    const times = events.map(({ Timestamp }) => Timestamp!.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('refuse a token of another list', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    await cloudformation.send(new CreateStackCommand(parentStack('token')));
    const error = await errorOf(
      cloudformation.send(new DescribeStackEventsCommand({ StackName: 'token', NextToken: 'nonsense' })),
    );
    expect(error.name).toBe('ValidationError');
  });

  it('have a hundred events each by default', async () => {
    const cloud = await cloudForTest();
    const { cloudformation } = clientsFor(cloud);
    const role = PARENT_TEMPLATE.Resources.AuthRole as { Properties: { AssumeRolePolicyDocument: object } };
    const { AssumeRolePolicyDocument } = role.Properties;
    const roles = Array.from({ length: 33 }, (_, index) => [
      `Role${index}`,
      { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument } },
    ]);
    const TemplateBody = JSON.stringify({ Resources: Object.fromEntries(roles) });
    await cloudformation.send(
      new CreateStackCommand({ StackName: 'many', TemplateBody, Capabilities: ['CAPABILITY_IAM'] }),
    );
    expect((await settled(cloudformation, 'many')).StackStatus).toBe('CREATE_COMPLETE');
    const page = await cloudformation.send(new DescribeStackEventsCommand({ StackName: 'many' }));
    expect(page.StackEvents).toHaveLength(100);
    expect(await allEvents(cloudformation, 'many')).toHaveLength(2 + 3 * 33);
  });
});

describe('reading stacks', () => {
  it('keeps accounts and regions apart', async () => {
    const cloud = await cloudForTest();
    const { StackId } = await clientsFor(cloud).cloudformation.send(
      new CreateStackCommand(parentStack('mine')),
    );
    const other = clientsFor(cloud, 'biz').cloudformation;
    expect((await other.send(new DescribeStacksCommand({}))).Stacks).toEqual([]);
    expect((await errorOf(other.send(new DescribeStacksCommand({ StackName: StackId })))).name).toBe(
      'AccessDenied',
    );
    const elsewhere = clientsFor(cloud, 'dev', 'us-east-1').cloudformation;
    const error = await errorOf(elsewhere.send(new DescribeStacksCommand({ StackName: 'mine' })));
    expect(error).toMatchObject({ name: 'ValidationError', message: 'Stack with id mine does not exist' });
  });

  it('has its own words for each call on a missing stack', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    const StackName = 'nobody';
    const message = async (call: Promise<unknown>) => (await errorOf(call)).message;
    expect(await message(cloudformation.send(new DescribeStacksCommand({ StackName })))).toBe(
      'Stack with id nobody does not exist',
    );
    expect(await message(cloudformation.send(new DescribeStackEventsCommand({ StackName })))).toBe(
      'Stack [nobody] does not exist',
    );
    expect(await message(cloudformation.send(new GetTemplateCommand({ StackName })))).toBe(
      'Stack with id nobody does not exist',
    );
    expect(await message(cloudformation.send(new GetStackPolicyCommand({ StackName })))).toBe(
      'Stack [nobody] does not exist',
    );
  });

  it('has no policy on a stack', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    await cloudformation.send(new CreateStackCommand(parentStack('open')));
    const answer = await cloudformation.send(new GetStackPolicyCommand({ StackName: 'open' }));
    expect(answer.StackPolicyBody).toBeUndefined();
  });

  it('lists by status, newest first', async () => {
    const { cloudformation } = clientsFor(await cloudForTest());
    for (const name of ['one', 'two']) {
      await cloudformation.send(new CreateStackCommand(parentStack(name)));
      await settled(cloudformation, name);
    }
    const { StackSummaries } = await cloudformation.send(
      new ListStacksCommand({ StackStatusFilter: ['CREATE_COMPLETE'] }),
    );
    expect(StackSummaries?.map(({ StackName }) => StackName)).toEqual(['two', 'one']);
    const none = await cloudformation.send(new ListStacksCommand({ StackStatusFilter: ['CREATE_FAILED'] }));
    expect(none.StackSummaries).toEqual([]);
    const nonsense = cloudformation.send(new ListStacksCommand({ StackStatusFilter: ['NONSENSE' as never] }));
    expect(await errorOf(nonsense)).toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(
        /^1 validation error detected: Value '\[NONSENSE\]' at 'stackStatusFilter'/,
      ),
    });
  });
});

import { CreateStackCommand, type CreateStackCommandInput } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import type { DemoCloud } from '../../../demo/cloud/server.ts';
import { allEvents, clientsFor, settled } from './cloud.ts';
import { parentStack } from './parent-stack.ts';

const LOCATION = { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' as const } };

/** Takes the bucket's name, then creates the parent stack and waits for its end. */
export async function createWithTakenBucket(
  cloud: DemoCloud,
  owner: 'dev' | 'biz',
  change: Partial<CreateStackCommandInput> = {},
) {
  await clientsFor(cloud, owner).s3.send(
    new CreateBucketCommand({ Bucket: 'taken-deployment', ...LOCATION }),
  );
  const { cloudformation } = clientsFor(cloud);
  const { StackId } = await cloudformation.send(
    new CreateStackCommand({ ...parentStack('taken'), ...change }),
  );
  const stack = await settled(cloudformation, StackId!);
  return { stack, events: await allEvents(cloudformation, StackId!), id: StackId! };
}

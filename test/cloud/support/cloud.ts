import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { afterEach } from 'vitest';
import { type DemoCloud, type DemoCloudOptions, startDemoCloud } from '../../../demo/cloud/server.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';

const folders: string[] = [];
const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((cloud) => cloud.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A cloud for one test, closed after it. */
export async function cloudForTest(options: DemoCloudOptions = {}): Promise<DemoCloud> {
  // A test that moves the clock still signs with the real time.
  const moved = options.clock && { requestMinutes: 15 };
  const cloud = await startDemoCloud({ speed: 10_000, ...moved, ...options });
  running.push(cloud);
  return cloud;
}

/** An empty folder for one test, removed after the clouds that use it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'demo-cloud-'));
  folders.push(folder);
  return folder;
}

/** A cloud at AWS's own pace, on a clock that the test moves. */
export async function cloudOnManualClock(
  options: DemoCloudOptions = {},
): Promise<{ cloud: DemoCloud; clock: ManualClock }> {
  const clock = manualClock();
  return { clock, cloud: await cloudForTest({ speed: 1, clock, ...options }) };
}

/** The signer: one of the two accounts. */
export type Account = 'dev' | 'biz';

/** What every SDK client needs to reach the cloud as the user of one account. */
export function clientOptions(cloud: DemoCloud, account: Account = 'dev', region = cloud.region) {
  const user = cloud.accounts[account === 'dev' ? 0 : 1]!.users[0]!;
  const { accessKeyId, secretAccessKey } = user;
  return { endpoint: cloud.endpoint, region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 };
}

/** The SDK's clients for the cloud. */
export function clientsFor(cloud: DemoCloud, account: Account = 'dev', region = cloud.region) {
  const options = clientOptions(cloud, account, region);
  return {
    cloudformation: new CloudFormationClient(options),
    iam: new IAMClient(options),
    s3: new S3Client(options),
    sts: new STSClient(options),
  };
}

/** Polls until the stack is no longer in progress. */
export async function settled(client: CloudFormationClient, stack: string): Promise<Stack> {
  for (;;) {
    const answer = await client.send(new DescribeStacksCommand({ StackName: stack }));
    const found = answer.Stacks![0]!;
    if (!found.StackStatus!.endsWith('_IN_PROGRESS')) return found;
  }
}

/** Every event of a stack, all pages, oldest first. */
export async function allEvents(client: CloudFormationClient, stack: string): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(new DescribeStackEventsCommand({ StackName: stack, NextToken: token }));
    events.push(...page.StackEvents!);
    token = page.NextToken;
  } while (token !== undefined);
  return events.reverse();
}

/** An event as one line: resource, status, and detailed status or reason if there is one. */
export function eventLine(
  event: Pick<StackEvent, 'LogicalResourceId' | 'ResourceStatus' | 'DetailedStatus' | 'ResourceStatusReason'>,
): string {
  const status = [event.ResourceStatus, event.DetailedStatus].filter((part) => part !== undefined).join('/');
  return `${event.LogicalResourceId} ${status}${event.ResourceStatusReason === undefined ? '' : `: ${event.ResourceStatusReason}`}`;
}

/** The error that a call ends with; fails the test if the call succeeds. */
export async function errorOf(
  call: Promise<unknown>,
): Promise<Error & { $metadata: { httpStatusCode: number } }> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome === undefined) throw new Error('The call succeeded where an error was expected');
  return outcome as Error & { $metadata: { httpStatusCode: number } };
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal, type Terminal } from '../../support/terminal.ts';
import { claim, documentedFiles, filesBelow, openWorld } from '../support/cloud.ts';
import { run } from '../support/run.ts';

const world = await openWorld(200);

afterEach(closeTerminals);

/** The settings for a client of a demo account; 0 is the user's own, 1 a stranger's. */
function settings(account: number) {
  const user = world.cloud.accounts[account]?.users[0];
  return {
    endpoint: world.cloud.endpoint,
    region: world.cloud.region,
    credentials: { accessKeyId: user?.accessKeyId ?? '', secretAccessKey: user?.secretAccessKey ?? '' },
    forcePathStyle: true,
  };
}

/** Walks through all questions to the review, and reads the stack's name there. */
async function toReview(terminal: Terminal): Promise<string> {
  for (const title of ['called?', 'editor', 'kind of app', 'app built?', 'profile?', 'right account?']) {
    await terminal.see(title);
    terminal.press('enter');
  }
  await terminal.see('Review: nothing');
  await terminal.see(/inventory-\d{14}-deployment/);
  return /inventory-\d{14}/.exec(terminal.text().join('\n'))?.[0] ?? '';
}

async function stackStatus(name: string): Promise<string | undefined> {
  const client = new CloudFormationClient(settings(0));
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks?.[0]?.StackStatus;
  } catch (thrown) {
    if ((thrown as Error).message.includes('does not exist')) return undefined;
    throw thrown;
  } finally {
    client.destroy();
  }
}

async function hasBucket(Bucket: string): Promise<boolean> {
  const client = new S3Client(settings(0));
  try {
    await client.send(new HeadBucketCommand({ Bucket }));
    return true;
  } catch (thrown) {
    if ((thrown as Error).name === 'NotFound') return false;
    throw thrown;
  } finally {
    client.destroy();
  }
}

async function givenFaults(...faults: readonly string[]): Promise<void> {
  const { status } = await fetch(`${world.cloud.endpoint}/_demo/faults`, {
    method: faults.length === 0 ? 'DELETE' : 'POST',
    ...(faults.length === 0 ? {} : { body: JSON.stringify({ faults }) }),
  });
  expect(status).toBe(200);
}

describe('a deployment that fails', () => {
  it('whose template cannot be stored keeps the stack, and is cleaned up after asking for the bucket', async () => {
    await givenFaults('deny@s3.PutObject');
    const terminal = openTerminal({
      args: ['init'],
      columns: 120,
      rows: 36,
      env: world.env,
      cwd: world.project,
    });
    const stack = await toReview(terminal);
    terminal.press('enter');
    await terminal.see('repeat the missing steps');
    expect(await stackStatus(stack)).toBe('CREATE_COMPLETE');
    expect([...filesBelow(world.project).keys()]).toEqual([claim, 'package.json']);
    terminal.press('c');
    await terminal.see('Delete the bucket, too?');
    expect(await stackStatus(stack)).toBeUndefined();
    expect(await hasBucket(`${stack}-deployment`)).toBe(true);
    terminal.press('d');
    await terminal.see('No bucket of it is left');
    expect(await hasBucket(`${stack}-deployment`)).toBe(false);
    await givenFaults();
    terminal.press('enter');
    await terminal.see('no Amplify project yet');
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
    const again = await run(['init', '--resume', '--json'], { env: world.env, cwd: world.project });
    expect(again.lines.at(-1)).toMatchObject({ code: 'PROJECT_NONE' });
  });

  it('uses a new name if a stranger has the bucket of that name', async () => {
    const terminal = openTerminal({
      args: ['init'],
      columns: 120,
      rows: 36,
      env: world.env,
      cwd: world.project,
    });
    const stack = await toReview(terminal);
    const stranger = new S3Client(settings(1));
    const LocationConstraint = world.cloud.region as 'eu-west-1';
    await stranger.send(
      new CreateBucketCommand({
        Bucket: `${stack}-deployment`,
        ...(world.cloud.region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint } }),
      }),
    );
    stranger.destroy();
    terminal.press('enter');
    await terminal.see(/Why +DeploymentBucket: /);
    await terminal.see('retry with a new name');
    expect([...filesBelow(world.project).keys()]).toEqual([claim, 'package.json']);

    const watch = await run(['watch', stack, '--json'], { env: world.env, cwd: world.project });
    expect(watch.code).toBe(1);
    expect(watch.lines.at(-1)).toMatchObject({ type: 'result', ok: false, outcome: 'rolled-back' });
    expect(watch.lines.at(-1)?.causes).toMatchObject([{ logicalId: 'DeploymentBucket', nameTaken: true }]);

    terminal.press('r');
    await terminal.see(/is complete|complete in/);
    expect([...filesBelow(world.project).keys()]).toEqual([...documentedFiles, 'package.json']);
    const status = await run(['status', '--json'], { env: world.env, cwd: world.project });
    const { stackName } = status.lines.at(-1)!.stack as { stackName: string };
    expect(stackName).not.toBe(stack);
    expect(await stackStatus(stackName)).toBe('CREATE_COMPLETE');
    expect(await stackStatus(stack)).toBeUndefined();
  });

  it('continues with the same stack if init is run again after the template could not be stored', async () => {
    const cwd = join(world.home, 'second');
    mkdirSync(cwd);
    const begin = () => run(['init', '--yes', '--json'], { env: world.env, cwd });
    await givenFaults('deny@s3.PutObject');
    const first = await begin();
    expect([first.code, first.lines.at(-1)?.type]).toEqual([1, 'problem']);
    expect([...filesBelow(cwd).keys()]).toEqual([claim]);
    const made = first.lines.find(({ type }) => type === 'event')?.stackId;
    await givenFaults();
    const again = await begin();
    expect([again.code, again.lines.at(-1)?.code]).toEqual([2, 'USAGE']);
    expect(again.err).toMatch(/--resume.*--clean-up.*--forget/);
    const second = await run(['init', '--resume', '--json'], { env: world.env, cwd });
    expect(second.lines.at(-1)).toMatchObject({ type: 'result', ok: true, stackId: made });
    expect([...filesBelow(cwd).keys()]).toEqual(documentedFiles);
  });

  it('can be cleaned up or forgotten without a screen, too', async () => {
    const cwd = join(world.home, 'third');
    mkdirSync(cwd);
    await givenFaults('deny@s3.PutObject');
    const ways = (...args: readonly string[]) => run(['init', '--json', ...args], { env: world.env, cwd });
    const first = await ways('--yes');
    const { stackName } = first.lines.find(({ type }) => type === 'left') as { stackName: string };
    await givenFaults();
    const cleaned = await ways('--clean-up');
    expect([cleaned.code, cleaned.lines.at(-1)]).toEqual([
      0,
      { type: 'result', ok: true, cleanedUp: true, stackName, bucketKept: `${stackName}-deployment` },
    ]);
    expect(await stackStatus(stackName)).toBeUndefined();
    expect(await hasBucket(`${stackName}-deployment`)).toBe(true);
    await givenFaults('deny@s3.PutObject');
    const second = await ways('--yes');
    const left = second.lines.find(({ type }) => type === 'left') as { stackName: string };
    const forgotten = await ways('--forget');
    expect([forgotten.code, forgotten.lines.at(-1)]).toEqual([
      0,
      { type: 'result', ok: true, forgotten: true, stackName: left.stackName },
    ]);
    expect(await stackStatus(left.stackName)).toBe('CREATE_COMPLETE');
    expect((await ways('--forget')).lines.at(-1)).toMatchObject({ code: 'PROJECT_NONE' });
    await givenFaults();
  });
});

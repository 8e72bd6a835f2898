import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { afterEach, expect, it } from 'vitest';
import { closeTerminals, openTerminal } from '../support/terminal.ts';
import { run } from './support/run.ts';

const STACK = 'amplify-demoshop-dev-90125';
const folders: string[] = [];
const started: ChildProcess[] = [];

afterEach(async () => {
  closeTerminals();
  await Promise.all(started.splice(0).map((child) => end(child, 'SIGKILL')));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'amplify-tui-demo-test-'));
  folders.push(folder);
  return folder;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

/** Only the cloud, as the built program serves it. */
async function serve(...args: string[]) {
  const child = spawn(process.execPath, ['dist/cli.js', 'demo', '--serve', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH ?? '', HOME: tmpdir() },
  });
  started.push(child);
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  const announced = JSON.parse(line);
  const [{ accessKeyId, secretAccessKey }] = announced.accounts[0].users;
  const { endpoint, region } = announced;
  const credentials = { accessKeyId, secretAccessKey };
  return {
    child,
    announced,
    cloudformation: new CloudFormationClient({ endpoint, region, credentials, maxAttempts: 1 }),
    env: {
      HOME: tmpdir(),
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
  };
}

type Served = Awaited<ReturnType<typeof serve>>;

async function eventIds({ cloudformation }: Served): Promise<string[]> {
  const ids: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudformation.send(new DescribeStackEventsCommand({ StackName: STACK, NextToken }));
    ids.push(...page.StackEvents!.map(({ EventId }) => EventId!));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return ids.reverse();
}

it('serves a scenario that watch can follow to its end', async () => {
  const cloud = await serve('--scenario', 'in-flight', '--speed', '200');
  expect(cloud.announced.scenario).toMatchObject({
    name: 'in-flight',
    stackName: STACK,
    stackId: expect.stringContaining(`:stack/${STACK}/`),
  });
  const watched = await run(['watch', STACK, '--json'], { env: cloud.env, cwd: emptyFolder() });
  expect(watched.code).toBe(0);
  expect(watched.lines.at(-1)).toMatchObject({ type: 'result', status: 'CREATE_COMPLETE' });
});

it('applies the given faults, more than once', async () => {
  const cloud = await serve(
    '--fault',
    'throttle@ListStacks,chance=0.5',
    '--fault=stuck@AuthRole',
    '--seed',
    '7',
  );
  const answer = await fetch(`${cloud.announced.endpoint}/_demo/faults`);
  const { rules } = (await answer.json()) as { rules: { rule: object }[] };
  expect(rules.map(({ rule }) => rule)).toEqual([
    { kind: 'throttle', target: 'ListStacks', chance: 0.5 },
    { kind: 'stuck', target: 'AuthRole' },
  ]);
});

it('checks names before a deployment on request', async () => {
  const { cloudformation } = await serve('--scenario', 'bucket-taken', '--validation', 'refuse');
  const bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: `${STACK}-deployment` } };
  const TemplateBody = JSON.stringify({ Resources: { Bucket: bucket } });
  const call = cloudformation.send(new CreateStackCommand({ StackName: 'taken', TemplateBody }));
  await expect(call).rejects.toThrow('AWS::EarlyValidation::ResourceExistenceCheck');
  expect((await cloudformation.send(new DescribeStacksCommand({}))).Stacks).toEqual([]);
});

it('continues a running deployment after kill -9', async () => {
  const args = ['--state', emptyFolder(), '--scenario', 'in-flight'];
  const before = await serve(...args, '--speed', '8');
  const seen = await eventIds(before);
  expect(seen.length).toBeGreaterThan(10);
  await end(before.child, 'SIGKILL');
  const after = await serve(...args, '--speed', '200');
  expect(after.announced.scenario.stackId).toBe(before.announced.scenario.stackId);
  expect((await eventIds(after)).slice(0, seen.length)).toEqual(seen);
  const watched = await run(['watch', STACK, '--json'], { env: after.env, cwd: emptyFolder() });
  expect(watched.lines.at(-1)).toMatchObject({ type: 'result', status: 'CREATE_COMPLETE' });
});

it.each([
  [
    ['--scenario', 'nonsense'],
    ['fresh', 'bucket-taken', 'boundary', 'rollback-complete', 'in-flight', 'large'],
  ],
  [
    ['--validation', 'maybe'],
    ['off', 'refuse', 'stack'],
  ],
  [['--seed', '1.5'], ['from 0 to 4294967295']],
  [
    ['--fault', 'throttel'],
    ['throttle', 'hang-after', 'stuck-delete', 'skew', 'chance', 'after'],
  ],
  [
    ['--fault', 'throttle@CreateStak'],
    ['cloudformation', 'CreateStack', 'PutObject'],
  ],
  [
    ['--fault', 'fail=Nothing@AuthRole'],
    ['AccessDenied', 'NotStabilized', 'ServiceLimitExceeded'],
  ],
  [
    ['--fault', 'empty', '--fault', 'error=404'],
    ['500', '503'],
  ],
])('refuses %j and lists the possible values', async (args, words) => {
  const { code, out, err } = await run(['demo', '--serve', ...args], { env: { HOME: tmpdir() } });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  for (const word of words) expect(err).toContain(word);
});

it('accepts a port and a state only for the cloud alone', async () => {
  const { code, err } = await run(['demo', '--state', emptyFolder()], { env: { HOME: tmpdir() } });
  expect([code, err]).toEqual([2, expect.stringContaining('--state belongs to `demo --serve`.')]);
});

it.each([
  ['in-flight', 'creating', [['w', 'authStack']]],
  ...(
    [
      ['rollback-complete', 'the stack was being created'],
      ['bucket-taken', 'We asked AWS to create the stack'],
    ] as const
  ).map(
    ([scenario, reached]) =>
      [
        scenario,
        reached,
        [
          ['i', 'Resuming uses the same stack'],
          ['enter', 'ucket names are shared by everyone'],
          ['c', 'is deleted.'],
        ],
      ] as const,
  ),
] as const)(
  'opens a home that fits the scenario %s, and continues to its end',
  async (scenario, home, keys) => {
    // The demo makes its home in the folder for temporary files.
    const folder = emptyFolder();
    const env = { HOME: folder, TMPDIR: folder };
    const args = ['demo', '--scenario', scenario, '--speed', '100'];
    const terminal = openTerminal({
      args: scenario === 'in-flight' ? args.slice(0, 3) : args,
      columns: 120,
      env,
    });
    await terminal.see(STACK);
    await terminal.see(home);
    for (const [key, next] of keys) {
      terminal.press(key);
      await terminal.see(next);
    }
    terminal.press('ctrl+c');
    await terminal.see(`The scenario ${scenario}: `);
  },
);

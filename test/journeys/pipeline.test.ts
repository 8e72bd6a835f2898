import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { DeletePublicAccessBlockCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Clock, systemClock } from '../../demo/cloud/clock.ts';
import { startDemoCloud } from '../../demo/cloud/server.ts';
import { openWorld } from './support/cloud.ts';
import { run } from './support/run.ts';

const world = await openWorld(2_000);

it('deploys from a clone only if there is something to deploy, by the script in docs/pipeline', async () => {
  const { home, project, env } = world;
  const script = join(process.cwd(), 'docs/pipeline/deploy.sh');
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const program = (name: string, text: string) =>
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  program('amplify-tui', `exec '${process.execPath}' '${process.cwd()}/dist/cli.js' "$@"`);
  // What the Amplify CLI leaves on disk after a push.
  program('amplify', 'echo "pushed with $*"; cp -R amplify/backend/. "amplify/#current-cloud-backend/"');

  expect((await run(['init', '--yes', '--env', 'dev'], { env, cwd: project })).code).toBe(0);
  const clone = join(home, 'clone');
  cpSync(project, clone, { recursive: true });
  for (const ignored of [
    '#current-cloud-backend',
    '.config/local-env-info.json',
    '.config/local-aws-info.json',
  ])
    rmSync(join(clone, 'amplify', ignored), { recursive: true });
  rmSync(join(clone, 'amplify/backend/amplify-meta.json'));

  const { accessKeyId, secretAccessKey } = world.cloud.accounts[0]!.users[0]!;
  const deploy = () => {
    const { status, stdout, stderr } = spawnSync('sh', [script, 'dev'], {
      cwd: clone,
      encoding: 'utf8',
      env: {
        ...{ HOME: join(home, 'runner'), PATH: `${bin}:${process.env.PATH}` },
        ...{ AWS_ENDPOINT_URL: env.AWS_ENDPOINT_URL, AWS_REGION: world.cloud.region },
        ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
      },
    });
    return { status, said: stdout.trim().split('\n').at(-1), stderr };
  };
  // Meanwhile somebody has added a function.
  const config = join(clone, 'amplify/backend/backend-config.json');
  writeFileSync(config, JSON.stringify({ function: { hello: { service: 'Lambda' } } }));
  expect(deploy()).toMatchObject({ status: 0, said: 'pushed with push --yes' });
  const fetched = join(clone, 'amplify/#current-cloud-backend/amplify-meta.json');
  const meta = JSON.parse(readFileSync(fetched, 'utf8'));
  writeFileSync(fetched, JSON.stringify({ ...meta, function: { hello: { service: 'Lambda' } } }));
  expect(deploy()).toMatchObject({ status: 0, said: 'Nothing to deploy.' });

  const { DeploymentBucketName: Bucket } = meta.providers.awscloudformation;
  const s3 = new S3Client({
    ...{ endpoint: world.cloud.endpoint, region: world.cloud.region },
    credentials: { accessKeyId, secretAccessKey },
  });
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  expect(deploy()).toMatchObject({ status: 7, stderr: expect.stringContaining(Bucket) });
});

/** The machine's clock, which stands still while it is held. */
function heldClock() {
  let waiting: (() => void)[] | undefined;
  let heldAt: number | undefined;
  const clock: Clock = {
    now: () => heldAt ?? Date.now(),
    schedule: (delay, task) =>
      systemClock.schedule(delay, () => {
        if (waiting) waiting.push(task);
        else task();
      }),
  };
  return {
    clock,
    hold: () => {
      waiting = [];
      heldAt = Date.now();
    },
    release: () => {
      const tasks = waiting ?? [];
      waiting = undefined;
      heldAt = undefined;
      for (const task of tasks) task();
    },
  };
}

it('waits for a deployment in progress: status ends with 8, and the script continues once AWS is done', async () => {
  const { clock, hold, release } = heldClock();
  const cloud = await startDemoCloud({ speed: 2_000, clock });
  const home = mkdtempSync(join(tmpdir(), 'amplify-tui-pipeline-'));
  const project = join(home, 'shop');
  const bin = join(home, 'bin');
  for (const folder of [bin, project]) mkdirSync(folder);
  const { accessKeyId, secretAccessKey } = cloud.accounts[0]!.users[0]!;
  const env = {
    ...{ HOME: home, AWS_ENDPOINT_URL: cloud.endpoint, AWS_REGION: cloud.region },
    ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
  };
  const settings = {
    endpoint: cloud.endpoint,
    region: cloud.region,
    credentials: { accessKeyId, secretAccessKey },
  };
  const client = new CloudFormationClient(settings);
  try {
    writeFileSync(join(project, 'package.json'), '{"name":"shop","dependencies":{"react":"19.0.0"}}');
    writeFileSync(
      join(bin, 'amplify-tui'),
      `#!/bin/sh\nexec '${process.execPath}' '${process.cwd()}/dist/cli.js' "$@"\n`,
      { mode: 0o755 },
    );
    const made = await run(['init', '--yes', '--json', '--env', 'dev'], { env, cwd: project });
    const StackName = String(made.lines.at(-1)?.stackName);
    const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName }));
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    const template = JSON.parse(TemplateBody);
    template.Resources.More = { Type: 'AWS::SNS::Topic' };
    hold();
    await client.send(
      new UpdateStackCommand({
        ...{ StackName, TemplateBody: JSON.stringify(template), Capabilities: ['CAPABILITY_NAMED_IAM'] },
        Parameters: (Stacks[0]?.Parameters ?? []).map(({ ParameterKey }) => ({
          ...{ ParameterKey, UsePreviousValue: true },
        })),
      }),
    );
    const selected = await run(['status', '--exit-code', '--json'], { env, cwd: project });
    expect(selected).toMatchObject({ code: 8 });
    expect(selected.lines.at(-1)).toMatchObject({ ok: false, state: 'in-progress' });

    const script = spawn('sh', [join(process.cwd(), 'docs/pipeline/deploy.sh'), 'dev'], {
      ...{ cwd: project, env: { ...env, PATH: `${bin}:${process.env.PATH}` } },
    });
    let said = '';
    let complained = '';
    script.stdout.on('data', (text: Buffer) => {
      said += text;
    });
    const ended = once(script, 'close');
    await new Promise<void>((resolve) => {
      script.stderr.on('data', (text: Buffer) => {
        complained += text;
        if (complained.includes('UPDATE_IN_PROGRESS') && complained.includes('waiting for its end'))
          resolve();
      });
      script.once('close', () => resolve());
    });
    expect(script.exitCode, complained).toBeNull();
    release();
    expect([(await ended)[0], said.trim().split('\n').at(-1)], complained).toEqual([0, 'Nothing to deploy.']);
    expect((await run(['status', '--exit-code'], { env, cwd: project })).code).toBe(0);
  } finally {
    release();
    client.destroy();
    await cloud.close();
    rmSync(home, { recursive: true, force: true });
  }
});

it('is what the workflow in docs/pipeline runs', () => {
  const { jobs } = parse(readFileSync('docs/pipeline/deploy.yml', 'utf8'));
  const runs = jobs.deploy.steps.flatMap(({ run: line }: { run?: string }) => line ?? []);
  expect(runs.at(-1)).toBe('sh deploy.sh prod');
});

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeletePublicAccessBlockCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { makeWorld, type World } from './support/cloud.ts';
import { run } from './support/run.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(2_000);
});
afterAll(() => world.close());

it('deploys from a clone only where there is something to deploy, by the script in docs/pipeline', async () => {
  const { home, project, env } = world;
  const script = join(process.cwd(), 'docs/pipeline/deploy.sh');
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const program = (name: string, text: string) =>
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  program('amplify-tui', `exec '${process.execPath}' '${process.cwd()}/dist/cli.js' "$@"`);
  // What the Amplify CLI leaves behind on disk once it has pushed.
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
  // Somebody has added a function in the meantime.
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

it('is what the workflow in docs/pipeline runs', () => {
  const { jobs } = parse(readFileSync('docs/pipeline/deploy.yml', 'utf8'));
  const runs = jobs.deploy.steps.flatMap(({ run: line }: { run?: string }) => line ?? []);
  expect(runs.at(-1)).toBe('sh deploy.sh prod');
});

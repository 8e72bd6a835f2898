import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  UpdateStackCommand,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientSettings, filesBelow, makeWorld, type World } from '../support/cloud.ts';
import { hasMoto, startMoto } from '../support/moto.ts';
import { run } from '../support/run.ts';

/** A cloud with an account and the home of a person who uses it. */
interface Place {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly settings: ReturnType<typeof clientSettings>;
  readonly close: () => Promise<unknown>;
}

const places: Readonly<Record<string, () => Promise<Place>>> = {
  'the demo cloud': async () => {
    const world: World = await makeWorld(200);
    return { ...world, settings: clientSettings(world, 0) };
  },
  moto: async () => {
    const { home, endpoint, close } = await startMoto();
    const keys = { accessKeyId: 'testing', secretAccessKey: 'testing' };
    return {
      ...{ home, close, env: { HOME: home, AWS_ENDPOINT_URL: endpoint } },
      settings: { endpoint, region: 'eu-west-1', credentials: keys, forcePathStyle: true },
    };
  },
};

const category = {
  Resources: {
    Files: { Type: 'AWS::S3::Bucket' },
    Reader: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
      },
    },
  },
};

describe.each(Object.keys(places))('the whole life of a project on %s', (name) => {
  const here = it.skipIf(name === 'moto' && !hasMoto());
  let place: Place;
  beforeAll(async () => {
    if (name !== 'moto' || hasMoto()) place = await places[name]!();
  });
  afterAll(() => place?.close());

  /** What the account has, deleted stacks aside. */
  async function inCloud() {
    const clients = {
      stacks: new CloudFormationClient(place.settings),
      buckets: new S3Client(place.settings),
      roles: new IAMClient(place.settings),
    };
    try {
      const { Stacks = [] } = await clients.stacks.send(new DescribeStacksCommand({}));
      const { Buckets = [] } = await clients.buckets.send(new ListBucketsCommand({}));
      const { Roles = [] } = await clients.roles.send(new ListRolesCommand({}));
      return {
        stacks: Stacks.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE').map(
          ({ StackName }) => StackName,
        ),
        buckets: Buckets.map(({ Name }) => Name),
        // Moto makes the roles of a deleted stack again when its resources are listed.
        roles: name === 'moto' ? [] : Roles.map(({ RoleName }) => RoleName),
      };
    } finally {
      for (const client of Object.values(clients)) client.destroy();
    }
  }

  function folder(called: string): string {
    const path = join(place.home, called);
    mkdirSync(join(path, 'src'), { recursive: true });
    for (const [file, text] of [
      ['package.json', `{"name":"${called}","dependencies":{"react":"19.0.0"}}\r\n`],
      ['.gitignore', 'coverage/'],
      ['src/own.js', 'export {};\n'],
    ] as const)
      writeFileSync(join(path, file), text);
    return path;
  }

  /** What is not ours: the folder of the project before it was one, and ~/.aws. */
  const notOurs = (project: string) =>
    [filesBelow(project), filesBelow(join(place.home, '.aws'))].map((files) => Object.fromEntries(files));

  /**
   * Runs a command that is killed at its first step, its next run at the second one, and so on until a run comes to its end.
   *
   * @param again the command that goes on with it
   * @returns how many runs were killed, and the result
   */
  async function killedToTheEnd(cwd: string, first: readonly string[], again: readonly string[]) {
    for (let kills = 0; ; kills += 1) {
      let steps = 0;
      const { code, err, lines } = await run([...(kills === 0 ? first : again), '--yes', '--json'], {
        ...{ env: place.env, cwd },
        onLine: (line, pid) => {
          if (!line.startsWith('{"type":"step"')) return;
          steps += 1;
          if (steps === kills + 1) process.kill(pid, 'SIGKILL');
        },
      });
      if (code === null) continue;
      expect(code, `${err}${JSON.stringify(lines.at(-1))}`).toBe(0);
      return { kills, result: lines.at(-1) };
    }
  }

  /** What `amplify push` does with a category: its template in the bucket, and a nested stack of it. */
  async function push(project: string): Promise<void> {
    const meta = JSON.parse(readFileSync(join(project, 'amplify/backend/amplify-meta.json'), 'utf8'));
    const { StackName, DeploymentBucketName: Bucket } = meta.providers.awscloudformation;
    const s3 = new S3Client(place.settings);
    const stacks = new CloudFormationClient(place.settings);
    try {
      const Key = 'amplify-cfn-templates/storage/files.json';
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: JSON.stringify(category) }));
      const root = join(project, 'amplify/backend/awscloudformation/build/root-cloudformation-stack.json');
      const template = JSON.parse(readFileSync(root, 'utf8'));
      for (const id of ['storagefiles', 'storagemore'])
        template.Resources[id] = {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { TemplateURL: `https://s3.amazonaws.com/${Bucket}/${Key}` },
        };
      const { Stacks = [] } = await stacks.send(new DescribeStacksCommand({ StackName }));
      await stacks.send(
        new UpdateStackCommand({
          ...{ StackName, TemplateBody: JSON.stringify(template), Capabilities: ['CAPABILITY_NAMED_IAM'] },
          Parameters: (Stacks[0]?.Parameters ?? []).map(({ ParameterKey }) => ({
            ...{ ParameterKey, UsePreviousValue: true },
          })),
        }),
      );
      await waitUntilStackUpdateComplete(
        { client: stacks, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
        { StackName },
      );
    } finally {
      s3.destroy();
      stacks.destroy();
    }
  }

  here(
    'with environments and nested stacks, headless, killed at each step, leaves cloud and files as before',
    async () => {
      const before = await inCloud();
      const project = folder('life');
      const files = notOurs(project);
      const made = await killedToTheEnd(project, ['init', '--env', 'dev'], ['init', '--resume']);
      expect(made.result).toMatchObject({ ok: true, environment: 'dev' });
      expect(made.kills).toBeGreaterThan(0);
      // Moto keeps nested stacks when their parent is deleted.
      if (name !== 'moto') await push(project);
      const dev = await inCloud();
      expect(dev.stacks.length - before.stacks.length).toBe(name === 'moto' ? 1 : 3);

      const added = await killedToTheEnd(project, ['init', '--env', 'test'], ['init', '--resume']);
      expect(added).toMatchObject({ result: { ok: true, environment: 'test' } });
      const switched = await run(['env', 'use', 'dev', '--yes', '--json'], { env: place.env, cwd: project });
      expect(switched.code, switched.err).toBe(0);
      const remove = ['env', 'remove', 'test', '--confirm', 'test'];
      expect(await killedToTheEnd(project, remove, remove)).toMatchObject({
        result: { ok: true, deleted: 'test' },
      });
      expect(await inCloud()).toEqual(dev);

      const all = ['delete', '--confirm', 'life'];
      const gone = await killedToTheEnd(project, all, all);
      expect(gone.result).toMatchObject({ ok: true, deleted: 'life' });
      expect(gone.kills).toBeGreaterThan(1);
      expect(await inCloud()).toEqual(before);
      expect(notOurs(project)).toEqual(files);
    },
    240_000,
  );
});

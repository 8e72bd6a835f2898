import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AmplifyClient, ListAppsCommand, ListBackendEnvironmentsCommand } from '@aws-sdk/client-amplify';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal } from '../../support/terminal.ts';
import { claim, clientSettings, filesBelow, givenFaults, openWorld, stacksOf } from '../support/cloud.ts';
import { run } from '../support/run.ts';

const world = await openWorld(500);
afterEach(closeTerminals);

/** A new React app with a .gitignore. */
function folder(name: string): string {
  const path = join(world.home, name);
  mkdirSync(path);
  writeFileSync(join(path, 'package.json'), '{"dependencies":{"react":"19"},"devDependencies":{"vite":"7"}}');
  writeFileSync(join(path, '.gitignore'), 'node_modules\n*.own');
  return path;
}

const program = (cwd: string, ...args: string[]) => run([...args, '--json'], { env: world.env, cwd });
const json = (cwd: string, label: string) => JSON.parse(readFileSync(join(cwd, label), 'utf8'));

/** The files of a new project with environments, without the app's own. */
const newFiles = [
  '.gitignore',
  'amplify/#current-cloud-backend/amplify-meta.json',
  'amplify/#current-cloud-backend/awscloudformation/build/root-cloudformation-stack.json',
  'amplify/#current-cloud-backend/tags.json',
  'amplify/.config/local-aws-info.json',
  'amplify/.config/local-env-info.json',
  'amplify/.config/project-config.json',
  'amplify/README.md',
  'amplify/backend/amplify-meta.json',
  'amplify/backend/awscloudformation/build/root-cloudformation-stack.json',
  'amplify/backend/backend-config.json',
  'amplify/backend/tags.json',
  'amplify/backend/types/amplify-dependent-resources-ref.d.ts',
  'amplify/cli.json',
  'amplify/hooks/README.md',
  'amplify/hooks/post-push.sh.sample',
  'amplify/hooks/pre-push.js.sample',
  'amplify/team-provider-info.json',
  'package.json',
  'src/amplifyconfiguration.json',
  'src/aws-exports.js',
];

/** What a project has in the cloud: apps with environments, the stack's tags, the objects in its bucket. */
async function inCloud(stackName: string) {
  const settings = clientSettings(world, 0);
  const clients = {
    ...{ amplify: new AmplifyClient(settings), s3: new S3Client(settings) },
    stacks: new CloudFormationClient(settings),
  };
  try {
    const { apps = [] } = await clients.amplify.send(new ListAppsCommand({}));
    const own = apps.filter(({ description }) => description?.endsWith(` ${stackName}`));
    const environments = await Promise.all(
      own.map(({ appId }) => clients.amplify.send(new ListBackendEnvironmentsCommand({ appId }))),
    );
    const { Stacks = [] } = await clients.stacks.send(new DescribeStacksCommand({ StackName: stackName }));
    const { Contents = [] } = await clients.s3.send(
      new ListObjectsV2Command({ Bucket: `${stackName}-deployment` }),
    );
    return {
      apps: own.map(({ appId }) => appId),
      environments: environments.flatMap(({ backendEnvironments = [] }) =>
        backendEnvironments.map(({ environmentName, stackName: of }) => [environmentName, of]),
      ),
      tags: Object.fromEntries((Stacks[0]?.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
      objects: Contents.map(({ Key }) => Key),
    };
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}

const objects = [
  '#current-cloud-backend.zip',
  'amplify-meta.json',
  'backend-config.json',
  'studio-backend/amplify-meta.json',
  'studio-backend/backend-config.json',
  'studio-backend/cli.json',
];

describe('init with environments', () => {
  it('writes the files of the current Amplify CLI, and AWS lists app and environment', async () => {
    const cwd = folder('headless');
    const made = (await program(cwd, 'init', '--yes', '--env', 'test')).lines.at(-1);
    expect(made).toMatchObject({ type: 'result', ok: true });
    const stackName = String(made?.stackName);
    expect(stackName).toMatch(/^amplify-headless-test-[0-9a-f]{5}$/);
    expect([...filesBelow(cwd).keys()].sort()).toEqual(newFiles);
    expect(readFileSync(join(cwd, '.gitignore'), 'utf8')).toMatch(/^node_modules\n\*\.own\n\n#amplify-do/);
    const cloud = await inCloud(stackName);
    expect(cloud).toEqual({
      apps: [made?.appId],
      environments: [['test', stackName]],
      tags: { 'user:Stack': 'test', 'user:Application': 'headless' },
      objects,
    });
    expect(json(cwd, 'amplify/team-provider-info.json').test.awscloudformation).toMatchObject({
      ...{ StackName: stackName, AmplifyAppId: made?.appId },
    });
    const status = (await program(cwd, 'status')).lines.at(-1);
    expect(status).toMatchObject({
      project: { layout: 'multi-env', environment: 'test' },
      stack: { status: 'CREATE_COMPLETE' },
      drift: [],
    });
  });

  it('works by keyboard, too: layout and environment are chosen beside the name', async () => {
    const cwd = folder('keyboard');
    const terminal = openTerminal({ args: ['init'], columns: 80, rows: 24, env: world.env, cwd });
    await terminal.see('called?');
    terminal.press('tab', 'right');
    await terminal.see(/Environment +dev/);
    terminal.press('tab');
    terminal.press('end');
    terminal.type('1');
    await terminal.see('Type 2 to 10 small letters');
    terminal.press('enter', 'backspace', 'enter');
    for (const title of ['editor', 'kind of app', 'app built?', 'profile?', 'right account?']) {
      await terminal.see(title);
      terminal.press('enter');
    }
    await terminal.see(/app +keyboard/);
    await terminal.see(/amplify\/\.config\/ +3 files/);
    expect(filesBelow(cwd).size).toBe(2);
    terminal.press('enter');
    await terminal.see(/is complete|complete in/);
    await terminal.see('Commit amplify/');
    terminal.press('enter');
    await terminal.see(/environment [a-z]/);
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
    expect([...filesBelow(cwd).keys()].sort()).toEqual(newFiles);
  });

  it('completes without an app if none may be created, and says so', async () => {
    const cwd = folder('denied');
    await givenFaults(world, 'deny@amplify.CreateApp');
    const made = (await program(cwd, 'init', '--yes', '--env', 'dev')).lines.at(-1);
    await givenFaults(world);
    expect(made).toMatchObject({ ok: true, appMissing: expect.stringContaining('amplify:CreateApp') });
    expect(made).not.toHaveProperty('appId');
    expect(await inCloud(String(made?.stackName))).toMatchObject({ apps: [], objects });
    expect(json(cwd, 'amplify/backend/amplify-meta.json').providers.awscloudformation).not.toHaveProperty(
      'AmplifyAppId',
    );
  });

  it('has one app, although the answer of its creation is lost', async () => {
    const cwd = folder('lost');
    await givenFaults(world, 'reset-after@amplify.CreateApp,times=1');
    const made = (await program(cwd, 'init', '--yes', '--env', 'dev')).lines.at(-1);
    await givenFaults(world);
    const { apps, environments } = await inCloud(String(made?.stackName));
    expect([apps, environments]).toEqual([[made?.appId], [['dev', made?.stackName]]]);
  });

  it('continues with stack, app and environment after a kill, or removes all of them', async () => {
    const begun: string[] = [];
    for (const [name, fault] of [
      ['resumed', 'hang-after@amplify.CreateApp'],
      ['cleaned', 'hang-after@s3.PutObject'],
    ] as const) {
      const cwd = folder(name);
      await givenFaults(world, fault);
      const calls = async () => {
        const answer = await fetch(`${world.cloud.endpoint}/_demo/calls`);
        return ((await answer.json()) as { counts: Record<string, number> }).counts[
          fault.split('@')[1] ?? ''
        ];
      };
      const before = (await calls()) ?? 0;
      let pid = 0;
      const killed = run(['init', '--yes', '--json', '--env', 'dev'], {
        ...{ env: world.env, cwd },
        onLine: (_, own) => {
          pid = own;
        },
      });
      while (((await calls()) ?? 0) <= before);
      process.kill(pid, 'SIGKILL');
      await killed;
      await givenFaults(world);
      begun.push(Object.keys(await stacksOf(world, `amplify-${name}`))[0] ?? '');
      expect(filesBelow(cwd).size).toBe(3);
      expect([...filesBelow(cwd).keys()]).toContain(claim);
    }
    const [resumed = '', cleaned = ''] = begun;
    const on = (await program(join(world.home, 'resumed'), 'init', '--resume')).lines.at(-1);
    expect(on).toMatchObject({ ok: true, stackName: resumed });
    expect(await inCloud(resumed)).toMatchObject({
      ...{ apps: [on?.appId], environments: [['dev', resumed]], objects },
    });
    expect([...filesBelow(join(world.home, 'resumed')).keys()].sort()).toEqual(newFiles);
    const back = await program(join(world.home, 'cleaned'), 'init', '--clean-up');
    expect(back.lines.at(-1)).toMatchObject({ ok: true, cleanedUp: true, stackName: cleaned });
    const amplify = new AmplifyClient(clientSettings(world, 0));
    const { apps = [] } = await amplify.send(new ListAppsCommand({}));
    amplify.destroy();
    expect(apps.filter(({ name }) => name === 'cleaned')).toEqual([]);
    expect(filesBelow(join(world.home, 'cleaned')).size).toBe(2);
  });
});

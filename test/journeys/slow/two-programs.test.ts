import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { afterEach, describe, expect, it } from 'vitest';
import { clientSettings, filesBelow, givenFaults, openWorld, stacksOf } from '../support/cloud.ts';
import { run } from '../support/run.ts';

let running: { pid: number; end: ReturnType<typeof run> }[] = [];

const world = await openWorld(500);

afterEach(async () => {
  for (const { pid } of running) if (pid > 0) process.kill(pid, 'SIGKILL');
  await Promise.all(running.map(({ end }) => end));
  running = [];
  await givenFaults(world);
});

function makeFolder(name: string): string {
  const cwd = join(world.home, name);
  mkdirSync(cwd);
  return cwd;
}

const init = (cwd: string, ...args: readonly string[]) =>
  run(['init', '--json', ...args], { env: world.env, cwd });

/** The notes of a folder, as JSON. */
function notesOf(cwd: string): { stackName: string; step: string; path: string }[] {
  const folder = join(world.home, '.amplify/tui/journal');
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name));
  return paths
    .map((path) => ({ ...JSON.parse(readFileSync(path, 'utf8')), path }))
    .filter(({ folder: of }) => of === cwd);
}

/** Starts an init that follows its stack and never finishes. @returns its process, once it has started */
async function hanging(cwd: string): Promise<{ pid: number; end: ReturnType<typeof run> }> {
  // Only once, so that it hits this program's look at the events, whenever that comes, and nobody else's.
  await givenFaults(world, 'hang@DescribeStackEvents,times=1');
  let begun = (_pid: number) => {};
  const pid = new Promise<number>((resolve) => {
    begun = resolve;
  });
  const end = run(['init', '--yes', '--json'], {
    env: world.env,
    cwd,
    onLine: (line, own) => {
      if (line.includes('"step":"deploying"')) begun(own);
    },
  });
  const started = { pid: await pid, end };
  running.push(started);
  return started;
}

describe('two programs in one folder', () => {
  it.each(['--resume', '--clean-up', '--forget'])('%s leaves a running init alone', async (way) => {
    const cwd = makeFolder(`alive${way.replaceAll('-', '')}`);
    const { pid, end } = await hanging(cwd);
    const second = await init(cwd, way);
    expect([second.code, second.lines.at(-1)?.what]).toEqual([
      1,
      `An init of this folder is running in another window (process ${pid}).`,
    ]);
    const [note] = notesOf(cwd);
    expect(Object.keys(await stacksOf(world, note?.stackName ?? ''))).toEqual([note?.stackName]);
    process.kill(pid, 'SIGKILL');
    await end;
    running = [];
    expect((await init(cwd, way)).lines.at(-1)).toMatchObject({ type: 'result', ok: true });
    expect(notesOf(cwd)).toEqual([]);
  });

  it('that start at the same time create one stack', async () => {
    const cwd = makeFolder('atonce');
    const all = await Promise.all([init(cwd, '--yes'), init(cwd, '--yes'), init(cwd, '--yes')]);
    expect(all.filter(({ code }) => code === 0)).toHaveLength(1);
    expect(Object.keys(await stacksOf(world, 'atonce-'))).toHaveLength(1);
    expect(notesOf(cwd)).toEqual([]);
  });
});

describe("a stranger's stack with the same name as ours", () => {
  it.each([
    ['made with another token', 'stranger', { ClientRequestToken: 'theirs' }, 'authRole'],
    ['with other parameters', 'params', {}, 'theirRole'],
  ])('%s is neither deleted nor continued', async (_, name, token, role) => {
    const cwd = makeFolder(name);
    await givenFaults(world, 'deny@s3.PutObject');
    expect((await init(cwd, '--yes')).code).toBe(1);
    await givenFaults(world);
    const [note] = notesOf(cwd);
    const { path = '', stackName: begun = '' } = note ?? {};
    const stackName = `${name}-20200101000000`;
    const { stackId: _id, ...rest } = JSON.parse(readFileSync(path, 'utf8').replaceAll(begun, stackName));
    writeFileSync(path, JSON.stringify({ ...rest, step: 'creating' }));
    const client = new CloudFormationClient(clientSettings(world, 0));
    const Parameters = [
      ['DeploymentBucketName', `${stackName}-deployment`],
      ['AuthRoleName', `${stackName}-${role}`],
      ['UnauthRoleName', `${stackName}-unauthRole`],
    ].map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
    const TemplateBody = JSON.stringify({
      Parameters: Object.fromEntries(
        Parameters.map(({ ParameterKey }) => [ParameterKey, { Type: 'String' }]),
      ),
      Resources: { Bucket: { Type: 'AWS::S3::Bucket' } },
    });
    await client.send(new CreateStackCommand({ StackName: stackName, TemplateBody, Parameters, ...token }));
    client.destroy();
    for (const way of ['--clean-up', '--resume']) {
      const { code, lines } = await init(cwd, way);
      expect([way, code, lines.at(-1)?.code]).toEqual([way, 1, 'STACK_EXISTS']);
      expect((await stacksOf(world, stackName))[stackName]).toMatch(/^CREATE_/);
      expect(notesOf(cwd)).toHaveLength(1);
    }
    expect((await init(cwd, '--forget')).code).toBe(0);
    expect(notesOf(cwd)).toEqual([]);
  });
});

describe('an init killed while it wrote its files', () => {
  /** Writes a project, then restores its note and removes the file that is written last. */
  async function halfWritten(name: string): Promise<string> {
    const cwd = makeFolder(name);
    const hook = join(world.home, `${name}.cjs`);
    writeFileSync(
      hook,
      `const fs = require('node:fs/promises');
const { rename } = fs;
fs.rename = async (from, to) => {
  if (String(to).endsWith('project-config.json')) process.kill(process.pid, 'SIGKILL');
  return rename(from, to);
};
require('node:module').syncBuiltinESMExports();
`,
    );
    const killed = await run(['init', '--yes', '--json'], {
      env: world.env,
      cwd,
      node: ['--require', hook],
    });
    expect(killed.code).toBeNull();
    expect(filesBelow(cwd).size).toBeGreaterThan(3);
    return cwd;
  }

  it('is cleaned up with its files, and the next one starts', async () => {
    const cwd = await halfWritten('half');
    writeFileSync(join(cwd, 'index.html'), 'mine');
    const cleaned = await init(cwd, '--clean-up');
    expect([cleaned.code, cleaned.lines.at(-1)]).toEqual([0, expect.objectContaining({ cleanedUp: true })]);
    expect(readdirSync(cwd)).toEqual(['index.html']);
    expect((await init(cwd, '--yes')).lines.at(-1)).toMatchObject({ type: 'result', ok: true });
  });

  it('names the files that stay because they were changed', async () => {
    const cwd = await halfWritten('changed');
    writeFileSync(join(cwd, '.amplifyrc'), '{}');
    const cleaned = await init(cwd, '--clean-up');
    expect([cleaned.code, cleaned.lines.at(-1)?.code]).toEqual([1, 'PROJECT_EXISTS']);
    expect(cleaned.lines.at(-1)?.what).toContain('.amplifyrc');
    expect(readdirSync(cwd)).toEqual(['.amplifyrc']);
    expect(await stacksOf(world, 'changed-')).toEqual({});
  });
});

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { claim, documentedFiles, filesBelow, openWorld } from '../support/cloud.ts';
import { run } from '../support/run.ts';

const world = await openWorld(500);

async function control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) {
  const response = await fetch(`${world.cloud.endpoint}/_demo/${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(response.status).toBe(200);
  return response.json() as Promise<{ counts?: Record<string, number> }>;
}

/** Waits until the cloud has received a call, without using a clock. */
async function heard(call: string, before: number): Promise<void> {
  for (;;) {
    const { counts } = await control('GET', 'calls');
    if ((counts?.[call] ?? 0) > before) return;
  }
}

async function stacksOf(project: string): Promise<string[]> {
  const user = world.cloud.accounts[0]?.users[0];
  const client = new CloudFormationClient({
    endpoint: world.cloud.endpoint,
    region: world.cloud.region,
    credentials: { accessKeyId: user?.accessKeyId ?? '', secretAccessKey: user?.secretAccessKey ?? '' },
  });
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({}));
    return Stacks.map(({ StackName = '' }) => StackName).filter((name) => name.startsWith(`${project}-`));
  } finally {
    client.destroy();
  }
}

describe('kill -9', () => {
  it.each([
    ['before AWS heard of the stack', 'hang@CreateStack', 'cloudformation.CreateStack'],
    ['after AWS heard of it, before its answer came', 'hang-after@CreateStack', 'cloudformation.CreateStack'],
    ['while the stack is followed', 'hang@DescribeStackEvents', 'cloudformation.DescribeStackEvents'],
    ['while the template is stored', 'hang@s3.PutObject', 's3.PutObject'],
    ['after the template was stored', 'hang-after@s3.PutObject', 's3.PutObject'],
  ])('%s leaves something that can be resumed: one stack, whole files', async (when, fault, call) => {
    const name = `app${when.replaceAll(/[^a-z]/g, '').slice(0, 15)}`;
    const cwd = join(world.home, name);
    mkdirSync(cwd);
    const { counts } = await control('GET', 'calls');
    await control('POST', 'faults', { faults: [fault] });
    let pid = 0;
    const killed = run(['init', '--yes', '--json'], {
      env: world.env,
      cwd,
      onLine: (_, own) => {
        pid = own;
      },
    });
    await heard(call, counts?.[call] ?? 0);
    // 0 would be this process's own group.
    expect(pid).toBeGreaterThan(0);
    process.kill(pid, 'SIGKILL');
    expect((await killed).code).toBeNull();
    expect([...filesBelow(cwd).keys()]).toEqual([claim]);
    await control('DELETE', 'faults');

    const { code, lines } = await run(['init', '--resume', '--json'], { env: world.env, cwd });
    expect([code, lines.at(-1)]).toEqual([0, expect.objectContaining({ type: 'result', ok: true })]);
    expect(await stacksOf(name)).toEqual([lines.at(-1)?.stackName]);
    expect([...filesBelow(cwd).keys()]).toEqual(documentedFiles);
    const after = await run(['init', '--resume', '--json'], { env: world.env, cwd });
    expect(after.lines.at(-1)).toMatchObject({ type: 'problem', code: 'PROJECT_EXISTS' });
  });
});

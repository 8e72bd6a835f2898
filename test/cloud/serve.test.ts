import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { build } from 'esbuild';
import { afterEach, expect, it } from 'vitest';
import type { DemoCloud } from '../../demo/cloud/server.ts';
import { clientOptions, temporaryFolder } from './support/cloud.ts';

const SERVE = fileURLToPath(new URL('../../demo/cloud/serve.ts', import.meta.url));
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** Runs serveDemoCloud() as a program that exits with the code it returns. */
async function serve(options: object): Promise<ChildProcess> {
  const folder = temporaryFolder();
  const program = join(folder, 'serve.mjs');
  await build({
    entryPoints: [SERVE],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: join(folder, 'cloud.mjs'),
    logLevel: 'error',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  writeFileSync(
    program,
    `import { serveDemoCloud } from './cloud.mjs';\nprocess.exitCode = await serveDemoCloud(${JSON.stringify(options)});\n`,
  );
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'] });
  started.push(child);
  return child;
}

/** Everything that a stream writes until it ends. */
async function linesOf(stream: NodeJS.ReadableStream | null): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: stream! })) lines.push(line);
  return lines;
}

async function firstLine(
  child: ChildProcess,
): Promise<{ announced: DemoCloud & { type: string }; rest: Promise<string[]> }> {
  const lines = createInterface({ input: child.stdout! });
  const [line] = await once(lines, 'line');
  const more: string[] = [];
  lines.on('line', (next) => more.push(next));
  const rest = once(lines, 'close').then(() => more);
  return { announced: JSON.parse(line), rest };
}

it.each(['SIGINT', 'SIGTERM'] as const)(
  'announces itself in one line of JSON and ends cleanly on %s',
  async (signal) => {
    const child = await serve({ speed: 100 });
    const complaints = linesOf(child.stderr);
    const { announced, rest } = await firstLine(child);
    expect(Object.keys(announced)).toEqual(['type', 'endpoint', 'region', 'accounts']);
    expect(announced.type).toBe('demo-cloud');
    const { Account } = await new STSClient(clientOptions(announced)).send(new GetCallerIdentityCommand({}));
    expect(Account).toBe('111122223333');
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await rest).toEqual([]);
    expect((await complaints).join('\n')).toContain(announced.endpoint);
  },
);

it('ends with its parent if asked to', async () => {
  const child = await serve({ exitWithParent: true });
  await firstLine(child);
  child.stdin!.end();
  expect(await once(child, 'exit')).toEqual([0, null]);
});

it('outlives the end of standard input by default', async () => {
  const child = await serve({});
  const { announced } = await firstLine(child);
  child.stdin!.end();
  const answer = await fetch(announced.endpoint);
  expect(answer.status).toBe(403);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

it('says which port is taken and gives exit code 1', async () => {
  const other = createServer();
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const child = await serve({ port });
  const complaints = linesOf(child.stderr);
  const output = linesOf(child.stdout);
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(await output).toEqual([]);
  expect((await complaints).join('\n')).toContain(`port ${port}`);
  other.close();
});

it('accepts faults and a scenario from the command line', async () => {
  const child = await serve({ faults: ['throttle@sts,times=1'], scenario: 'bucket-taken', speed: 100 });
  const { announced } = await firstLine(child);
  expect(announced.scenario).toEqual({
    name: 'bucket-taken',
    about: expect.stringContaining('Biz Corp owns'),
    stackName: 'amplify-demoshop-dev-90125',
  });
  const sts = new STSClient(clientOptions(announced));
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toThrow('Rate exceeded');
  expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe('111122223333');
});

it('does not start with an invalid fault', async () => {
  const child = await serve({ faults: ['throttel'] });
  const complaints = linesOf(child.stderr);
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect((await complaints).join('\n')).toContain('The fault throttel is none of throttle, ');
});

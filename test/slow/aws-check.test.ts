import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import type { DemoCloud } from '../../demo/cloud/server.ts';
import { clientOptions, clientsFor, cloudForTest, temporaryFolder } from '../cloud/support/cloud.ts';
import { hasMoto, startMoto } from '../journeys/support/moto.ts';

/** Runs the script; `onLine` gets its output. */
async function check(
  endpoint: string,
  keys: { accessKeyId: string; secretAccessKey: string },
  account: string,
  args: readonly string[],
  onLine: (line: string, child: ChildProcess) => void = () => {},
) {
  const HOME = temporaryFolder();
  mkdirSync(join(HOME, '.aws'));
  const lines = [
    `aws_access_key_id = ${keys.accessKeyId}`,
    `aws_secret_access_key = ${keys.secretAccessKey}`,
  ];
  writeFileSync(join(HOME, '.aws/credentials'), `[p]\n${lines.join('\n')}\n`);
  const page = join(HOME, 'page.md');
  const where = ['--profile', 'p', '--endpoint-url', endpoint, '--account', account];
  const child = spawn(
    process.execPath,
    ['build/aws-check.mjs', '--no-build', '--page', page, ...where, ...args],
    { env: { PATH: process.env.PATH, HOME, TMPDIR: HOME, AWS_EC2_METADATA_DISABLED: 'true' } },
  );
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
    onLine(said, child);
  });
  const [code] = await once(child, 'close');
  return { code, said, page: existsSync(page) ? readFileSync(page, 'utf8') : '' };
}

const onDemo = (
  cloud: DemoCloud,
  ...rest: [readonly string[], ((line: string, child: ChildProcess) => void)?]
) => check(cloud.endpoint, clientOptions(cloud).credentials, '111122223333', ...rest);

async function left(cloud: DemoCloud): Promise<unknown[]> {
  const { s3, iam } = clientsFor(cloud);
  const { Buckets = [] } = await s3.send(new ListBucketsCommand());
  const { Roles = [] } = await iam.send(new ListRolesCommand());
  return [...Buckets, ...Roles];
}

it('finds no difference between the demo cloud and itself, and leaves nothing', async () => {
  const cloud = await cloudForTest({ speed: 2000 });
  const { code, page, said } = await onDemo(cloud, ['--only', 'life,sts,iam,s3,a property changes']);
  expect([code, said.match(/✖.*/g)]).toEqual([0, null]);
  expect(page).toContain('All 9 commands came to the same as in the demo cloud.');
  expect(page).toMatch(/\| sts \| 12 \| 12 \| 0 \|/);
  expect(page).toContain('All that it made is deleted.');
  expect(page).not.toContain(clientOptions(cloud).credentials.accessKeyId);
  expect(await left(cloud)).toEqual([]);
});

it('deletes what it has created after Ctrl+C, and after the budget is used up', async () => {
  const cloud = await cloudForTest();
  const stopped = await onDemo(cloud, ['--only', 's3'], (said, child) => {
    if (said.includes('✔') && !child.killed) child.kill('SIGINT');
  });
  expect([stopped.code, stopped.page.includes('It was stopped: by SIGINT.')]).toEqual([130, true]);
  expect(await left(cloud)).toEqual([]);
  const spent = await onDemo(cloud, ['--only', 's3,iam', '--budget', '40']);
  expect([spent.code, spent.page.includes('It was stopped: the budget of 40 calls is used up.')]).toEqual([
    130,
    true,
  ]);
  expect(await left(cloud)).toEqual([]);
});

it('asks first: another account is not touched', async () => {
  const cloud = await cloudForTest();
  const keys = clientOptions(cloud).credentials;
  const { code, said } = await check(cloud.endpoint, keys, '444455556666', ['--only', 's3']);
  expect([code, said.includes('Nothing was made.')]).toEqual([2, true]);
});

it.skipIf(!hasMoto())('names where another cloud differs', async () => {
  const moto = await startMoto();
  try {
    const keys = { accessKeyId: 'testing', secretAccessKey: 'testing' };
    const { page } = await check(moto.endpoint, keys, '123456789012', ['--only', 'sts,iam']);
    expect(page).toContain('AssumeRole: answered, expected ValidationError');
    expect(page).toMatch(/\| iam \| \d+ \| 43 \| 11 \|/);
  } finally {
    await moto.close();
  }
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tracesOf } from '../../support/traces.ts';
import { filesBelow, openWorld } from '../support/cloud.ts';
import { run } from '../support/run.ts';

let home: string;

const world = await openWorld(50);
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'amplify-tui-configure-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const given = () => {
  const [user] = world.cloud.accounts[0]?.users ?? [];
  if (!user) throw new Error('the demo cloud has no user');
  return user;
};
const env = (more: Readonly<Record<string, string>> = {}) => ({ ...world.env, HOME: home, ...more });
const environmentKeys = () => ({
  AWS_ACCESS_KEY_ID: given().accessKeyId,
  AWS_SECRET_ACCESS_KEY: given().secretAccessKey,
});
const credentials = () => readFileSync(join(home, '.aws/credentials'), 'utf8');
const administrator = () => {
  mkdirSync(join(home, '.aws'), { mode: 0o700 });
  writeFileSync(
    join(home, '.aws/credentials'),
    `[admin]\naws_access_key_id=${given().accessKeyId}\naws_secret_access_key=${given().secretAccessKey}\n`,
    { mode: 0o600 },
  );
};
const configure = (...args: string[]) => run(['configure', ...args], { env: env() });
/** Sets these faults of the cloud and removes all others. */
async function fault(...faults: string[]): Promise<void> {
  const address = `${world.cloud.endpoint}/_demo/faults`;
  await fetch(address, { method: 'DELETE' });
  const { status } = await fetch(address, { method: 'POST', body: JSON.stringify({ faults }) });
  expect(status).toBeLessThan(300);
}

/** The ids of a user's keys, read with an independent client: the SDK. */
async function keysOf(user: string): Promise<string[]> {
  const { IAMClient, ListAccessKeysCommand } = await import('@aws-sdk/client-iam');
  const iam = new IAMClient({
    endpoint: world.cloud.endpoint,
    region: 'us-east-1',
    credentials: given(),
  });
  const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: user }));
  return (AccessKeyMetadata ?? []).map(({ AccessKeyId }) => AccessKeyId ?? '');
}

describe('configure without a screen', () => {
  it('saves keys of the environment after checking them', async () => {
    const { code, lines, out, err } = await run(
      ['configure', '--yes', '--profile', 'dev', '--region', 'eu-west-1', '--json'],
      { env: env(environmentKeys()) },
    );
    expect(code).toBe(0);
    expect(lines.map(({ type }) => type)).toEqual(['identity', 'plan', 'result']);
    expect(lines.at(-1)).toMatchObject({ ok: true, profile: 'dev', account: '111122223333' });
    expect(credentials()).toContain(given().secretAccessKey);
    expect(tracesOf([given().secretAccessKey], out + err)).toEqual([]);
  });

  it('says that the profile gets another account, before it is written', async () => {
    administrator();
    const own = credentials();
    writeFileSync(join(home, '.aws/credentials'), own.replace('[admin]', '[default]'), { mode: 0o600 });
    const [other] = world.cloud.accounts[1]?.users ?? [];
    if (!other) throw new Error('the other account of the demo cloud has no user');
    const keys = { AWS_ACCESS_KEY_ID: other.accessKeyId, AWS_SECRET_ACCESS_KEY: other.secretAccessKey };
    const args = ['configure', '--dry-run', '--region', 'eu-west-1'];
    const { out } = await run(args, { env: env(keys) });
    expect(out).toContain('The account of default changes from 111122223333 to 444455556666.');
    const { lines } = await run([...args, '--json'], { env: env(keys) });
    expect(lines.find(({ type }) => type === 'plan')).toMatchObject({
      accountChange: { from: '111122223333', to: '444455556666' },
    });
  });

  it('takes keys from standard input', async () => {
    const child = spawn(
      process.execPath,
      ['dist/cli.js', 'configure', '--yes', '--profile', 'dev', '--region', 'eu-west-1', '--keys', 'stdin'],
      { stdio: ['pipe', 'pipe', 'pipe'], env: { PATH: process.env.PATH ?? '', ...env() } },
    );
    child.stdin.end(
      JSON.stringify({
        AccessKey: { AccessKeyId: given().accessKeyId, SecretAccessKey: given().secretAccessKey },
      }),
    );
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    expect(credentials()).toContain('[dev]');
  });

  it('takes keys from an answers file', async () => {
    const file = join(home, 'answers.yaml');
    writeFileSync(
      file,
      `profile: dev\nregion: eu-west-1\naccessKeyId: ${given().accessKeyId}\nsecretAccessKey: ${given().secretAccessKey}\n`,
    );
    expect((await configure('--yes', '--answers', file)).code).toBe(0);
    expect(credentials()).toContain('[dev]');
  });

  it('writes nothing in a dry run, or without confirmation', async () => {
    const options = { env: env(environmentKeys()) };
    const dry = await run(['configure', '--dry-run', '--profile', 'dev', '--region', 'eu-west-1'], options);
    expect(dry.code).toBe(0);
    expect(dry.out).toContain('+ [dev]');
    const asked = await run(['configure', '--profile', 'dev', '--region', 'eu-west-1'], options);
    expect(asked.code).toBe(2);
    expect(asked.err).toContain('Nothing was written');
    expect(existsSync(join(home, '.aws'))).toBe(false);
    expect(tracesOf([given().secretAccessKey], dry.out + dry.err + asked.out + asked.err)).toEqual([]);
  });

  it('reports everything that is missing at once, and ends with 2', async () => {
    administrator();
    const { code, err } = await configure('--yes', '--create-user', 'a b', '--policy', 'nope');
    expect(code).toBe(2);
    expect(err).toMatch(/createUser: .*\n.*policy: /);
    expect(err).toContain('region');
    expect((await configure('--yes', '--policy', 'amplify')).code).toBe(2);
    expect((await configure('--yes', '--keys', 'AKIASOMETHING')).err).not.toContain('AKIASOMETHING');
  });

  it('saves no keys that AWS refuses, and ends with 1', async () => {
    const { code, err } = await run(['configure', '--yes', '--profile', 'dev', '--region', 'eu-west-1'], {
      env: env({ ...environmentKeys(), AWS_SECRET_ACCESS_KEY: `Wq7${given().secretAccessKey.slice(3)}` }),
    });
    expect(code).toBe(1);
    expect(err).toContain('does not belong to the access key');
    expect(existsSync(join(home, '.aws'))).toBe(false);
  });

  it('creates a user with a profile that has permission, rotates its key, and uses the same name only once', async () => {
    administrator();
    const create = () =>
      configure(
        '--yes',
        '--create-user',
        'script-user',
        '--with-profile',
        'admin',
        '--profile',
        'ci',
        '--region',
        'eu-west-1',
      );
    expect((await create()).code).toBe(0);
    const [first = ''] = await keysOf('script-user');
    expect(credentials()).toContain(first);
    const again = await create();
    expect(again.code).toBe(1);
    expect(again.err).toContain('exists already');
    const dry = await run(['profiles', 'rotate', 'ci', '--dry-run'], { env: env() });
    expect(dry.out).toContain('UpdateAccessKey');
    expect(await keysOf('script-user')).toEqual([first]);
    const rotated = await run(['profiles', 'rotate', 'ci', '--yes', '--delete-old', '--json'], {
      env: env(),
    });
    expect(rotated.code).toBe(0);
    expect(rotated.lines.at(-1)).toMatchObject({ oldKey: { id: first, state: 'deleted' } });
    const [second = ''] = await keysOf('script-user');
    expect(second).not.toBe(first);
    expect(credentials()).toContain(second);
    expect(credentials()).not.toContain(first);
  });
});

describe('a key that AWS created and no file has', () => {
  const create = () =>
    configure(
      '--yes',
      '--create-user',
      'lost-user',
      '--with-profile',
      'admin',
      '--profile',
      'ci',
      '--region',
      'eu-west-1',
    );

  it('is found at the next start, deleted on request, and another is created', async () => {
    administrator();
    await fault('reset-after@CreateAccessKey,times=1');
    const broken = await create();
    await fault();
    expect(broken.code).toBe(1);
    expect(broken.err).toContain('--resume');
    const [lost = ''] = await keysOf('lost-user');
    expect(lost).toMatch(/^AKIA/);
    // A second start that does not say what to do with the first makes nothing more.
    const refused = await create();
    expect(refused.code).toBe(2);
    expect(await keysOf('lost-user')).toEqual([lost]);
    const resumed = await configure('--yes', '--resume');
    expect(resumed.code).toBe(0);
    const [made = '', ...more] = await keysOf('lost-user');
    expect(more).toEqual([]);
    expect(made).not.toBe(lost);
    expect(credentials()).toContain(made);
    expect([...filesBelow(join(home, '.amplify/tui')).keys()].filter((name) => /journal/.test(name))).toEqual(
      [],
    );
  });

  it('is also found after the program was killed at that moment', async () => {
    administrator();
    await fault('hang-after@CreateAccessKey,times=1');
    const journal = join(home, '.amplify/tui/journal/configure');
    const child = spawn(
      process.execPath,
      [
        'dist/cli.js',
        'configure',
        '--yes',
        '--create-user',
        'killed-user',
        '--with-profile',
        'admin',
        '--profile',
        'ci',
        '--region',
        'eu-west-1',
      ],
      { stdio: 'ignore', env: { PATH: process.env.PATH ?? '', ...env() } },
    );
    await expect.poll(() => keysOf('killed-user').catch(() => []), { timeout: 15_000 }).toHaveLength(1);
    child.kill('SIGKILL');
    await once(child, 'close');
    await fault();
    expect(existsSync(join(home, '.aws/config'))).toBe(false);
    for (const [name, text] of filesBelow(journal)) {
      expect(JSON.parse(text), name).toMatchObject({ step: 'creating-key', keysBefore: [] });
      expect(tracesOf([given().secretAccessKey], text)).toEqual([]);
    }
    const [lost = ''] = await keysOf('killed-user');
    expect((await configure('--yes', '--resume')).code).toBe(0);
    expect(await keysOf('killed-user')).not.toContain(lost);
  });
});

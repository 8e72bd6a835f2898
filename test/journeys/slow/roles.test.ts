import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal, type Terminal } from '../../support/terminal.ts';
import { tracesOf } from '../../support/traces.ts';
import { filesBelow, givenFaults, openWorld } from '../support/cloud.ts';
import { run } from '../support/run.ts';

const hasAwsCli = spawnSync('aws', ['--version']).status === 0;
if (!hasAwsCli) console.warn('skipped: no aws CLI here, so a bridged profile is not tried with it');

const role = 'arn:aws:iam::444455556666:role/amplify-deploy';
const device = 'arn:aws:iam::111122223333:mfa/dev';
let cache: string;

const world = await openWorld(200, '--scenario', 'roles');

beforeAll(async () => {
  cache = join(world.home, '.amplify/awscloudformation/cache.json');
  const config = join(world.home, '.aws/config');
  const profile = (name: string, ...lines: string[]) =>
    `\n[profile ${name}]\nrole_arn=${role}\nsource_profile=default\nregion=eu-west-1\n${lines.map((line) => `${line}\n`).join('')}`;
  const externalId = 'external_id=dev-corp-inventory-7f3a';
  writeFileSync(
    config,
    readFileSync(config, 'utf8') +
      profile('bizcorprole', `mfa_serial=${device}`, externalId) +
      profile('noserial', externalId) +
      profile('noexternal', `mfa_serial=${device}`) +
      profile('wrongexternal', `mfa_serial=${device}`, 'external_id=another') +
      profile('wrongdevice', 'mfa_serial=arn:aws:iam::111122223333:mfa/other', externalId) +
      profile('toolong', `mfa_serial=${device}`, externalId, 'duration_seconds=7200') +
      profile('circle', 'source_profile=circle').replace('source_profile=default\n', '') +
      '\n[profile tool]\ncredential_process=printf \'{"Version":1}\'\nregion=eu-west-1\n',
  );
});
afterEach(async () => {
  closeTerminals();
  await givenFaults(world);
});

/** The device's current code; the demo cloud accepts it although it was used. */
async function freshCode(): Promise<string> {
  const url = `${world.cloud.endpoint}/_demo/phone`;
  await fetch(url, { method: 'POST' });
  const { devices } = (await (await fetch(url)).json()) as { devices: { code: string }[] };
  return devices[0]?.code ?? '';
}

const headless = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  run(args, { env: { ...world.env, ...more }, cwd: world.project, detached: true });
const forget = () => rmSync(cache, { force: true });

describe('each reason why a profile cannot use its role has its own words', () => {
  it.each([
    ['noserial', false, 'ROLE_NEEDS_MFA', 1],
    ['noexternal', true, 'ROLE_EXTERNAL_ID', 1],
    ['wrongexternal', true, 'ROLE_DENIED', 1],
    ['wrongdevice', true, 'MFA_DEVICE', 1],
    ['toolong', true, 'ROLE_DURATION', 1],
    ['circle', false, 'PROFILE_NOT_USABLE', 1],
    ['tool', false, 'CREDENTIAL_PROCESS', 1],
    ['bizcorprole', false, 'MFA_NEEDED', 3],
  ])('%s', async (name, code, problem, exit) => {
    forget();
    const codes = code ? ['--mfa-code', name === 'wrongdevice' ? '123456' : await freshCode()] : [];
    const { lines, code: ended } = await headless(['profiles', 'test', name, '--json', ...codes]);
    const last = lines.at(-1) as { code?: string; what?: string; why?: string; next?: string };
    expect([last.code, ended]).toEqual([problem, exit]);
    for (const text of [last.what, last.why, last.next]) expect(text).toMatch(/\w.*[.)]$/);
  });

  it('a code that was already used', async () => {
    forget();
    const code = await freshCode();
    const test = () => headless(['profiles', 'test', 'bizcorprole', '--json', '--mfa-code', code]);
    expect((await test()).lines.at(-1)).toMatchObject({ type: 'result', ok: true });
    forget();
    const again = await test();
    expect([again.lines.at(-1)?.code, again.code]).toEqual(['MFA_REFUSED', 1]);
  });
});

describe('a role with MFA', () => {
  it('takes one code out of a paste, and a key pressed after it out of habit confirms nothing', async () => {
    forget();
    const cwd = join(world.home, 'pasted');
    mkdirSync(cwd);
    const terminal = openTerminal({ args: ['init', '--profile', 'bizcorprole'], env: world.env, cwd });
    for (const title of ['called?', 'editor', 'kind of app', 'app built?', 'profile?']) {
      await terminal.see(title);
      terminal.press('enter');
    }
    await terminal.see('next code in');
    terminal.paste(`${device} 444455556666`);
    await terminal.see('has no code of six digits');
    // Half a code has been typed; the digits come from an input method.
    terminal.type('12');
    const wide = [...(await freshCode())]
      .map((digit) => String.fromCharCode(0xff10 + Number(digit)))
      .join('');
    terminal.paste(`Your code is ${wide.slice(0, 3)} ${wide.slice(3)}.`);
    terminal.type('\r');
    await terminal.see('right account?');
    terminal.type('\r');
    await terminal.see('in a moment');
    await terminal.see('⏎ yes, continue');
    await terminal.see('right account?');
    await terminal.see('444455556666');
    terminal.press('ctrl+c');
    await terminal.see(/is not finished/i);
    terminal.press('ctrl+c');
    expect(await terminal.exited).toBe(0);
  });

  it('deploys into the other account with one code, and the cache serves the next calls', {
    timeout: 120_000,
  }, async () => {
    forget();
    const made = await headless([
      'init',
      '--yes',
      '--profile',
      'bizcorprole',
      '--json',
      '--mfa-code',
      await freshCode(),
    ]);
    expect(made.lines.at(-1)).toMatchObject({ type: 'result', ok: true });
    expect(JSON.stringify(made.lines.at(-1))).toContain(':444455556666:stack/inventory-');
    expect([statSync(cache).mode & 0o777, Object.keys(JSON.parse(readFileSync(cache, 'utf8')))]).toEqual([
      0o600,
      [role],
    ]);
    const status = await headless(['status', '--json']);
    expect(status.lines.at(-1)).toMatchObject({
      identity: { account: '444455556666', access: 'bizcorprole' },
    });
    // Two programs at the same time, and neither asks.
    const both = await Promise.all([0, 1].map(() => headless(['credentials', '--profile', 'bizcorprole'])));
    const [one, other] = both.map(({ out }) => JSON.parse(out));
    expect(one).toMatchObject({
      Version: 1,
      AccessKeyId: expect.stringMatching(/^ASIA/),
      Expiration: expect.any(String),
    });
    expect(other).toEqual(one);
    // Every secret of the demo begins with the same words.
    const secrets = [one.SecretAccessKey.slice(24), one.SessionToken];
    for (const [path, text] of filesBelow(world.home)) {
      if (path.endsWith('cache.json')) continue;
      expect(tracesOf(secrets, text), path).toEqual([]);
    }
    expect(tracesOf(secrets, made.out + made.err + status.out)).toEqual([]);
    const reset = await headless(['aws', 'reset-catch']);
    expect([reset.code, reset.out]).toEqual([0, '✔ 1 cached session of bizcorprole removed\n']);
    expect((await headless(['credentials', '--profile', 'bizcorprole'])).code).toBe(3);
    expect((await run(['awscloudformation', 'reset-cache'], { env: world.env, cwd: world.home })).code).toBe(
      2,
    );
  });

  it('whose session AWS no longer accepts needs a code, in every command and at once', {
    timeout: 90_000,
  }, async () => {
    const sessions = () => Object.keys(JSON.parse(readFileSync(cache, 'utf8')));
    const signIn = async () => {
      forget();
      const args = ['credentials', '--profile', 'bizcorprole', '--mfa-code', await freshCode()];
      expect((await headless(args)).code).toBe(0);
    };
    /** The cached key is one that AWS does not know, since the role was deleted and made again. */
    const unknownKey = () => {
      const text = readFileSync(cache, 'utf8').replace(/ASIA[A-Z0-9]{16}/, 'ASIAGONE000000000000');
      writeFileSync(cache, text);
    };
    const ended = () => fetch(`${world.cloud.endpoint}/_demo/expire`, { method: 'POST' });
    for (const end of [ended, unknownKey]) {
      await signIn();
      await end();
      const status = await headless(['status', '--json']);
      expect(status.lines.at(-1)).toMatchObject({ ok: false, identityProblem: { code: 'MFA_NEEDED' } });
      expect([status.code, sessions()]).toEqual([3, []]);
      expect(status.out).not.toMatch(/expired|new key/);

      await signIn();
      await end();
      const test = ['profiles', 'test', 'bizcorprole', '--json', '--mfa-code', await freshCode()];
      expect((await headless(test)).lines.at(-1)).toMatchObject({ ok: true, account: '444455556666' });
    }
    await ended();
    const watch = await headless(['watch', '--json']);
    expect([watch.lines.at(-1)?.code, watch.code]).toEqual(['MFA_NEEDED', 3]);
    const dryRun = ['init', '--dry-run', '--json', '--profile', 'bizcorprole', '--cwd', world.home];
    expect((await headless(dryRun)).code).toBe(3);
    const again = await headless(['status', '--json', '--mfa-code', await freshCode()]);
    expect(again.lines.at(-1)).toMatchObject({ ok: true, identity: { account: '444455556666' } });
    expect(again.code).toBe(0);
  });

  it('without AWS access, status says so: ok is false, and --exit-code ends with 1', async () => {
    const lost = ['status', '--json', '--profile', 'circle'];
    const status = await headless(lost);
    expect(status.lines.at(-1)).toMatchObject({
      ok: false,
      identityProblem: { code: 'PROFILE_NOT_USABLE' },
    });
    expect([status.code, (await headless([...lost, '--exit-code'])).code]).toEqual([0, 1]);
  });

  it.skipIf(!hasAwsCli)('is usable by the aws CLI through a bridge', async () => {
    forget();
    const bridged = await headless(['profiles', 'bridge', 'bizcorprole', 'bizbridge', '--yes', '--json']);
    expect(bridged.lines.at(-1)).toMatchObject({ type: 'result', ok: true, profile: 'bizbridge' });
    expect(
      (await headless(['credentials', '--profile', 'bizcorprole', '--mfa-code', await freshCode()])).code,
    ).toBe(0);
    const aws = spawnSync(
      'aws',
      ['sts', 'get-caller-identity', '--profile', 'bizbridge', '--output', 'json'],
      {
        env: { PATH: process.env.PATH, ...world.env },
        encoding: 'utf8',
      },
    );
    expect(JSON.parse(aws.stdout || aws.stderr).Arn).toBe(
      'arn:aws:sts::444455556666:assumed-role/amplify-deploy/amplify',
    );
  });

  it('asks on the screen, explains a wrong code, and continues in mid-deployment after a new one', {
    timeout: 150_000,
  }, async () => {
    forget();
    const folder = join(world.home, 'shop');
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{"dependencies":{"react":"19"}}');
    const terminal: Terminal = openTerminal({
      args: ['init', '--profile', 'bizcorprole'],
      columns: 100,
      rows: 30,
      env: world.env,
      cwd: folder,
    });
    for (const title of ['called?', 'editor', 'kind of app', 'app built?', 'profile?']) {
      await terminal.see(title);
      terminal.press('enter');
    }
    await terminal.see('MFA CODE');
    terminal.type('000000');
    await terminal.see('AWS did not take that code');
    terminal.type(await freshCode());
    await terminal.see('assumed-role/amplify-deploy/amplify');
    terminal.press('enter');
    await terminal.see('Review: nothing');
    await givenFaults(world, 'stuck@DeploymentBucket');
    terminal.press('enter');
    await terminal.see('of 4');
    await fetch(`${world.cloud.endpoint}/_demo/expire`, { method: 'POST' });
    await terminal.see('an MFA code is needed');
    terminal.press('r');
    await terminal.see('MFA CODE');
    terminal.type(await freshCode());
    await terminal.gone('an MFA code is needed');
    await terminal.see('DeploymentBucket');
    terminal.press('ctrl+c');
    await terminal.see('A DEPLOYMENT IS RUNNING');
    terminal.press('ctrl+c');
    expect(await terminal.exited).toBe(130);
    const secrets = JSON.parse(readFileSync(cache, 'utf8'))[role].amplify;
    expect(tracesOf([secrets.secretAccessKey.slice(24), secrets.sessionToken], terminal.bytes())).toEqual([]);
  });

  it('shows how long its session lasts, creates a new one with a new code, and forgets it', async () => {
    forget();
    const code = await freshCode();
    expect((await headless(['credentials', '--profile', 'bizcorprole', '--mfa-code', code])).code).toBe(0);
    const before = readFileSync(cache, 'utf8');
    const terminal = openTerminal({
      args: ['profiles'],
      columns: 120,
      rows: 40,
      env: { ...world.env, AWS_PROFILE: 'bizcorprole' },
      cwd: world.project,
    });
    await terminal.see(/Session +(?:1h 00m|59m \d\ds) left/);
    terminal.press('r');
    await terminal.see('Its session still works.');
    terminal.press('r');
    await terminal.see('MFA CODE');
    terminal.type(await freshCode());
    await terminal.see(/Works as +arn:aws:sts::4444/);
    expect(readFileSync(cache, 'utf8')).not.toBe(before);
    terminal.press('f');
    await terminal.see('1 cached session removed');
    await terminal.gone('left');
    expect(JSON.parse(readFileSync(cache, 'utf8'))).toEqual({});
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
  });
});

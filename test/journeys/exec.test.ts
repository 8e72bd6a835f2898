import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal } from '../support/terminal.ts';
import { openWorld } from './support/cloud.ts';
import { run } from './support/run.ts';

const hasAwsCli = spawnSync('aws', ['--version']).status === 0;
const hasBoto3 = spawnSync('python3', ['-c', 'import boto3']).status === 0;
if (!hasBoto3) console.warn('skipped: python3 has no boto3 here, so exec is not tried with it');
if (!hasAwsCli) console.warn('skipped: no aws CLI here, so exec is not tried with it');

const identity = 'arn:aws:sts::444455556666:assumed-role/amplify-deploy/amplify';
const node = (script: string) => ['--', process.execPath, '-e', script];
const world = await openWorld(200, '--scenario', 'roles');

beforeAll(async () => {
  const config = join(world.home, '.aws/config');
  writeFileSync(
    config,
    `${readFileSync(config, 'utf8')}\n[profile bizcorprole]\nrole_arn=arn:aws:iam::444455556666:role/amplify-deploy\nsource_profile=default\nregion=eu-west-1\nmfa_serial=arn:aws:iam::111122223333:mfa/dev\nexternal_id=dev-corp-inventory-7f3a\n`,
  );
});
afterEach(() => {
  closeTerminals();
  rmSync(join(world.home, '.amplify/awscloudformation/cache.json'), { force: true });
});

async function freshCode(): Promise<string> {
  const url = `${world.cloud.endpoint}/_demo/phone`;
  await fetch(url, { method: 'POST' });
  const { devices } = (await (await fetch(url)).json()) as { devices: { code: string }[] };
  return devices[0]?.code ?? '';
}

const exec = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  run(['exec', ...args], { env: { ...world.env, ...env }, cwd: world.project, detached: true });
const withRole = async () => ['--profile', 'bizcorprole', '--mfa-code', await freshCode()];

describe('exec', () => {
  it('runs a command as the role, with no output of its own on standard output', async () => {
    const ourselves = [process.execPath, join(process.cwd(), 'dist/cli.js'), 'doctor', '--json'];
    const ended = await exec([...(await withRole()), '--', ...ourselves], { AWS_PROFILE: 'default' });
    expect(ended.err).toBe('');
    expect(JSON.parse(ended.out)).toMatchObject({ access: { account: '444455556666', identity: 'role' } });
  });

  it.runIf(hasBoto3)('runs boto3 as the role', async () => {
    const script = [
      'import boto3',
      'print(boto3.client("sts").get_caller_identity()["Arn"])',
      'print([stack["StackName"] for stack in boto3.client("cloudformation").describe_stacks()["Stacks"]])',
    ].join('\n');
    for (const server of [[], ['--server']]) {
      const { out, err } = await exec([...(await withRole()), ...server, '--', 'python3', '-c', script]);
      expect([out.split('\n')[0], err]).toEqual([identity, '']);
    }
  });

  it.runIf(hasAwsCli)('runs the AWS CLI as the role', async () => {
    const { out } = await exec([...(await withRole()), '--', 'aws', 'sts', 'get-caller-identity']);
    expect(JSON.parse(out)).toMatchObject({ Arn: identity });
  });

  it('passes arguments, input, exit codes and signals through', async () => {
    const words = ['a b', '"', '$HOME', '--yes', '*', ''];
    const script = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';
    expect(JSON.parse((await exec([...node(script), ...words])).out)).toEqual(words);
    expect((await exec(node('process.exit(7)'))).code).toBe(7);
    expect((await exec(node('process.kill(process.pid, "SIGTERM")'))).code).toBe(143);
    const told = await run(
      [
        'exec',
        ...node(
          'process.on("SIGTERM", () => process.exit(9)); console.log("ready"); setInterval(() => {}, 1e6)',
        ),
      ],
      {
        env: world.env,
        cwd: world.project,
        detached: true,
        onLine: (line, pid) => line === 'ready' && process.kill(pid, 'SIGTERM'),
      },
    );
    expect(told.code).toBe(9);
  });

  it.each([
    [['--', 'no-such-command-here'], 127, 'There is no command no-such-command-here.'],
    [['--', '/'], 126, 'This command cannot be run: /.'],
    [[], 2, 'There is no command to run.'],
    [['--'], 2, 'There is no command to run.'],
    [['ls', '--', 'ls'], 2, '`ls` is one word too many.'],
    [['--profile', 'nobody', ...node('console.log("ran")')], 2, 'not found'],
    [['--profile', 'bizcorprole', ...node('console.log("ran")')], 3, 'code'],
  ])('%j ends with %i', async (args, code, words) => {
    const ended = await exec(args);
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.err).toContain(words);
  });

  describe('of the Amplify CLI in a project of the role', () => {
    const bin = () => join(world.home, 'bin');
    /** The config file that the command sees, and the output of its credential_process. */
    const look = `
      const { readFileSync, statSync, appendFileSync } = require('node:fs');
      const file = process.env.AWS_CONFIG_FILE;
      const [, text = ''] = /\\[profile bizcorprole\\]([^[]*)/.exec(readFileSync(file, 'utf8')) ?? [];
      const command = /^credential_process *= *(.*)$/m.exec(text)?.[1];
      const asked = command && require('node:child_process').execSync(command, { encoding: 'utf8' });
      if (process.argv[2] === 'configure') appendFileSync(file, '# written here\\n');
      console.log(JSON.stringify({ file, text, mode: statSync(file).mode & 0o777, key: asked && JSON.parse(asked).AccessKeyId }));`;

    beforeAll(() => {
      const project = join(world.project, 'amplify');
      mkdirSync(join(project, '.config'), { recursive: true });
      mkdirSync(join(project, 'backend'));
      mkdirSync(bin());
      writeFileSync(
        join(project, '.config/project-config.json'),
        '{"projectName":"inventory","frontendHandler":{"ios":"/x"},"providers":{"awscloudformation":"/y"}}',
      );
      writeFileSync(join(project, 'backend/amplify-meta.json'), '{}');
      writeFileSync(
        join(project, '.config/aws-info.json'),
        '{"useProfile":true,"profileName":"bizcorprole"}',
      );
      writeFileSync(join(bin(), 'look.cjs'), look);
      writeFileSync(
        join(bin(), 'amplify'),
        `#!/bin/sh\nexec '${process.execPath}' '${join(bin(), 'look.cjs')}' "$@"\n`,
        { mode: 0o755 },
      );
    });
    afterAll(() => rmSync(join(world.project, 'amplify'), { recursive: true }));
    const amplify = async (word: string) => {
      const path = `${bin()}:${process.env.PATH}`;
      const ended = await exec(['--mfa-code', await freshCode(), '--', 'amplify', word], { PATH: path });
      expect(ended.out, ended.err).toMatch(/^\{/);
      return { ...ended, seen: JSON.parse(ended.out) as Record<string, unknown> };
    };

    it('the profile of a copy requests the session of the role', async () => {
      const before = readFileSync(join(world.home, '.aws/config'), 'utf8');
      const { code, err, seen } = await amplify('push');
      expect([code, err]).toEqual([0, '']);
      expect(seen).toMatchObject({ mode: 0o600, key: expect.stringMatching(/^ASIA/) });
      expect(seen.text).not.toContain('role_arn');
      expect(seen.text).toContain('region=eu-west-1');
      expect(existsSync(String(seen.file))).toBe(false);
      expect(readFileSync(join(world.home, '.aws/config'), 'utf8')).toBe(before);
    });

    it('an unreadable project has no profile, and no other one is used', async () => {
      const info = join(world.project, 'amplify/.config/aws-info.json');
      const text = readFileSync(info, 'utf8');
      writeFileSync(info, '{"useProfile":');
      const ended = await exec(node('console.log("ran")'));
      writeFileSync(info, text);
      expect([ended.code, ended.out]).toEqual([1, '']);
      expect(ended.err).toContain('aws-info.json');
    });

    it('a copy that it has changed is kept until the next run, and named', async () => {
      const { code, err, seen } = await amplify('configure');
      expect(code).toBe(0);
      expect(err).toContain(String(seen.file));
      expect(readFileSync(String(seen.file), 'utf8')).toMatch(/# written here\n$/);
      await amplify('push');
      expect(existsSync(String(seen.file))).toBe(false);
    });
  });

  it('asks for the code on the terminal, which then belongs to the command', async () => {
    const terminal = openTerminal({
      args: [
        'exec',
        '--profile',
        'bizcorprole',
        ...node(
          'process.stdin.on("data", (text) => { console.log("got " + text); process.exit(4); }); console.log("yours")',
        ),
      ],
      env: world.env,
      cwd: world.project,
    });
    await terminal.see('MFA code of arn:aws:iam::111122223333:mfa/dev for bizcorprole:');
    terminal.type(`${await freshCode()}\r`);
    await terminal.see('yours');
    terminal.type('hello\r');
    await terminal.see('got hello');
    expect(await terminal.exited).toBe(4);
  });

  it("shows the stack's time line below the command with --watch, and leaves the state of the stack", async () => {
    const cwd = join(world.home, 'watched');
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'package.json'), '{"name":"watched","dependencies":{"react":"19.0.0"}}');
    const made = await run(['init', '--yes', '--json'], { env: world.env, cwd });
    expect(made.code, made.err).toBe(0);
    const script =
      'process.stdin.on("data", (text) => process.stdout.write("got " + text)); console.log("yours", process.stdout.isTTY)';
    const args = ['exec', '--watch', ...node(script)];
    const terminal = openTerminal({ args, env: world.env, cwd, columns: 80, rows: 24 });
    await terminal.see(/^watched-\d+ .*complete/);
    await terminal.see('yours true');
    for (let line = 0; line < 20; line += 1) terminal.type(`line ${line}\r`);
    await terminal.see('got line 19');
    const rows = terminal.text();
    const rule = rows.findIndex((row) => /^─+$/.test(row));
    expect(rule).toBe(16);
    // On a busy machine, the roles may start together with the bucket.
    expect(rows.slice(rule).join('\n')).toMatch(/watched-\d+ .*complete .*\n.*4 of 4\n\n ✔ \w+ /);
    expect(rows.slice(rule).join('\n')).toMatch(/^ ✔ DeploymentBucket /m);
    expect(rows.findIndex((row) => row.includes('got line 19'))).toBeLessThan(rule);
    terminal.press('ctrl+c');
    expect(await terminal.exited).toBe(130);
    expect(
      terminal
        .text()
        .filter((row) => row !== '')
        .at(-1),
    ).toMatch(/^✔ watched-\d+ .*CREATE_COMPLETE$/);
    expect(terminal.text().join('\n')).not.toMatch(/^─+$/m);

    // A terminal that is too small for both says so and leaves all its rows to the command.
    const small = openTerminal({
      ...{ args: ['exec', '--watch', ...node('console.log("ran")')], env: world.env, cwd },
      ...{ columns: 50, rows: 12 },
    });
    await small.see('ran');
    expect(await small.exited).toBe(0);
    expect(small.text().join(' ').replaceAll(/\s+/g, ' ')).toContain('60 columns');

    // Signals go to the command, whose exit ends this program; the rows below are given back.
    const told = openTerminal({
      args: [
        'exec',
        '--watch',
        ...node(
          'process.on("SIGTERM", () => process.exit(9)); setInterval(() => {}, 1e6); console.log("ready")',
        ),
      ],
      ...{ env: world.env, cwd, columns: 80, rows: 24 },
    });
    await told.see('ready');
    await told.see(/^watched-\d+ .*complete/);
    told.kill('SIGTERM');
    expect(await told.exited).toBe(9);
    expect(told.bytes().slice(told.bytes().lastIndexOf('ready'))).toContain('\u001B[r');
    expect(told.text().join('\n')).not.toMatch(/^─+$/m);

    const piped = await run(['exec', '--watch', ...node('console.log("ran")')], { env: world.env, cwd });
    expect([piped.code, piped.out]).toEqual([0, 'ran\n']);
    expect(piped.err).toBe('▲ The time line is not shown: what is written goes to no terminal.\n');
  });

  it('provides credentials again and again at an address with --server', async () => {
    const script = `
      const { AWS_CONTAINER_CREDENTIALS_FULL_URI: url, AWS_CONTAINER_AUTHORIZATION_TOKEN: authorization } = process.env;
      const ask = async (headers) => (await fetch(url, { headers })).status;
      Promise.all([ask({ authorization }), ask({ authorization }), ask({})]).then((all) =>
        console.log(JSON.stringify([url, process.env.AWS_ACCESS_KEY_ID ?? null, ...all])))`;
    const { out, code } = await exec([...(await withRole()), '--server', ...node(script)]);
    expect(code).toBe(0);
    const [url, ...rest] = JSON.parse(out) as [string, ...unknown[]];
    expect(rest).toEqual([null, 200, 200, 403]);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });
});

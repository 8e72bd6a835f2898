import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { wholeHelp } from '../../src/commands/help.ts';
import { closeTerminals, openTerminal } from '../support/terminal.ts';
import { tracesOf } from '../support/traces.ts';
import { openWorld } from './support/cloud.ts';
import { run as runProgram } from './support/run.ts';

let home: string;
let app: string;

const world = await openWorld(20);
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'amplify-tui-verbs-'));
  app = join(home, 'app');
  mkdirSync(app);
  mkdirSync(join(home, '.aws'), { mode: 0o700 });
  const { accessKeyId, secretAccessKey } = user(0);
  const keys = (name: string, secret: string) =>
    `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secret}\n\n`;
  writeFileSync(
    join(home, '.aws/credentials'),
    `# mine\n${keys('default', secretAccessKey)}${keys('wrong', user(1).secretAccessKey)}`,
    { mode: 0o600 },
  );
  writeFileSync(
    join(home, '.aws/config'),
    '[default]\nregion=us-east-1\n\n[profile wrong]\nregion=eu-west-1\n\n[profile deploy]\nrole_arn=arn:aws:iam::444455556666:role/x\nsource_profile=wrong\n',
    { mode: 0o600 },
  );
});
afterEach(() => {
  closeTerminals();
  rmSync(home, { recursive: true, force: true });
});

const user = (account: number) => {
  const found = world.cloud.accounts[account]?.users[0];
  if (!found) throw new Error('the demo cloud has no such user');
  return found;
};
const file = (name: string) => readFileSync(join(home, name), 'utf8');
/** No command ever prints a secret. */
async function profiles(...args: string[]) {
  const ended = await runProgram(['profiles', ...args], { env: { ...world.env, HOME: home }, cwd: app });
  const secrets = [user(0).secretAccessKey, user(1).secretAccessKey];
  expect(tracesOf(secrets, ended.out + ended.err)).toEqual([]);
  return ended;
}

it('prints the general help stored by the build', async () => {
  for (const asked of ['--help', '-h', 'help'])
    expect(await runProgram([asked], { env: world.env })).toMatchObject({
      code: 0,
      out: wholeHelp(80),
      err: '',
    });
});

describe('profiles list', () => {
  it('shows each profile as JSON, and runs no credential_process, nor does the screen', async () => {
    const mark = join(home, 'ran');
    const config = file('.aws/config');
    writeFileSync(
      join(home, '.aws/config'),
      `${config}\n[profile tool]\ncredential_process=touch ${mark}\nregion=eu-west-1\n`,
    );
    const { code, lines } = await profiles('list', '--json');
    expect(code).toBe(0);
    const found = JSON.stringify(lines);
    for (const name of ['default', 'wrong', 'deploy', 'tool']) expect(found).toContain(`"${name}"`);
    const deploy = lines.find(({ name }) => name === 'deploy') ?? lines[0];
    expect(JSON.stringify(deploy)).toMatch(/role/);
    await profiles('show', 'tool');
    const terminal = openTerminal({
      ...{ args: ['profiles'], columns: 120, rows: 30, cwd: app },
      env: { ...world.env, HOME: home, AWS_PROFILE: 'default' },
    });
    await terminal.see(/tool +process/);
    terminal.press('q');
    await terminal.exited;
    expect(existsSync(mark)).toBe(false);
    // The test can fail: asked who it is, the process runs.
    await profiles('test', 'tool');
    expect(existsSync(mark)).toBe(true);
  });
});

describe('profiles show', () => {
  it('shows each value with its file and line, and what is wrong', async () => {
    const { code, out } = await profiles('show', 'deploy');
    expect(code).toBe(0);
    expect(out).toContain('from wrong → deploy');
    expect(out).toMatch(/source_profile +wrong +~\/\.aws\/config:9/);
    const shown = await profiles('show', 'default', '--json');
    const [profile] = shown.lines;
    expect(profile).toMatchObject({ type: 'profile', name: 'default', kind: 'keys', region: 'us-east-1' });
    expect(profile?.settings).toContainEqual({
      key: 'aws_secret_access_key',
      value: '****************',
      masked: true,
      file: join(home, '.aws/credentials'),
      line: 4,
    });
  });

  it('lists existing profiles if the named one is unknown', async () => {
    const { code, err } = await profiles('show', 'Default');
    expect(code).toBe(2);
    expect(err).toContain('Did you mean default?');
  });

  it.each([[['show']], [['rename', 'default']], [['list', 'default']], [['paint', 'default']]])(
    'refuses %j as wrong usage',
    async (args) => {
      expect((await profiles(...args)).code).toBe(2);
    },
  );
});

describe('profiles test', () => {
  it('shows the identity, or why it failed', async () => {
    const works = await profiles('test', 'default', '--json');
    expect(works.code).toBe(0);
    expect(works.lines.at(-1)).toMatchObject({ ok: true, account: '111122223333', region: 'us-east-1' });
    expect(works.lines.at(-1)).toMatchObject({ key: { active: true, rotationDue: false, keys: 1 } });
    const wrong = await profiles('test', 'wrong', '--json');
    expect(wrong.code).toBe(1);
    expect(wrong.lines.at(-1)).toMatchObject({ type: 'problem', code: 'CREDENTIALS_SIGNATURE' });
  });
});

describe('the age of keys', () => {
  it('is asked of AWS with --key-age, and known afterwards', async () => {
    const keyOf = (lines: readonly Record<string, unknown>[], name: string) =>
      lines.find((line) => line.name === name) ?? {};
    // Without a subcommand it is the list, too, if there is no screen.
    expect(keyOf((await profiles('--json')).lines, 'default')).not.toHaveProperty('key');
    const asked = await profiles('list', '--json', '--key-age');
    const key = { active: true, ageDays: expect.any(Number), keys: 1 };
    expect(keyOf(asked.lines, 'default')).toMatchObject({ key });
    expect(keyOf(asked.lines, 'wrong')).toMatchObject({ keyProblem: expect.stringContaining('secret') });
    expect(keyOf((await profiles('list', '--json')).lines, 'default')).toMatchObject({ key });
    expect((await profiles('show', 'default')).out).toMatch(/access key active, .*the only key of its user/);
    const shown = await profiles('show', 'wrong', '--key-age');
    expect([shown.code, shown.out]).toEqual([0, expect.stringContaining('The age of its key is not known')]);
  });
});

describe('profiles use', () => {
  it('saves the default of the folder in our own settings, and the screen uses it', async () => {
    const before = [file('.aws/config'), file('.aws/credentials')];
    expect((await profiles('use', 'wrong', '--dry-run')).code).toBe(0);
    expect((await profiles('list')).out).toMatch(/^▸ default/m);
    expect((await profiles('use', 'wrong')).code).toBe(0);
    expect(file('.amplify/tui/settings.ini')).toContain('wrong');
    expect([file('.aws/config'), file('.aws/credentials')]).toEqual(before);
    expect((await profiles('use', 'nobody')).code).toBe(2);
    const screen = openTerminal({ args: [], env: { ...world.env, HOME: home }, cwd: app });
    await screen.see(/127\.0\.0\.1:\d+ +wrong /);
  });

  it('connects the project to it, and keeps the other contents of its file', async () => {
    mkdirSync(join(app, 'amplify/.config'), { recursive: true });
    mkdirSync(join(app, 'amplify/backend'));
    const config = {
      projectName: 'app',
      frontendHandler: { ios: '/x' },
      providers: { awscloudformation: '/y' },
    };
    writeFileSync(join(app, 'amplify/.config/project-config.json'), JSON.stringify(config));
    writeFileSync(join(app, 'amplify/backend/amplify-meta.json'), '{}');
    writeFileSync(
      join(app, 'amplify/.config/aws-info.json'),
      '{\r\n  "useProfile": true,\r\n  "mine": [1],\r\n  "profileName": "default"\r\n}\r\n',
    );
    expect((await profiles('use', 'wrong')).err).toContain('The project names the profile default');
    const before = file('app/amplify/.config/aws-info.json');
    const asked = await profiles('use', 'wrong', '--project', '--json');
    expect(asked.code).toBe(2);
    expect(asked.lines.find(({ type }) => type === 'plan')).toMatchObject({
      files: [{ label: 'amplify/.config/aws-info.json', change: 'update', before }],
    });
    const dry = await profiles('use', 'wrong', '--project', '--dry-run');
    expect([dry.code, dry.out]).toEqual([0, expect.stringContaining('+   "profileName": "wrong"')]);
    expect(file('app/amplify/.config/aws-info.json')).toBe(before);
    const done = await profiles('use', 'wrong', '--project', '--yes', '--json');
    expect(done.code).toBe(0);
    expect(done.lines.at(-1)).toMatchObject({ written: true, files: ['amplify/.config/aws-info.json'] });
    const again = await profiles('use', 'wrong', '--project', '--json');
    expect(again.lines.at(-1)).toMatchObject({ ok: true, written: false, files: [] });
    expect(file('app/amplify/.config/aws-info.json')).toBe(
      '{\r\n  "useProfile": true,\r\n  "mine": [1],\r\n  "profileName": "wrong"\r\n}\r\n',
    );
  });

  it('needs a project for --project', async () => {
    expect((await profiles('use', 'wrong', '--project')).err).toContain('There is no Amplify project');
  });
});

describe('profiles remove and rename', () => {
  it('show the diff and write only with --yes', async () => {
    const before = [file('.aws/config'), file('.aws/credentials')];
    const asked = await profiles('remove', 'wrong');
    expect(asked.code).toBe(2);
    expect(asked.out).toContain('- [profile wrong]');
    expect((await profiles('remove', 'wrong', '--dry-run')).code).toBe(0);
    expect([file('.aws/config'), file('.aws/credentials')]).toEqual(before);
    const done = await profiles('remove', 'wrong', '--yes');
    expect(done.code).toBe(0);
    expect(done.err).toContain('deploy');
    expect(file('.aws/config') + file('.aws/credentials')).not.toContain('[wrong]');
    expect(file('.aws/credentials')).toMatch(/^# mine\n\[default\]\n/);
  });

  it('update everything that names a renamed profile', async () => {
    await profiles('use', 'wrong');
    const { code, lines } = await profiles('rename', 'wrong', 'right', '--yes', '--json');
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatchObject({ ok: true, change: 'rename', profile: 'wrong', to: 'right' });
    expect(file('.aws/config')).toContain('source_profile=right');
    expect(file('.aws/credentials')).toContain('[right]');
    expect(file('.amplify/tui/settings.ini')).toMatch(/profile\[\]=right/);
    expect((await profiles('rename', 'default', 'right', '--yes')).code).toBe(1);
  });

  it('ask in a terminal, and treat everything but yes as no', async () => {
    const ask = () =>
      openTerminal({ args: ['profiles', 'remove', 'wrong'], env: { ...world.env, HOME: home }, cwd: app });
    const before = file('.aws/config');
    const no = ask();
    await no.see('Remove it? [y/N]');
    no.press('enter');
    expect(await no.exited).toBe(0);
    await no.see('Nothing was written');
    const interrupted = ask();
    await interrupted.see('Remove it? [y/N]');
    interrupted.press('ctrl+c');
    expect(await interrupted.exited).toBe(130);
    expect(file('.aws/config')).toBe(before);
    const yes = ask();
    await yes.see('Remove it? [y/N]');
    yes.type('y\r');
    expect(await yes.exited).toBe(0);
    expect(file('.aws/config')).not.toContain('[profile wrong]');
  });
});

describe('credentials of a profile with a credential_process', () => {
  const withProcess = (name: string, script: string) => {
    const path = join(home, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o700 });
    writeFileSync(join(home, '.aws/config'), `[profile ${name}]\ncredential_process=${path}\n`, {
      mode: 0o600,
    });
  };
  const count = () => readFileSync(join(home, 'count'), 'utf8').trim().split('\n').length;

  it('that calls this program by a path of its own is started once, and refused', async () => {
    const program = `'${process.execPath}' '${process.cwd()}/dist/cli.js'`;
    withProcess('loop', `echo once >> ${home}/count; exec ${program} credentials --profile loop`);
    const { code, err } = await runProgram(['credentials', '--profile', 'loop'], { env: { HOME: home } });
    expect(code).not.toBe(0);
    expect(err).toContain('leads back to itself');
    expect(count()).toBe(1);
  });

  it('that fails is started once', async () => {
    withProcess('broken', `echo once >> ${home}/count; exit 1`);
    expect((await runProgram(['credentials', '--profile', 'broken'], { env: { HOME: home } })).code).not.toBe(
      0,
    );
    expect(count()).toBe(1);
  });

  it('ends with the program that started it', async () => {
    withProcess('slow', `echo $$ > ${home}/pid.new; mv ${home}/pid.new ${home}/pid; exec sleep 120`);
    const child = spawn(process.execPath, ['dist/cli.js', 'credentials', '--profile', 'slow'], {
      env: { PATH: process.env.PATH ?? '', HOME: home, AWS_EC2_METADATA_DISABLED: 'true' },
      stdio: 'ignore',
    });
    const ended = once(child, 'close');
    await vi.waitFor(() => expect(existsSync(join(home, 'pid'))).toBe(true), { timeout: 20_000 });
    child.kill('SIGTERM');
    await ended;
    const pid = readFileSync(join(home, 'pid'), 'utf8').trim();
    const state = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' }).stdout.trim();
    // An ended process may stay listed until somebody collects its exit code.
    expect(state).toMatch(/^Z|^$/);
  });
});

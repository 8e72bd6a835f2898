import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal, type Terminal } from '../support/terminal.ts';
import { tracesOf } from '../support/traces.ts';
import { filesBelow, openWorld } from './support/cloud.ts';

let home: string;

const world = await openWorld(20);
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'amplify-tui-configure-'));
});
afterEach(() => {
  closeTerminals();
  rmSync(home, { recursive: true, force: true });
});

const given = () => {
  const [user] = world.cloud.accounts[0]?.users ?? [];
  if (!user) throw new Error('the demo cloud has no user');
  return user;
};
const open = (columns = 100, rows = 30): Terminal =>
  openTerminal({
    args: ['configure'],
    columns,
    rows,
    env: { ...world.env, HOME: home, AMPLIFY_TUI_DEMO: '1', WT_SESSION: '1' },
    cwd: home,
  });
const aws = (name: string) => readFileSync(join(home, '.aws', name), 'utf8');
const furnish = (files: Readonly<Record<string, string>>) => {
  mkdirSync(join(home, '.aws'), { mode: 0o700 });
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(home, '.aws', name), text, { mode: 0o600 });
};
const keysOf = (text: string, profile: string) => {
  const section = text.slice(text.indexOf(`[${profile}]`));
  const value = (key: string) => new RegExp(`^${key} ?= ?(.*)$`, 'm').exec(section)?.[1] ?? '';
  return { id: value('aws_access_key_id'), secret: value('aws_secret_access_key') };
};
const administrator = () =>
  `[admin]\naws_access_key_id=${given().accessKeyId}\naws_secret_access_key=${given().secretAccessKey}\n`;

/** Expects no secret on the screen, and none in any file except where it belongs. */
function expectNoTraces(terminal: Terminal, ...secrets: string[]): void {
  expect(secrets.every((secret) => secret.length === 40)).toBe(true);
  expect(tracesOf(secrets, terminal.bytes())).toEqual([]);
  for (const [name, text] of filesBelow(home))
    if (name !== '.aws/credentials') expect(tracesOf(secrets, text), name).toEqual([]);
}

describe('configure by keyboard, on a machine without any AWS set-up', () => {
  it('leads through the browser to pasted keys, checks them, and saves a profile that works', async () => {
    const { accessKeyId, secretAccessKey } = given();
    const terminal = open();
    await terminal.see('Found no profile');
    // There is nothing to choose from, so the browser is offered first.
    await terminal.see('▸ I have access keys');
    terminal.press('enter');
    await terminal.see('Which AWS region?');
    terminal.type('irel');
    await terminal.see('▸ eu-west-1');
    terminal.press('enter');
    await terminal.see('https://console.aws.amazon.com/');
    await terminal.see('https://portal.aws.amazon.com/billing/signup');
    // The address is a link for terminals that support it, and readable for everyone else.
    expect(terminal.bytes()).toContain('\u001B]8;;https://console.aws.amazon.com/\u0007');
    terminal.press('enter');
    await terminal.see('https://console.aws.amazon.com/iamv2/home#/users/create');
    terminal.press('enter');
    await terminal.see('Create its access key');
    terminal.press('enter');
    await terminal.see('Paste your access keys');

    // A secret without its last character is reported before AWS is asked.
    terminal.paste(`  ${accessKeyId}\r\n${secretAccessKey.slice(0, -1)}\r\n`);
    await terminal.see('this has 39');
    terminal.press('escape');
    await terminal.see('Create its access key');
    terminal.press('enter');
    await terminal.see('Paste your access keys');
    // Masked until it is shown on purpose.
    terminal.press('tab', 'ctrl+u');
    terminal.type('not-a-secret-of-anybody');
    await terminal.see(/●{23}/);
    terminal.press('ctrl+t');
    await terminal.see('not-a-secret-of-anybody');
    terminal.press('ctrl+t');
    await terminal.gone('not-a-secret-of-anybody');
    terminal.press('escape');
    await terminal.see('Create its access key');
    terminal.press('enter');
    await terminal.see('Paste your access keys');
    // Both at once, whatever is between them.
    terminal.paste(`aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`);
    await terminal.see(/●{40}/);
    terminal.press('enter');
    await terminal.see('Is this the right account?');
    await terminal.see('arn:aws:iam::111122223333:user/amplify-dev');
    expect(filesBelow(home).has('.aws/credentials')).toBe(false);
    terminal.press('enter');
    await terminal.see('Save as which profile?');
    terminal.press('enter');
    await terminal.see('Review: nothing has been changed yet');
    await terminal.see(`aws_access_key_id=****************${accessKeyId.slice(-4)}`);
    expect(filesBelow(home).has('.aws/credentials')).toBe(false);
    terminal.press('enter');
    await terminal.see('The profile "default" is ready');
    expect(aws('config')).toBe('[default]\nregion=eu-west-1\n');
    expect(aws('credentials')).toBe(
      `[default]\naws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}\n`,
    );
    for (const name of ['config', 'credentials'])
      expect(statSync(join(home, '.aws', name)).mode & 0o777).toBe(0o600);
    terminal.press('enter');
    await terminal.see(/● default +keys/);
    await terminal.see('dev-corp 111122223333');
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
    expectNoTraces(terminal, secretAccessKey);
  });

  it("reads the console's .csv, and distinguishes a wrong secret and an unknown key", async () => {
    const { accessKeyId, secretAccessKey } = given();
    const wrong = `Wq7${secretAccessKey.slice(3)}`;
    writeFileSync(
      join(home, 'wrong.csv'),
      `\uFEFFAccess key ID,Secret access key\r\n${accessKeyId},${wrong}\r\n`,
    );
    const terminal = open(80, 24);
    await terminal.see('▸ I have access keys');
    terminal.press('enter');
    await terminal.see('Which AWS region?');
    terminal.press('enter');
    await terminal.see('Sign in');
    terminal.press('k');
    await terminal.see('Paste your access keys');
    terminal.type('~/wrong.csv');
    await terminal.see('~/wrong.csv');
    terminal.press('enter');
    await terminal.see('Read from the file');
    await terminal.see(accessKeyId);
    terminal.press('enter');
    await terminal.see('AWS does not accept these keys');
    await terminal.see('does not belong to the access key');
    terminal.press('escape');
    await terminal.see('Paste your access keys');
    terminal.press('ctrl+u');
    terminal.type('AKIANOBODYKNOWS00001');
    await terminal.see('AKIANOBODYKNOWS00001');
    terminal.press('enter');
    // A new key may not be known yet: the repeated check is shown, and can be left immediately.
    await terminal.see(/asked [12] times?, again in/);
    terminal.press('escape');
    await terminal.see('Paste your access keys');
    expect(filesBelow(home).has('.aws/credentials')).toBe(false);
    terminal.press('ctrl+c');
    await terminal.see(/is not finished/i);
    terminal.press('ctrl+c');
    expect(await terminal.exited).toBe(0);
    rmSync(join(home, 'wrong.csv'));
    expectNoTraces(terminal, wrong);
  });
});

describe('configure by keyboard, with an existing profile', () => {
  it('creates a user whose key works, and leaves the rest of existing files byte for byte', async () => {
    const config =
      '# work\n[profile admin]\nregion = eu-west-1\ns3 =\n  max_concurrent_requests = 20\n\n[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start#/\n';
    furnish({ config, credentials: `; mine\n${administrator()}` });
    const terminal = open(120, 40);
    await terminal.see('Found 1 profile');
    terminal.press('down');
    await terminal.see('▸ Create an IAM user for me');
    terminal.press('enter');
    await terminal.see('Which AWS profile?');
    terminal.press('enter');
    await terminal.see('The user will be created in this account');
    terminal.press('enter');
    await terminal.see('What is the new user called?');
    terminal.press('ctrl+u');
    terminal.type('journey-user');
    await terminal.see(/User name +journey-user/);
    terminal.press('enter');
    await terminal.see('What may the user do?');
    terminal.press('down');
    await terminal.see('only stacks named amplify-*');
    terminal.press('up', 'enter');
    await terminal.see('Which AWS region?');
    terminal.type('frankf');
    await terminal.see('▸ eu-central-1');
    terminal.press('enter');
    await terminal.see('Save as which profile?');
    terminal.press('ctrl+u');
    terminal.type('amplify');
    await terminal.see(/Profile +amplify/);
    terminal.press('enter');
    await terminal.see('Review: nothing has been changed yet');
    await terminal.see('CreateAccessKey');
    await terminal.see('‹made when you confirm›');

    // Back through every step with its answer, and forward again.
    const back = [
      /Profile +amplify/,
      '▸ Region',
      'What may the user do?',
      /User name +journey-user/,
      'Is this the right account?',
      'Which AWS profile?',
      'How should amplify-tui sign in to AWS?',
    ];
    for (const step of back) {
      terminal.press('escape');
      await terminal.see(step);
    }
    for (const step of back.slice(0, -1).reverse()) {
      terminal.press('enter');
      await terminal.see(step);
    }
    terminal.press('enter');
    await terminal.see('Review: nothing has been changed yet');
    expect(aws('credentials')).not.toContain('[amplify]');
    terminal.press('enter');
    await terminal.see('The profile "amplify" is ready');
    await terminal.see('arn:aws:iam::111122223333:user/journey-user');
    expect(aws('config')).toBe(`${config}\n[profile amplify]\nregion = eu-central-1\n`);
    expect(aws('credentials')).toMatch(/^; mine\n\[admin\]\n/);
    const made = keysOf(aws('credentials'), 'amplify');
    expect(made.id).toMatch(/^AKIA/);
    terminal.press('enter');
    await terminal.see('profile amplify created');
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
    expectNoTraces(terminal, made.secret, given().secretAccessKey);
  });

  it('verifies it and writes nothing', async () => {
    furnish({ config: '[profile admin]\nregion = eu-west-1\n', credentials: administrator() });
    const before = filesBelow(join(home, '.aws'));
    const terminal = open(60, 16);
    await terminal.see('▸ Use an existing profile');
    terminal.press('enter');
    await terminal.see('▸ admin');
    terminal.press('enter');
    await terminal.see('Is this the right account?');
    terminal.press('enter');
    await terminal.see('The profile "admin" is ready');
    expect(filesBelow(join(home, '.aws'))).toEqual(before);
    terminal.press('enter');
    await terminal.see('PROJECT');
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
    expectNoTraces(terminal, given().secretAccessKey);
  });

  it('says what an existing profile would lose, and removes what would override the new keys', async () => {
    const { accessKeyId, secretAccessKey } = given();
    furnish({
      config:
        '[default]\nregion = us-east-1\noutput = json\n[profile shop]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = default\nregion = us-east-1\ncli_pager = less\n',
      credentials: administrator(),
    });
    const terminal = open(120, 40);
    await terminal.see('Found');
    terminal.press('3', 'enter');
    await terminal.see('Which AWS region?');
    terminal.type('eu-west-1');
    await terminal.see('▸ eu-west-1');
    terminal.press('enter');
    await terminal.see('Sign in');
    terminal.press('k');
    await terminal.see('Paste your access keys');
    terminal.paste(`${accessKeyId}\t${secretAccessKey}`);
    await terminal.see(/●{40}/);
    terminal.press('enter');
    await terminal.see('Is this the right account?');
    terminal.press('enter');
    await terminal.see('Save as which profile?');
    terminal.press('ctrl+u');
    terminal.type('shop');
    await terminal.see('The profile shop already exists. Its keys would be replaced');
    await terminal.see('role_arn, source_profile');
    terminal.press('enter');
    await terminal.see('- role_arn');
    terminal.press('enter');
    await terminal.see('The profile "shop" is ready');
    expect(aws('config')).toBe(
      '[default]\nregion = us-east-1\noutput = json\n[profile shop]\nregion = eu-west-1\ncli_pager = less\n',
    );
    expect(keysOf(aws('credentials'), 'shop').id).toBe(accessKeyId);
    terminal.press('enter');
    await terminal.see('PROJECT');
    terminal.press('q');
    expect(await terminal.exited).toBe(0);
    expectNoTraces(terminal, secretAccessKey);
  });
});
